using System.Numerics.Tensors;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>The exact vectors of the few owners that a search looks at again, from the store, centred as the snapshot's are. For one search.</summary>
internal sealed class StoredRows(VectorStore store, VectorSpace space, OwnerKind kind)
{
    // SQLite takes some 32,000 parameters in a statement.
    private const int MostAtOnce = 10_000;

    private readonly Dictionary<int, float[]> _vectors = [];

    public async Task LoadAsync(IReadOnlyCollection<int> keys, CancellationToken cancellationToken)
    {
        foreach (var some in keys.Where(k => !_vectors.ContainsKey(k)).Distinct().Chunk(MostAtOnce))
        {
            foreach (var (key, vector) in await store.VectorsAsync(space, kind, some, cancellationToken))
            {
                space.Transform(vector);
                _vectors[key] = vector;
            }
        }
    }

    public ReadOnlyMemory<float> Read(int key) => _vectors.GetValueOrDefault(key);

    /// <summary>Hits by their exact scores, best first; those whose vector is gone since the snapshot are left out.</summary>
    public IReadOnlyList<VectorHit> Rescored(IEnumerable<VectorHit> hits, float[] query, int limit) =>
        [.. hits
            .Where(h => _vectors.ContainsKey(h.Key))
            .Select(h => h with { Score = TensorPrimitives.Dot<float>(_vectors[h.Key], query) })
            .OrderByDescending(h => h.Score).ThenBy(h => h.Key)
            .Take(limit)];
}
