using System.Runtime.InteropServices;
using LlmRec.Learning.Models.Ease;
using LlmRec.Onnx;
using Microsoft.Extensions.Options;

namespace LlmRec.Bench;

/// <summary>Training steps beside the same networks in PyTorch, and EASE's inverse beside NumPy's, in turns.</summary>
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
        using var peer = Python.Program is null ? null : await Peer.StartAsync(Script, $"{Environment.ProcessorCount}");
        run.Report.Add(
            "torch",
            await CompareAsync(run, "sequence", TrainingSteps.Sequence(sessions, Environment.ProcessorCount), peer, run.Sized(2, 10)),
            await CompareAsync(run, "decoder", TrainingSteps.Decoder(sessions, Environment.ProcessorCount), peer, run.Sized(1, 2)));
        run.Report.Add("ease", await InverseAsync(run, sessions, peer));
    }

    private static async Task<IReadOnlyDictionary<string, object>> CompareAsync(BenchRun run, string name, TrainingSteps ours, Peer? peer, int steps)
    {
        using var _ = ours;
        var (mine, theirs) = (new List<double>(), new List<double>());
        for (var round = -1; round < run.Sized(1, 7); round++)
        {
            var (seconds, answer) = (ours.Run(steps) / steps, peer is null ? null : await peer.AskAsync<Timed>($"{name} {steps}"));
            // The first round warms both up.
            if (round >= 0)
            {
                mine.Add(seconds);
                theirs.Add(answer is null ? double.NaN : answer.Seconds / steps);
            }
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
        if (peer is not null)
        {
            row["torch ms a step"] = theirs.Median() * 1e3;
            row["torch tokens/s"] = ours.Tokens / theirs.Median();
            row["torch GFLOPS"] = ours.Tokens * ours.FlopsAToken / theirs.Median() / 1e9;
            row["ratio"] = mine.Zip(theirs, (a, b) => b / a).Median();
        }

        return row;
    }

    private static async Task<IReadOnlyDictionary<string, object>> InverseAsync(BenchRun run, OnnxSessions sessions, Peer? peer)
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
        var (mine, theirs, residuals) = (new List<double>(), new List<Timed>(), new List<double>());
        for (var round = 0; round < run.Sized(1, 3); round++)
        {
            var tiles = new SymmetricTiles(size, new EaseOptions().Tile);
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    tiles[i, j] = matrix[(i * size) + j];
                }
            }

            var watch = System.Diagnostics.Stopwatch.StartNew();
            sweep.Negate(tiles, _ => { }, default);
            mine.Add(watch.Elapsed.TotalSeconds);
            residuals.Add(Residual.Of(tiles, likes, Regularisation, seed: 1));
            if (peer is not null)
            {
                theirs.Add(await peer.AskAsync<Timed>($"inverse {file}"));
            }
        }

        var figures = new Dictionary<string, object> { ["items"] = size, ["threads"] = Environment.ProcessorCount, ["s"] = mine.Median(), ["residual"] = $"{residuals.Max():0.0e0}" };
        if (peer is not null)
        {
            figures["NumPy s"] = theirs.Select(t => t.Seconds).Median();
            figures["NumPy residual"] = $"{theirs.Max(t => t.Residual):0.0e0}";
            figures["ratio"] = mine.Zip(theirs, (a, b) => b.Seconds / a).Median();
        }

        return figures;
    }

    /// <summary>Some users of 4 to 14 items each, popularity falling like 1/rank.</summary>
    private static int[][] Likes(int items)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, 2 * items).Select(_ => Enumerable.Range(0, random.Next(4, 15)).Select(_ => (int)Math.Pow(items, random.NextDouble()) - 1).Distinct().ToArray())];
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
