using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Bench;

/// <summary>Texts a second, here and in JavaScript, in turns. Each runs as it comes: with the threads that it takes by itself.</summary>
internal static class EncoderBench
{
    public const string MiniLm = "../shared/models/all-minilm-l6-v2";

    public static async Task RunAsync(BenchRun run)
    {
        var rows = new List<Dictionary<string, object>>(await CompareAsync(run, "default", Service.DefaultEncoder, "@energetic-ai", "use-lite"));
        var path = Path.GetFullPath(Path.Combine(BenchRun.Root, MiniLm));
        if (Directory.Exists(path))
        {
            rows.AddRange(await CompareAsync(run, "all-MiniLM-L6-v2", MiniLm, "transformers.js", "transformers", path));
        }
        else
        {
            Console.WriteLine($"{MiniLm} is not on this machine: left out.");
        }

        run.Report.Add("encoder", rows);
    }

    private static async Task<IReadOnlyList<Dictionary<string, object>>> CompareAsync(BenchRun run, string name, string encoder, string peerName, params string[] peerArguments)
    {
        await using var services = await Service.OpenAsync(run.PathOf($"{name}.db"), encoder);
        var ours = services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        using var peer = await Peer.StartAsync("encoders.mjs", peerArguments);
        var rows = new List<Dictionary<string, object>>();
        foreach (var (kind, texts) in new[] { ("titles", Texts.Titles(run.Sized(64, 512))), ("60 words", Texts.Long(run.Sized(64, 256))) })
        {
            foreach (var batch in new[] { 1, 64 })
            {
                var (mine, theirs) = (new List<double>(), new List<double>());
                for (var round = -1; round < run.Sized(1, 5); round++)
                {
                    var (seconds, answer) = (
                        await SecondsAsync(ours, texts, batch),
                        await peer.AskAsync<Encoded>(JsonSerializer.Serialize(new { texts, batch, vectors = false })));
                    // The first round warms both up.
                    if (round >= 0)
                    {
                        mine.Add(texts.Count / seconds);
                        theirs.Add(texts.Count / answer.Seconds);
                    }
                }

                rows.Add(new()
                {
                    ["encoder"] = name,
                    ["texts"] = kind,
                    ["batch"] = batch,
                    ["LlmRec texts/s"] = mine.Median(),
                    ["peer"] = peerName,
                    ["peer texts/s"] = theirs.Median(),
                    ["ratio"] = mine.Zip(theirs, (a, b) => a / b).Median(),
                });
            }
        }

        return rows;
    }

    private static async Task<double> SecondsAsync(IEmbeddingGenerator<string, Embedding<float>> encoder, IReadOnlyList<string> texts, int batch)
    {
        var watch = Stopwatch.StartNew();
        foreach (var some in texts.Chunk(batch))
        {
            await encoder.GenerateAsync(some);
        }

        return watch.Elapsed.TotalSeconds;
    }

    private sealed record Encoded(double Seconds, float[][]? Vectors);
}
