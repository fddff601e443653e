using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using LlmRec.Language.Import;
using Microsoft.Extensions.AI;

// One GGUF file, two runtimes in turn, prompt by prompt: what matters is the ratio. See README.md.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: LlmRec.Bench.Gguf FILE.gguf FOLDER-WITH-node_modules [threads=2] [rounds=3] [int8|fp32]");
    return 1;
}

var (file, modules) = (Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
var threads = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 2;
var rounds = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 3;
var storage = args.Length > 4 && args[4] == "fp32" ? WeightStorage.Fp32 : WeightStorage.Int8;
const int MaxTokens = 48;
string[] prompts =
[
    "Name three colours.", "What is a film noir?", "Write one sentence about the sea.", "Why do people like detective stories?",
    "Explain in two sentences why a comedy about two rival bakers may please someone who likes gentle humour.", "Give a short title for a film about a lighthouse.",
];

var folder = Path.Combine(Path.GetTempPath(), $"llmrec-bench-{Guid.NewGuid():N}");
try
{
    GgufImport.Run(file, folder, storage, null, default);
    using var model = LanguageModel.Load(LanguageFolder.Open(folder), threads);
    using var peer = Process.Start(new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "peer.mjs"), modules, file, $"{threads}"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
    _ = await peer.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The peer did not start; was `npm install` run?");
    var (ours, theirs) = (new List<Answer>(), new List<Answer>());
    for (var round = -1; round < rounds; round++)
    {
        foreach (var prompt in prompts)
        {
            var mine = ModelTrial.Run(model, [new(ChatRole.User, prompt)], new ChatOptions { MaxOutputTokens = MaxTokens, Temperature = 0 }, null, default);
            await peer.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { ids = mine.PromptIds, max = MaxTokens, end = model.Folder.EndTokens[0] }));
            var other = JsonSerializer.Deserialize<Answer>((await peer.StandardOutput.ReadLineAsync())!, JsonSerializerOptions.Web)!;
            // The first round warms both up.
            if (round >= 0 && mine.Ids.Count > 8 && other.Ids.Length > 8)
            {
                ours.Add(new([.. mine.Ids], mine.FirstTokenMs, mine.TokensPerSecond ?? 0));
                theirs.Add(other);
            }
        }
    }

    peer.StandardInput.Close();
    var (speed, first) = (ours.Zip(theirs, (a, b) => a.TokensPerSecond / b.TokensPerSecond), ours.Zip(theirs, (a, b) => a.FirstTokenMs / b.FirstTokenMs));
    Console.WriteLine($"{Path.GetFileName(file)}, {storage}, {threads} threads, {ours.Count} answers each, greedy, up to {MaxTokens} tokens; medians");
    Console.WriteLine($"| | tokens/s | first token |\n| --- | --- | --- |\n| LlmRec | {Median(ours.Select(a => a.TokensPerSecond)):0} | {Median(ours.Select(a => a.FirstTokenMs)):0} ms |\n| node-llama-cpp | {Median(theirs.Select(a => a.TokensPerSecond)):0} | {Median(theirs.Select(a => a.FirstTokenMs)):0} ms |");
    Console.WriteLine($"| ratio, answer by answer | {Median(speed):0.00} (middle half {Quantile(speed, .25):0.00}–{Quantile(speed, .75):0.00}) | {Median(first):0.00} |");
    return 0;
}
finally
{
    if (Directory.Exists(folder))
    {
        Directory.Delete(folder, recursive: true);
    }
}

static double Median(IEnumerable<double> values) => Quantile(values, .5);

static double Quantile(IEnumerable<double> values, double at) => values.Order().ToArray() is { Length: > 0 } sorted ? sorted[(int)(at * (sorted.Length - 1))] : double.NaN;

internal sealed record Answer(int[] Ids, double FirstTokenMs, double TokensPerSecond);
