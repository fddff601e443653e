using Microsoft.Extensions.AI;

namespace LlmRec.Embedding.Encoders;

/// <summary>Embeds texts for those who have to know how much of each is read: a text is embedded whole, or not at all unless it may be cut.</summary>
/// <param name="encoder">The encoder.</param>
/// <param name="folder">Its folder, which says how much it reads.</param>
/// <param name="tokens">Counts tokens.</param>
public sealed class MeasuredEncoder(IEmbeddingGenerator<string, Embedding<float>> encoder, EncoderFolder folder, TokenCounter tokens)
{
    /// <summary>The encoder's name.</summary>
    public string Name => folder.Settings.Name;

    /// <summary>Numbers in a vector.</summary>
    public int Dimension => folder.Settings.Dimension;

    /// <summary>The most tokens that are read of a text, special ones included.</summary>
    public int MaxTokens => folder.Settings.MaxTokens;

    /// <summary>The vectors of texts, one each, in order, as the encoder makes them; no prefix is put in front.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="mayCut">Whether what is beyond <see cref="MaxTokens"/> may be left out.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TextTooLongException">A text has too many tokens.</exception>
    public async Task<MeasuredVectors> EncodeAsync(IReadOnlyList<string> texts, bool mayCut, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var read = 0L;
        foreach (var (i, text) in texts.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = tokens.CountWhole(text);
            read += Math.Min(count, MaxTokens);
            if (count > MaxTokens && !mayCut)
            {
                throw new TextTooLongException(i, count, MaxTokens);
            }
        }

        var vectors = await encoder.GenerateAsync(texts, cancellationToken: cancellationToken);
        return new([.. vectors.Select(v => v.Vector)], read);
    }
}

/// <summary>Vectors, and what was read for them.</summary>
/// <param name="Vectors">The vectors.</param>
/// <param name="Tokens">Tokens read, special ones included.</param>
public sealed record MeasuredVectors(IReadOnlyList<ReadOnlyMemory<float>> Vectors, long Tokens);

/// <summary>A text has more tokens than the encoder reads.</summary>
/// <param name="index">Which text, from 0.</param>
/// <param name="tokens">Its tokens.</param>
/// <param name="most">The most that are read.</param>
public sealed class TextTooLongException(int index, int tokens, int most) : Exception($"The text has {tokens:n0} tokens; the encoder reads {most:n0}.")
{
    /// <summary>Which text, from 0.</summary>
    public int Index => index;

    /// <summary>Its tokens.</summary>
    public int Tokens => tokens;
}
