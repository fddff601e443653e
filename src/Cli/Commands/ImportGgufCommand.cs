using System.CommandLine;
using LlmRec.Language.Import;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class ImportGgufCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A GGUF file of the Llama or Qwen2 family, with a chat template." };
        var folder = new Option<string>("--out") { Description = "The model folder to make; it must not exist.", HelpName = "DIR", Required = true };
        var weights = new Option<string>("--weights") { Description = "How weights are stored: int8 (small, fast) or fp32 (exact).", HelpName = "int8|fp32", DefaultValueFactory = _ => "int8" };
        weights.AcceptOnlyFromAmong("int8", "fp32");
        return new Command("import-gguf", "Make a model folder of a language model in a GGUF file.") { file, folder, weights }.With(
            StoreUse.None,
            async (parsed, services, output, cancellationToken) =>
            {
                var target = Path.GetFullPath(parsed.GetRequiredValue(folder));
                var storage = parsed.GetRequiredValue(weights) == "int8" ? WeightStorage.Int8 : WeightStorage.Fp32;
                var time = services.GetRequiredService<TimeProvider>();
                var started = time.GetTimestamp();
                await output.WithProgressAsync(
                    tell => Task.Run(
                        () =>
                        {
                            GgufImport.Run(parsed.GetRequiredValue(file), target, storage, new Told(tell), cancellationToken);
                            return true;
                        },
                        cancellationToken),
                    time);
                var bytes = new DirectoryInfo(target).EnumerateFiles().Sum(f => f.Length);
                var seconds = Math.Round(time.GetElapsedTime(started).TotalSeconds, 1);
                output.Answer(
                    new { Folder = target, Weights = parsed.GetValue(weights), Bytes = bytes, Seconds = seconds },
                    console => console.MarkupLineInterpolated($"{target}: {bytes / 1e6:n0} MB, {seconds} s. Hear it: llmrec models try {target} --prompt \"…\""));
                return 0;
            });
    }

    private sealed class Told(Action<string, long, long, double?> tell) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => tell("layers", value.Done, value.Total, null);
    }
}
