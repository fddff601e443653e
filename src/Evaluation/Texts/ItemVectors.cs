using System.Numerics.Tensors;
using LlmRec.Catalog.Items;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Texts;

namespace LlmRec.Evaluation.Texts;

/// <summary>The items' text vectors as models take them: by the product's own texts and encoder, mean-centred, of unit length.</summary>
public sealed class ItemVectors
{
    // The encoder sorts what it gets by length; a few thousand at a time are enough for that and can be stopped in between.
    private const int TextsACall = 2_048;

    private readonly EncoderFolder _folder;
    private readonly OnnxTextEncoder _encoder;
    private readonly ItemText _text;
    private readonly VectorCache _cache;

    /// <param name="folder">The encoder's folder.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="text">The text by which an item is embedded.</param>
    /// <param name="cache">Keeps vectors between runs.</param>
    public ItemVectors(EncoderFolder folder, OnnxTextEncoder encoder, ItemText text, VectorCache cache)
    {
        _folder = folder;
        _encoder = encoder;
        _text = text;
        _cache = cache;
    }

    /// <summary>The encoder, for reports.</summary>
    public string Encoder => $"{_folder.Settings.Name} {_folder.Version}";

    /// <summary>Numbers in a vector.</summary>
    public int Dimension => _encoder.Dimension;

    /// <summary>The vectors of items: item × <see cref="Dimension"/>, row-major, rows of zeros for items without text.</summary>
    public Task<float[]> OfAsync(IReadOnlyList<Item> items, CancellationToken cancellationToken) =>
        OfAsync([.. items.Select(_text.Of)], _folder.Settings.PassagePrefix, cancellationToken);

    /// <summary>The vectors of what people say, centred by their own mean: text × <see cref="Dimension"/>, row-major.</summary>
    public Task<float[]> OfSpeechAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) => OfAsync(texts, _folder.Settings.QueryPrefix, cancellationToken);

    private async Task<float[]> OfAsync(IReadOnlyList<string> texts, string prefix, CancellationToken cancellationToken)
    {
        var rows = await _cache.GetAsync(_folder.Version, Dimension, [.. texts.Select(t => prefix + t)], EmbedAsync, cancellationToken);
        var mean = new float[Dimension];
        var withText = Enumerable.Range(0, rows.Length).Where(i => texts[i].Length > 0).ToList();
        withText.ForEach(i => TensorPrimitives.Add(mean, rows[i], mean));
        TensorPrimitives.Divide(mean, Math.Max(1, withText.Count), mean);
        var vectors = new float[rows.Length * Dimension];
        foreach (var i in withText)
        {
            var row = vectors.AsSpan(i * Dimension, Dimension);
            TensorPrimitives.Subtract(rows[i], mean, row);
            var norm = TensorPrimitives.Norm<float>(row);
            TensorPrimitives.Divide(row, norm > 1e-6f ? norm : float.PositiveInfinity, row);
        }

        return vectors;
    }

    private async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var vectors = new List<float[]>(texts.Count);
        foreach (var chunk in texts.Chunk(TextsACall))
        {
            vectors.AddRange((await _encoder.GenerateAsync(chunk, cancellationToken: cancellationToken)).Select(e => e.Vector.ToArray()));
        }

        return [.. vectors];
    }
}
