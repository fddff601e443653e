using LlmRec.Text.Tokenizers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LlmRec.Embedding.Encoders;

/// <summary>
/// Texts side by side, padded to the longest. Padding stands after the text, so that a token's position, and with it the
/// text's vector, does not depend on the company.
/// </summary>
internal sealed class TokenBatch
{
    /// <summary>The inputs that an encoder may ask for.</summary>
    public static readonly string[] Inputs = ["input_ids", "attention_mask", "token_type_ids", "position_ids"];

    private readonly EncodedText[] _texts;
    private readonly TokenPadding _padding;

    /// <param name="texts">The texts; one without a token is padding alone.</param>
    /// <param name="padding">What fills up.</param>
    public TokenBatch(EncodedText[] texts, TokenPadding padding)
    {
        _texts = texts;
        _padding = padding;
        // A graph over no token at all is not defined everywhere: an empty text is one padding.
        Length = Math.Max(1, texts.Max(t => t.Ids.Length));
    }

    /// <summary>Texts.</summary>
    public int Count => _texts.Length;

    /// <summary>Tokens a text, padding included.</summary>
    public int Length { get; }

    /// <summary>How many tokens of a text are its own; 1 for an empty text.</summary>
    public int TokensOf(int row) => Math.Max(1, _texts[row].Ids.Length);

    /// <summary>An input by its name: [texts, length].</summary>
    /// <param name="name">One of <see cref="Inputs"/>.</param>
    /// <param name="type">int64 or int32, as the model asks.</param>
    public OrtValue Input(string name, TensorElementType type)
    {
        var values = new long[Count * Length];
        for (var row = 0; row < Count; row++)
        {
            Fill(name, row, values.AsSpan(row * Length, Length));
        }

        return type == TensorElementType.Int32
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, v => (int)v), [Count, Length])
            : OrtValue.CreateTensorValueFromMemory(values, [Count, Length]);
    }

    private void Fill(string name, int row, Span<long> values)
    {
        var (ids, types) = _texts[row];
        for (var i = 0; i < values.Length; i++)
        {
            var padding = i >= ids.Length;
            values[i] = name switch
            {
                "input_ids" => padding ? _padding.Id : ids[i],
                "attention_mask" => i < TokensOf(row) ? 1 : 0,
                "token_type_ids" => padding ? _padding.TypeId : types.Length == 0 ? 0 : types[i],
                _ => i,
            };
        }
    }
}
