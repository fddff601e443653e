using LlmRec.Storage;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Embedding.Backfill;

/// <summary>
/// Sets a space's mean once there are enough items, and again when their number has changed by a third: often enough to
/// stay true, seldom enough that indexes are not rebuilt all the time.
/// </summary>
internal sealed class SpaceMean(Store store, VectorStore vectors)
{
    // The mean of a few items is these items.
    private const int FewestItems = 50;
    private const double WorthwhileChange = 1.0 / 3;

    public async Task UpdateAsync(VectorSpace space, CancellationToken cancellationToken)
    {
        var count = await vectors.CountAsync(space, OwnerKind.Item, cancellationToken);
        if (count < FewestItems || (space.MeanOf > 0 && Math.Abs(count - space.MeanOf) < space.MeanOf * WorthwhileChange))
        {
            return;
        }

        if (await vectors.MeanAsync(space, OwnerKind.Item, cancellationToken) is ({ } mean, var of))
        {
            await store.WriteAsync(session => VectorSpaces.SetMeanAsync(session, space, mean, of), cancellationToken: cancellationToken);
        }
    }
}
