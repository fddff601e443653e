using System.Numerics.Tensors;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Vectors.Indexes;

namespace LlmRec.Recommending.Similarity;

/// <summary>What the pipeline asks of the items' vector index.</summary>
public sealed class ItemVectors
{
    private readonly IVectorIndex _index;

    /// <param name="index">The index of the items' vectors.</param>
    public ItemVectors(IVectorIndex index) => _index = index;

    /// <summary>How many items have a vector.</summary>
    public int Count => _index.Count;

    /// <summary>Makes items' vectors ready for the members that do not wait; to be called before them with all items they will ask for.</summary>
    public ValueTask LoadAsync(IReadOnlyCollection<int> items, CancellationToken cancellationToken) => _index.LoadAsync(items, cancellationToken);

    /// <summary>An item's vector in the space's own terms (centred, unit length); empty when it has none.</summary>
    public ReadOnlyMemory<float> Of(int item) => _index.VectorOf(item);

    /// <summary>The largest cosine of an item's vector to any of some vectors; 0 when the item has none, or all are below.</summary>
    public float LargestCosine(IReadOnlyList<ReadOnlyMemory<float>> to, int item)
    {
        ArgumentNullException.ThrowIfNull(to);
        var vector = to.Count > 0 ? _index.VectorOf(item).Span : default;
        var largest = 0f;
        for (var i = 0; i < to.Count && !vector.IsEmpty; i++)
        {
            largest = MathF.Max(largest, TensorPrimitives.Dot(to[i].Span, vector));
        }

        return largest;
    }

    /// <summary>The items nearest to the mean of each group of items; only those with a cosine above 0.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Candidate>>> NearestAsync(
        IReadOnlyList<IEnumerable<int>> groups, CandidateFilter filter, int limit, CancellationToken cancellationToken)
    {
        var forVectors = filter.ForVectors();
        var hits = await _index.SearchAsync(
            [.. groups.Select(group => new VectorQuery { Positives = [.. group], Filter = forVectors, Limit = limit })], cancellationToken);
        return [.. hits.Select(h => Candidates(h, filter))];
    }

    /// <summary>The items nearest to a vector of the encoder; only those with a cosine above 0.</summary>
    public async Task<IReadOnlyList<Candidate>> NearestAsync(ReadOnlyMemory<float> vector, CandidateFilter filter, int limit, CancellationToken cancellationToken) =>
        Candidates((await _index.SearchAsync([new VectorQuery { Vector = vector, Filter = filter.ForVectors(), Limit = limit }], cancellationToken))[0], filter);

    /// <summary>Each item's weight times its cosine to another item, where that is above 0.</summary>
    public IReadOnlyList<WeightedItem> Nearness(IReadOnlyList<WeightedItem> from, int to)
    {
        ArgumentNullException.ThrowIfNull(from);
        return [.. from.Select(f => new WeightedItem(f.Item, f.Weight * Cosine(f.Item, to))).Where(f => f.Weight > 0)];
    }

    /// <summary>The cosine of two items' vectors; 0 when one has none.</summary>
    public float Cosine(int item, int other)
    {
        var (first, second) = (_index.VectorOf(item), _index.VectorOf(other));
        return first.IsEmpty || second.IsEmpty ? 0 : TensorPrimitives.Dot(first.Span, second.Span);
    }

    /// <summary>Hits as candidates. Of the conditions the index knows all but those on numbers.</summary>
    private static IReadOnlyList<Candidate> Candidates(IReadOnlyList<VectorHit> hits, CandidateFilter filter) =>
        [.. hits.Where(h => h.Score > 0 && (!filter.HasRanges || filter.Allows(h.Key))).Select(h => new Candidate(h.Key, h.Score))];
}
