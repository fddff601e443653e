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

    /// <summary>An item's vector in the space's own terms (centred, unit length); null when it has none.</summary>
    public float[]? Of(int item)
    {
        var vector = new float[_index.Space.Dimension];
        return _index.TryGetVector(item, vector) ? vector : null;
    }

    /// <summary>Cosine of two items' vectors; null when one has none.</summary>
    public float? Cosine(int a, int b) => Of(a) is { } x && Of(b) is { } y ? TensorPrimitives.Dot<float>(x, y) : null;

    /// <summary>The items nearest to the mean of each group of items; only those with a cosine above 0.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Candidate>>> NearestAsync(
        IReadOnlyList<IEnumerable<int>> groups, CandidateFilter filter, int limit, CancellationToken cancellationToken)
    {
        var forVectors = filter.ForVectors();
        var hits = await _index.SearchAsync(
            [.. groups.Select(group => new VectorQuery { Positives = [.. group], Filter = forVectors, Limit = limit })], cancellationToken);
        return [.. hits.Select(Candidates)];
    }

    /// <summary>The items nearest to a vector of the encoder; only those with a cosine above 0.</summary>
    public async Task<IReadOnlyList<Candidate>> NearestAsync(ReadOnlyMemory<float> vector, CandidateFilter filter, int limit, CancellationToken cancellationToken) =>
        Candidates((await _index.SearchAsync([new VectorQuery { Vector = vector, Filter = filter.ForVectors(), Limit = limit }], cancellationToken))[0]);

    /// <summary>Each item's weight times its cosine to another item, where that is above 0.</summary>
    public IReadOnlyList<WeightedItem> Nearness(IReadOnlyList<WeightedItem> from, int to)
    {
        ArgumentNullException.ThrowIfNull(from);
        return Of(to) is not { } target
            ? []
            : [.. from
                .Select(f => new WeightedItem(f.Item, f.Weight * (Of(f.Item) is { } vector ? TensorPrimitives.Dot<float>(vector, target) : 0)))
                .Where(f => f.Weight > 0)];
    }

    private static IReadOnlyList<Candidate> Candidates(IReadOnlyList<VectorHit> hits) =>
        [.. hits.Where(h => h.Score > 0).Select(h => new Candidate(h.Key, h.Score))];
}
