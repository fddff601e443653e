using System.Runtime.InteropServices;
using LlmRec.Learning.Models.Ease;
using LlmRec.Onnx;
using Microsoft.Extensions.Options;

namespace LlmRec.Bench;

/// <summary>
/// Training steps beside the same networks in PyTorch, and EASE's inverse beside NumPy's, in turns. The peer runs with one
/// thread and with all, and counts with what it is faster with: on a busy machine its threads wait for each other.
/// </summary>
internal static class TorchBench
{
    private const string Script = "torch_models.py";

    public static async Task RunAsync(BenchRun run)
    {
        if (Python.Program is null)
        {
            Console.WriteLine(Python.Missing);
        }

        var sessions = new OnnxSessions(Options.Create(new OnnxOptions()));
        int[] threads = Python.Program is null ? [] : [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
        var peers = new List<(int Threads, Peer Peer)>();
        foreach (var count in threads)
        {
            peers.Add((count, await Peer.StartAsync(Script, $"{count}")));
        }

        run.Report.Add(
            "torch",
            await CompareAsync(run, "sequence", TrainingSteps.Sequence(sessions, Environment.ProcessorCount), peers, run.Sized(2, 10)),
            await CompareAsync(run, "decoder", TrainingSteps.Decoder(sessions, Environment.ProcessorCount), peers, run.Sized(1, 2)));
        run.Report.Add("ease", await InverseAsync(run, sessions, peers));
        peers.ForEach(p => p.Peer.Dispose());
    }

    private static async Task<IReadOnlyDictionary<string, object>> CompareAsync(BenchRun run, string name, TrainingSteps ours, List<(int Threads, Peer Peer)> peers, int steps)
    {
        using var _ = ours;
        var (mine, theirs) = (new List<double>(), peers.Select(_ => new List<double>()).ToArray());
        for (var round = -1; round < run.Sized(1, 7); round++)
        {
            var seconds = ours.Run(steps) / steps;
            for (var p = 0; p < peers.Count; p++)
            {
                var answer = await peers[p].Peer.AskAsync<Timed>($"{name} {steps}");
                // The first round warms all up.
                theirs[p].AddRange(round < 0 ? [] : [answer.Seconds / steps]);
            }

            mine.AddRange(round < 0 ? [] : [seconds]);
        }

        var row = new Dictionary<string, object>
        {
            ["network"] = name,
            ["tokens a step"] = ours.Tokens,
            ["threads"] = Environment.ProcessorCount,
            ["ms a step"] = mine.Median() * 1e3,
            ["tokens/s"] = ours.Tokens / mine.Median(),
            ["GFLOPS"] = ours.Tokens * ours.FlopsAToken / mine.Median() / 1e9,
        };
        if (peers.Count > 0)
        {
            var best = Enumerable.Range(0, peers.Count).MinBy(p => theirs[p].Median());
            row["torch threads"] = peers[best].Threads;
            row["torch ms a step"] = theirs[best].Median() * 1e3;
            row["torch tokens/s"] = ours.Tokens / theirs[best].Median();
            row["torch GFLOPS"] = ours.Tokens * ours.FlopsAToken / theirs[best].Median() / 1e9;
            row["ratio"] = mine.Zip(theirs[best], (a, b) => b / a).Median();
        }

        return row;
    }

    private static async Task<IReadOnlyDictionary<string, object>> InverseAsync(BenchRun run, OnnxSessions sessions, List<(int Threads, Peer Peer)> peers)
    {
        const float Regularisation = 100;
        var size = run.Sized(1_500, 12_101);
        var likes = Likes(size);
        var matrix = Gram(likes, size, Regularisation);
        var file = run.PathOf("matrix");
        await using (var stream = File.Create(file))
        {
            stream.Write(BitConverter.GetBytes(size));
            for (var row = 0; row < size; row++)
            {
                stream.Write(MemoryMarshal.AsBytes(matrix.AsSpan(row * size, size)));
            }
        }

        using var sweep = new SweepInverse(sessions);
        // What the code needs to be compiled is not what is measured.
        sweep.Negate(Tiles(Gram([], 600, Regularisation), 600), Environment.ProcessorCount, _ => { }, default);
        var (mine, theirs, residuals) = (new List<double>(), peers.Select(_ => new List<Timed>()).ToArray(), new List<double>());
        for (var round = 0; round < run.Sized(1, 3); round++)
        {
            var tiles = Tiles(matrix, size);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            sweep.Negate(tiles, Environment.ProcessorCount, _ => { }, default);
            mine.Add(watch.Elapsed.TotalSeconds);
            residuals.Add(Residual.Of(tiles, likes, Regularisation, seed: 1, Environment.ProcessorCount));
            for (var p = 0; p < peers.Count; p++)
            {
                theirs[p].Add(await peers[p].Peer.AskAsync<Timed>($"inverse {file}"));
            }
        }

        var figures = new Dictionary<string, object> { ["items"] = size, ["threads"] = Environment.ProcessorCount, ["s"] = mine.Median(), ["residual"] = $"{residuals.Max():0.0e0}" };
        if (peers.Count > 0)
        {
            var best = Enumerable.Range(0, peers.Count).MinBy(p => theirs[p].Select(t => t.Seconds).Median());
            figures["NumPy threads"] = peers[best].Threads;
            figures["NumPy s"] = theirs[best].Select(t => t.Seconds).Median();
            figures["NumPy residual"] = $"{theirs[best].Max(t => t.Residual):0.0e0}";
            figures["ratio"] = mine.Zip(theirs[best], (a, b) => b.Seconds / a).Median();
        }

        return figures;
    }

    /// <summary>Some users of 4 to 14 items each, popularity falling like 1/rank.</summary>
    private static int[][] Likes(int items)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, 2 * items).Select(_ => Enumerable.Range(0, random.Next(4, 15)).Select(_ => (int)Math.Pow(items, random.NextDouble()) - 1).Distinct().ToArray())];
    }

    private static SymmetricTiles Tiles(float[] matrix, int size)
    {
        var tiles = new SymmetricTiles(size, new EaseOptions().Tile);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                tiles[i, j] = matrix[(i * size) + j];
            }
        }

        return tiles;
    }

    private static float[] Gram(int[][] likes, int size, float regularisation)
    {
        var matrix = new float[size * size];
        for (var i = 0; i < size; i++)
        {
            matrix[(i * size) + i] = regularisation;
        }

        foreach (var items in likes)
        {
            foreach (var a in items)
            {
                foreach (var b in items)
                {
                    matrix[(a * size) + b]++;
                }
            }
        }

        return matrix;
    }

    private sealed record Timed(double Seconds, double Residual);
}
