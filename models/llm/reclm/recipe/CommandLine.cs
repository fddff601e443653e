using System.Globalization;
using LlmRec.Learning.Decoder;
using LlmRec.Reclm.Training;

namespace LlmRec.Reclm;

/// <summary>What the recipe's command line says.</summary>
internal static class CommandLine
{
    /// <summary>How to call it.</summary>
    public const string Usage =
        "usage: dotnet run -c Release --project models/llm/reclm/recipe -- [--dataset DIR]… [--samples N] [--width N] [--rate R] [--seed N] [--work DIR] [--out DIR] [--only measure]";

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It says what the recipe doesn't know.</exception>
    public static RecipeOptions Read(string[] args)
    {
        var root = Root();
        var options = new RecipeOptions { Work = Path.Combine(root, "artifacts", "reclm"), Output = Path.Combine(root, "models", "llm", "reclm") };
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new FormatException($"{args[i]} needs a value.\n{Usage}");
            options = args[i] switch
            {
                "--dataset" => options with { Datasets = [.. options.Datasets, value] },
                "--samples" => options with { Samples = Number(value) },
                "--seed" => options with { Seed = Number(value) },
                "--width" => options with { Decoder = Decoder(options.Decoder, d => d.Width = Number(value)) },
                "--rate" => options with { Decoder = Decoder(options.Decoder, d => d.LearningRate = double.Parse(value, CultureInfo.InvariantCulture)) },
                "--work" => options with { Work = Path.GetFullPath(value) },
                "--only" when value == "measure" => options with { OnlyMeasures = true },
                "--out" => options with { Output = Path.GetFullPath(value) },
                _ => throw new FormatException($"{args[i]} is no option.\n{Usage}"),
            };
        }

        return options;
    }

    private static DecoderOptions Decoder(DecoderOptions options, Action<DecoderOptions> change)
    {
        change(options);
        return options;
    }

    private static int Number(string value) => int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new FormatException($"'{value}' is no whole number above 0.\n{Usage}");

    private static string Root()
    {
        for (var folder = Environment.CurrentDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "LlmRec.sln")))
            {
                return folder;
            }
        }

        throw new FormatException("Run this inside the repository: there is no LlmRec.sln in this folder or above it.");
    }
}
