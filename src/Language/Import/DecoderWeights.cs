using LlmRec.Language.Gguf;

namespace LlmRec.Language.Import;

/// <summary>A matrix of weights as floats, with a bias where there is one.</summary>
/// <param name="Numbers">rows × columns, row-major.</param>
/// <param name="Rows">Width of what it gives.</param>
/// <param name="Columns">Width of what it takes.</param>
/// <param name="Bias">One number a row; null for none.</param>
public sealed record Matrix(float[] Numbers, int Rows, int Columns, float[]? Bias = null)
{
    /// <summary>Matrices that take the same input, one below the other.</summary>
    public static Matrix Stack(params ReadOnlySpan<Matrix> parts)
    {
        var (rows, biased) = (0, false);
        foreach (var part in parts)
        {
            rows += part.Rows;
            biased |= part.Bias is not null;
        }

        var (columns, at) = (parts[0].Columns, 0);
        var (numbers, bias) = (new float[rows * columns], new float[rows]);
        foreach (var part in parts)
        {
            part.Numbers.CopyTo(numbers, at * columns);
            part.Bias?.CopyTo(bias, at);
            at += part.Rows;
        }

        return new(numbers, rows, columns, biased ? bias : null);
    }
}

/// <summary>A block's weights.</summary>
/// <param name="AttentionNorm">Before attention.</param>
/// <param name="QueryKeyValue">Queries, keys, values, stacked.</param>
/// <param name="AttentionOut">After attention.</param>
/// <param name="FeedForwardNorm">Before the feed-forward part.</param>
/// <param name="GateUp">What goes through the sigmoid unit, and what it is multiplied with, stacked.</param>
/// <param name="Down">After their product.</param>
public sealed record DecoderLayer(float[] AttentionNorm, Matrix QueryKeyValue, Matrix AttentionOut, float[] FeedForwardNorm, Matrix GateUp, Matrix Down);

/// <summary>Where a decoder's weights come from: a layer at a time, so that a large model is never in memory as a whole.</summary>
public interface IDecoderWeights
{
    /// <summary>The token table: vocabulary × width.</summary>
    Matrix Embedding();

    /// <summary>A block's weights.</summary>
    DecoderLayer Layer(int number);

    /// <summary>The last norm.</summary>
    float[] FinalNorm();

    /// <summary>What turns vectors into scores of tokens; null when it is the token table.</summary>
    Matrix? Head();

    /// <summary>By frequency: what rotary frequencies are divided by; null for 1.</summary>
    float[]? RotaryFactors();
}

/// <summary>The weights in a GGUF file.</summary>
/// <param name="file">The file.</param>
/// <param name="shape">Its shape.</param>
public sealed class GgufWeights(GgufFile file, DecoderShape shape) : IDecoderWeights
{
    private readonly bool _interleaved = file.Get<string>("general.architecture") == "llama";

    /// <inheritdoc/>
    public Matrix Embedding() => Read("token_embd", shape.Vocabulary, shape.Width);

    /// <inheritdoc/>
    public DecoderLayer Layer(int number)
    {
        var prefix = $"blk.{number}.";
        return new(
            Norm(prefix + "attn_norm"),
            Matrix.Stack(
                Halves(Read(prefix + "attn_q", shape.QueryWidth, shape.Width), shape.Heads),
                Halves(Read(prefix + "attn_k", shape.KeyValueWidth, shape.Width), shape.KeyValueHeads),
                Read(prefix + "attn_v", shape.KeyValueWidth, shape.Width)),
            Read(prefix + "attn_output", shape.Width, shape.QueryWidth),
            Norm(prefix + "ffn_norm"),
            Matrix.Stack(Read(prefix + "ffn_gate", shape.Hidden, shape.Width), Read(prefix + "ffn_up", shape.Hidden, shape.Width)),
            Read(prefix + "ffn_down", shape.Width, shape.Hidden));
    }

    /// <inheritdoc/>
    public float[] FinalNorm() => Norm("output_norm");

    /// <inheritdoc/>
    public Matrix? Head() => file.Tensors.ContainsKey("output.weight") ? Read("output", shape.Vocabulary, shape.Width) : null;

    /// <inheritdoc/>
    public float[]? RotaryFactors() => file.Tensors.ContainsKey("rope_freqs.weight") ? file.Read("rope_freqs.weight", 1, shape.HeadSize / 2) : null;

    private float[] Norm(string name) => file.Read(name + ".weight", 1, shape.Width);

    private Matrix Read(string name, int rows, int columns) => new(
        file.Read(name + ".weight", rows, columns), rows, columns, file.Tensors.ContainsKey(name + ".bias") ? file.Read(name + ".bias", 1, rows) : null);

    /// <summary>The llama family stores the two halves of a head's rows interleaved (heads, size/2, 2); rotary positions here want one after the other.</summary>
    private Matrix Halves(Matrix matrix, int heads)
    {
        if (!_interleaved)
        {
            return matrix;
        }

        var numbers = new float[matrix.Numbers.Length];
        var bias = matrix.Bias is null ? null : new float[matrix.Rows];
        var half = shape.HeadSize / 2;
        for (var row = 0; row < matrix.Rows; row++)
        {
            var (head, within) = (row / shape.HeadSize, row % shape.HeadSize);
            var to = (head * shape.HeadSize) + (within % 2 * half) + (within / 2);
            matrix.Numbers.AsSpan(row * matrix.Columns, matrix.Columns).CopyTo(numbers.AsSpan(to * matrix.Columns));
            if (bias is not null)
            {
                bias[to] = matrix.Bias![row];
            }
        }

        System.Diagnostics.Debug.Assert(matrix.Rows == heads * shape.HeadSize, "a head's rows lie together");
        return matrix with { Numbers = numbers, Bias = bias };
    }
}
