using System.Diagnostics.CodeAnalysis;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>What is searched at a moment.</summary>
/// <param name="Collection">The collection; null for none yet.</param>
/// <param name="Space">The space, with the means that its vectors are centred by.</param>
/// <param name="Count">Points in it.</param>
/// <param name="Vectors">Owners' vectors, centred by the same means.</param>
internal sealed record ServedVectors(string? Collection, VectorSpace Space, int Count, StoredVectors Vectors);

/// <summary>Owners' vectors out of the store, centred by a space's means; a bounded number is kept.</summary>
internal sealed class StoredVectors(VectorStore store, VectorSpace space, OwnerKind kind, int capacity)
{
    private const int Page = 500;
    private const int MostAttempts = 3;

    private readonly VectorCache _cache = new(capacity);

    /// <summary>An owner's vector, if it was loaded and there is one.</summary>
    public bool TryGet(int key, [NotNullWhen(true)] out float[]? vector) => _cache.TryGet(key, out vector) && vector is not null;

    /// <summary>Reads those that are not kept yet.</summary>
    public async ValueTask LoadAsync(IReadOnlyCollection<int> keys, CancellationToken cancellationToken)
    {
        foreach (var page in keys.Where(k => !_cache.TryGet(k, out _)).Distinct().Chunk(Page))
        {
            await LoadPageAsync(page, cancellationToken);
        }
    }

    /// <summary>Drops what changed.</summary>
    public void Drop(IEnumerable<int> keys) => _cache.Drop(keys);

    private async Task LoadPageAsync(int[] keys, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var before = _cache.Changes;
            var found = await store.VectorsAsync(space, kind, keys, cancellationToken);
            if (_cache.Changes != before)
            {
                // Something changed while it was read: what was read may be old already.
                continue;
            }

            foreach (var key in keys)
            {
                var vector = found.GetValueOrDefault(key);
                if (vector is not null)
                {
                    space.Transform(vector);
                }

                _cache.Add(key, vector);
            }

            return;
        }
    }
}
