using LlmRec.Vectors.Spaces;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>A collection in Qdrant that this store's vectors are brought to.</summary>
/// <param name="Name">Its name; one that no other store's collection has.</param>
/// <param name="Space">The space as its vectors are centred by. Its version is 0 when the collection is no longer trusted.</param>
/// <param name="Checkpoint">The point of the change sequence up to which it has everything.</param>
/// <param name="IsLive">Whether it is the one that is searched.</param>
internal sealed record ProjectedCollection(string Name, VectorSpace Space, long Checkpoint, bool IsLive);

/// <summary>How far things are, in one cheap read.</summary>
/// <param name="LastChange">The last number of the change sequence.</param>
/// <param name="Live">The collection that is searched; null for none.</param>
/// <param name="Checkpoint">Up to where it has everything.</param>
internal readonly record struct ProjectionMark(long LastChange, string? Live, long Checkpoint);
