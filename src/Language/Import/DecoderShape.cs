using LlmRec.Language.Gguf;

namespace LlmRec.Language.Import;

/// <summary>The shape of a Llama-style decoder: RMSNorm, rotary positions, grouped-query attention, SwiGLU.</summary>
/// <param name="Layers">Blocks.</param>
/// <param name="Width">Numbers in a token's vector.</param>
/// <param name="Hidden">Width of the feed-forward part.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KeyValueHeads">Key and value heads; divides <paramref name="Heads"/>.</param>
/// <param name="HeadSize">Numbers in a head; a multiple of 16.</param>
/// <param name="Vocabulary">Tokens known.</param>
/// <param name="Context">Positions it was trained for.</param>
/// <param name="Epsilon">Of RMSNorm.</param>
/// <param name="RotaryBase">Base of the rotary frequencies.</param>
public sealed record DecoderShape(
    int Layers, int Width, int Hidden, int Heads, int KeyValueHeads, int HeadSize, int Vocabulary, int Context, float Epsilon, double RotaryBase)
{
    private const int MostLayers = 1_000;
    private const int MostWidth = 1 << 20;

    /// <summary>Width of the queries.</summary>
    public int QueryWidth => Heads * HeadSize;

    /// <summary>Width of the keys, and of the values.</summary>
    public int KeyValueWidth => KeyValueHeads * HeadSize;

    /// <summary>Reads the shape off a file's metadata.</summary>
    /// <exception cref="GgufException">The architecture is not known, or a number is missing or impossible.</exception>
    public static DecoderShape Of(GgufFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var architecture = file.Get<string>("general.architecture");
        if (architecture is not ("llama" or "qwen2"))
        {
            throw new GgufException($"{file.Path} is a model of the architecture '{architecture}'; llama and qwen2 can be imported.");
        }

        int Number(string key, int most, long? otherwise = null)
        {
            var value = otherwise is { } o ? file.Get($"{architecture}.{key}", o) : file.Get<long>($"{architecture}.{key}");
            return value >= 1 && value <= most
                ? (int)value
                : throw new GgufException($"{file.Path} states {architecture}.{key} as {value:n0}; it must be from 1 to {most:n0}.");
        }

        if (file.Get($"{architecture}.expert_count", 0L) > 0)
        {
            throw new GgufException($"{file.Path} is a mixture of experts; only dense models can be imported.");
        }

        // Stretched positions change every angle: a model imported without them would answer, and answer nonsense.
        if (file.Get($"{architecture}.rope.scaling.type", "none") is not "none" and var scaling)
        {
            throw new GgufException($"{file.Path} stretches positions the way of '{scaling}', which can't be imported. Take a version of the model without it.");
        }

        var (width, heads) = (Number("embedding_length", MostWidth), Number("attention.head_count", MostWidth));
        var shape = new DecoderShape(
            Number("block_count", MostLayers),
            width,
            Number("feed_forward_length", MostWidth),
            heads,
            Number("attention.head_count_kv", heads, heads),
            Number("attention.key_length", MostWidth, Math.Max(1, width / heads)),
            file.Tensors.TryGetValue("token_embd.weight", out var table) ? table.Rows : throw new GgufException($"{file.Path} has no tensor 'token_embd.weight'."),
            Number("context_length", int.MaxValue),
            (float)file.Get<double>($"{architecture}.attention.layer_norm_rms_epsilon"),
            file.Get($"{architecture}.rope.freq_base", 10_000.0));
        if (file.Get($"{architecture}.rope.dimension_count", (long)shape.HeadSize) != shape.HeadSize)
        {
            throw new GgufException($"{file.Path} turns only a part of each head by position, which can't be imported.");
        }

        if (shape is not { Epsilon: > 0 and < 1, RotaryBase: > 1 and < 1e12 })
        {
            throw new GgufException($"{file.Path} states an RMSNorm epsilon of {shape.Epsilon} and a rotary base of {shape.RotaryBase}, which no model has.");
        }

        return shape.HeadSize % 16 != 0 || shape.Heads % shape.KeyValueHeads != 0
            ? throw new GgufException(
                $"{file.Path} has {shape.Heads} heads of {shape.HeadSize} over {shape.KeyValueHeads} key-value heads; the head size must be a multiple of 16 and the heads one of the key-value heads.")
            : shape;
    }
}
