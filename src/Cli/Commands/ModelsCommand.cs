using System.CommandLine;
using System.Diagnostics;
using System.Numerics.Tensors;
using LlmRec.Embedding.Encoders;
using LlmRec.Onnx;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class ModelsCommand
{
    private const string TestText = "A heist crew plans one last job.";

    public static Command Create()
    {
        var folder = new Argument<string?>("DIR") { Description = "A language model's folder to check instead of what is in use.", Arity = ArgumentArity.ZeroOrOne };
        return new("models", "The models in use, and models of your own.")
        {
            new Command("list", "Which models are in use, and where they lie.").With(StoreUse.None, ListAsync),
            new Command("check", "Load every model in use, or a folder, and run it once.") { folder }.With(
                StoreUse.None,
                (parsed, services, output, cancellationToken) => parsed.GetValue(folder) is { } path
                    ? CheckLanguageModel.RunAsync(path, output, cancellationToken)
                    : CheckAsync(parsed, services, output, cancellationToken)),
            ImportGgufCommand.Create(),
            TryModelCommand.Create(),
        };
    }

    private static Task<int> ListAsync(ParseResult parsed, IServiceProvider services, Output output, CancellationToken cancellationToken)
    {
        var encoder = Describe(services);
        output.Answer(new { Models = new[] { encoder } }, console => console.WriteLine(encoder.ToString()));
        return Task.FromResult(0);
    }

    private static async Task<int> CheckAsync(ParseResult parsed, IServiceProvider services, Output output, CancellationToken cancellationToken)
    {
        var encoder = Describe(services);
        var generator = services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        var started = Stopwatch.GetTimestamp();
        var vector = (await generator.GenerateAsync([TestText], cancellationToken: cancellationToken))[0].Vector;
        var milliseconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
        var norm = Math.Round(TensorPrimitives.Norm(vector.Span), 6);
        if (!double.IsFinite(norm) || norm == 0)
        {
            throw new CommandException($"{encoder.Name} gave a vector of length {norm} for a plain sentence: the model is broken.");
        }

        output.Answer(
            new { Models = new[] { new { encoder.Kind, encoder.Name, encoder.Version, encoder.Path, encoder.Provider, Ok = true, Milliseconds = milliseconds, Norm = norm } } },
            console =>
            {
                console.WriteLine(encoder.ToString());
                console.WriteLine($"  test inference: {vector.Length} numbers, length {norm}, {milliseconds} ms");
            });
        return 0;
    }

    private static ModelDescription Describe(IServiceProvider services)
    {
        var folder = services.GetRequiredService<EncoderFolder>();
        return new("encoder", folder.Settings.Name, folder.Version, folder.Path, services.GetRequiredService<OnnxSessions>().Provider, folder.Settings.Dimension, folder.Settings.MaxTokens);
    }

    private sealed record ModelDescription(string Kind, string Name, string Version, string Path, string Provider, int Dimension, int MaxTokens)
    {
        public override string ToString() => $"{Kind}  {Name} {Version}  {Dimension} numbers, {MaxTokens} tokens, {Provider}  {Path}";
    }
}
