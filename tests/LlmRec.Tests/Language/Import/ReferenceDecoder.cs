using LlmRec.Tests.Language.Gguf;

namespace LlmRec.Tests.Language.Import;

/// <summary>
/// The forward pass of a <see cref="TinyModel"/> in double precision, over the file's own order of rows: every token is computed
/// anew from the whole text, without a cache, without reordering, without fusing.
/// </summary>
internal sealed class ReferenceDecoder
{
    private readonly Dictionary<string, double[]> _weights = [];
    private readonly bool _pairsAreNeighbours;

    public ReferenceDecoder(string architecture, GgufWriter file)
    {
        // ggml turns neighbouring numbers of a llama's head, and the halves of a qwen2's, against each other.
        _pairsAreNeighbours = architecture == "llama";
        foreach (var (name, type, data) in file.Stored)
        {
            _weights[name] = BlockReference.Read(type, data);
        }
    }

    /// <summary>The greedy answer, and the margin between the best two scores before each token.</summary>
    public (int[] Tokens, double[] Margins) Greedy(IReadOnlyList<int> prompt, int count)
    {
        List<int> ids = [.. prompt];
        var margins = new List<double>();
        while (margins.Count < count && (margins.Count == 0 || ids[^1] != TinyModel.EndToken))
        {
            var scores = Scores(ids);
            var best = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Take(2).ToArray();
            margins.Add(scores[best[0]] - scores[best[1]]);
            ids.Add(best[0]);
        }

        return ([.. ids.Skip(prompt.Count)], [.. margins]);
    }

    private double[] Scores(List<int> ids)
    {
        var table = _weights["token_embd.weight"];
        double[][] x = [.. ids.Select(id => table[(id * TinyModel.Width)..((id + 1) * TinyModel.Width)])];
        for (var layer = 0; layer < TinyModel.Layers; layer++)
        {
            var at = $"blk.{layer}.";
            double[][] normed = [.. x.Select(row => Norm(row, at + "attn_norm"))];
            double[][] q = [.. normed.Select((row, t) => Turned(Times(at + "attn_q", row), t))];
            double[][] k = [.. normed.Select((row, t) => Turned(Times(at + "attn_k", row), t))];
            double[][] v = [.. normed.Select(row => Times(at + "attn_v", row))];
            x = [.. x.Select((row, t) => Sum(row, Times(at + "attn_output", Attended(q[t], k, v, t))))];
            x = [.. x.Select(row => Sum(row, FeedForward(at, Norm(row, at + "ffn_norm"))))];
        }

        return Times(_weights.ContainsKey("output.weight") ? "output" : "token_embd", Norm(x[^1], "output_norm"));
    }

    private double[] FeedForward(string at, double[] x)
    {
        var (gate, up) = (Times(at + "ffn_gate", x), Times(at + "ffn_up", x));
        return Times(at + "ffn_down", [.. gate.Select((g, i) => g / (1 + Math.Exp(-g)) * up[i])]);
    }

    private static double[] Attended(double[] q, double[][] keys, double[][] values, int now)
    {
        var output = new double[TinyModel.Heads * TinyModel.HeadSize];
        for (var head = 0; head < TinyModel.Heads; head++)
        {
            var shared = head / (TinyModel.Heads / TinyModel.KeyValueHeads);
            double[] scores = [.. Enumerable.Range(0, now + 1).Select(t => Enumerable.Range(0, TinyModel.HeadSize)
                .Sum(i => q[(head * TinyModel.HeadSize) + i] * keys[t][(shared * TinyModel.HeadSize) + i]) / Math.Sqrt(TinyModel.HeadSize))];
            var highest = scores.Max();
            double[] shares = [.. scores.Select(s => Math.Exp(s - highest))];
            for (var i = 0; i < TinyModel.HeadSize; i++)
            {
                output[(head * TinyModel.HeadSize) + i] = shares.Select((s, t) => s * values[t][(shared * TinyModel.HeadSize) + i]).Sum() / shares.Sum();
            }
        }

        return output;
    }

    private double[] Turned(double[] x, int position)
    {
        var (y, half) = (new double[x.Length], TinyModel.HeadSize / 2);
        for (var head = 0; head < x.Length; head += TinyModel.HeadSize)
        {
            for (var i = 0; i < half; i++)
            {
                var (a, b) = _pairsAreNeighbours ? (head + (2 * i), head + (2 * i) + 1) : (head + i, head + i + half);
                var (sine, cosine) = Math.SinCos(position / Math.Pow(TinyModel.RotaryBase, 2.0 * i / TinyModel.HeadSize));
                (y[a], y[b]) = ((x[a] * cosine) - (x[b] * sine), (x[a] * sine) + (x[b] * cosine));
            }
        }

        return y;
    }

    private double[] Norm(double[] x, string name)
    {
        var scale = 1 / Math.Sqrt((x.Sum(v => v * v) / x.Length) + TinyModel.Epsilon);
        return [.. x.Select((v, i) => v * scale * _weights[name + ".weight"][i])];
    }

    private double[] Times(string name, double[] x)
    {
        var matrix = _weights[name + ".weight"];
        var y = new double[matrix.Length / x.Length];
        for (var row = 0; row < y.Length; row++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                y[row] += matrix[(row * x.Length) + i] * x[i];
            }
        }

        return _weights.TryGetValue(name + ".bias", out var bias) ? Sum(y, bias) : y;
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
