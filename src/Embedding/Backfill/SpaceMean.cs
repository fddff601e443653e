using System.Numerics.Tensors;
using LlmRec.Catalog.Items;
using LlmRec.Embedding.Encoders;
using LlmRec.Storage;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Embedding.Backfill;

/// <summary>
/// Sets a space's means once there are enough items, and again when a third of them came, went or got another text: often enough to
/// stay true, seldom enough that indexes are not rebuilt all the time. Titles stand in for queries: as short, in the
/// catalogue's own language, and there before the first visitor.
/// </summary>
internal sealed class SpaceMean(Store store, VectorStore vectors, ItemStore items, QueryEncoder queries)
{
    // The mean of a few items is these items.
    private const int FewestItems = 50;
    private const double WorthwhileChange = 1.0 / 3;
    private const int Titles = 200;

    /// <param name="space">The space.</param>
    /// <param name="embedded">How many items the backfill embedded, new and old ones.</param>
    /// <param name="cancellationToken">Stops before the means are stored.</param>
    public async Task UpdateAsync(VectorSpace space, long embedded, CancellationToken cancellationToken)
    {
        var count = await vectors.CountAsync(space, OwnerKind.Item, cancellationToken);
        var changed = Math.Max(embedded, Math.Abs(count - space.MeanOf));
        if (count < FewestItems || (space.QueryMean is not null && changed < space.MeanOf * WorthwhileChange))
        {
            return;
        }

        if (await vectors.MeanAsync(space, OwnerKind.Item, cancellationToken) is ({ } mean, var of))
        {
            var queryMean = await QueryMeanAsync(space.Dimension, cancellationToken);
            await store.WriteAsync(session => VectorSpaces.SetMeansAsync(session, space, mean, queryMean, of), cancellationToken: cancellationToken);
        }
    }

    private async Task<float[]> QueryMeanAsync(int dimension, CancellationToken cancellationToken)
    {
        var sum = new float[dimension];
        var vectors = await queries.EncodeAsync(await items.TitlesAsync(Titles, cancellationToken), cancellationToken);
        foreach (var vector in vectors)
        {
            TensorPrimitives.Add(sum, vector.Span, sum);
        }

        TensorPrimitives.Divide(sum, vectors.Count, sum);
        return sum;
    }
}
