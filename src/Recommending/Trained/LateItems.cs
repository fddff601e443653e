using System.Numerics.Tensors;
using LlmRec.Recommending.Items;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Recommending.Trained;

/// <summary>Makes items known to models that were trained before they came: by their text, where the model can go by that.</summary>
internal sealed class LateItems(ItemTable items, VectorStore vectors, VectorSpaces spaces, SpaceDefinition definition)
{
    private const int Page = 5_000;

    /// <summary>Extends a model.</summary>
    /// <param name="model">The model; it stays as it is.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The larger model; null when there is nothing to add.</returns>
    public async Task<ServedModel?> ExtendAsync(ServedModel model, CancellationToken cancellationToken)
    {
        if (!model.KnowsTexts || model.Manifest.Facts.GetValueOrDefault(ServedModel.Space) != definition.Name)
        {
            return null;
        }

        var space = await spaces.GetAsync(definition, cancellationToken);
        int[] unknown = [.. items.All().Where(i => model.NumberOf(i.Key) < 0).Select(i => i.Key)];
        var (ids, texts) = (new List<string>(), new List<float>());
        foreach (var page in unknown.Chunk(Page))
        {
            foreach (var (key, vector) in (await vectors.VectorsAsync(space, OwnerKind.Item, page, cancellationToken)).OrderBy(v => v.Key))
            {
                // Centred as the model's own were: the space's mean may be another by now.
                TensorPrimitives.Subtract(vector, model.Arrays[ServedModel.TextMean], vector);
                var norm = TensorPrimitives.Norm<float>(vector);
                if (norm > 0 && items[key] is { } item)
                {
                    TensorPrimitives.Divide(vector, norm, vector);
                    ids.Add(item.Id);
                    texts.AddRange(vector);
                }
            }
        }

        return ids.Count > 0 ? model.With(ids, [.. texts], items) : null;
    }
}
