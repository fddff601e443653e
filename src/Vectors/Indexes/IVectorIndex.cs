using LlmRec.Vectors.Spaces;

namespace LlmRec.Vectors.Indexes;

/// <summary>
/// Nearest-neighbour search over the vectors of one space and kind. A projection of the store: it follows the change
/// sequence and can be thrown away and rebuilt. Safe for concurrent use.
/// </summary>
public interface IVectorIndex
{
    /// <summary>The name used in configuration.</summary>
    string Name { get; }

    /// <summary>The space it searches, as of the last <see cref="FollowAsync"/>.</summary>
    VectorSpace Space { get; }

    /// <summary>How many vectors it holds.</summary>
    int Count { get; }

    /// <summary>Another number whenever an answer may be another one.</summary>
    long Version { get; }

    /// <summary>Whether <see cref="FollowAsync"/> has nothing to do until a vector or a space changes in the store.</summary>
    bool OnlyFollowsChanges { get; }

    /// <summary>Catches up with the store; cheap when nothing changed.</summary>
    Task FollowAsync(CancellationToken cancellationToken);

    /// <summary>Searches for several queries at once, in one pass over the vectors.</summary>
    /// <returns>For each query its hits, best first; equal scores by key.</returns>
    /// <exception cref="VectorSpaceMismatchException">A query's vector is none of the space.</exception>
    Task<IReadOnlyList<IReadOnlyList<VectorHit>>> SearchAsync(IReadOnlyList<VectorQuery> queries, CancellationToken cancellationToken);

    /// <summary>
    /// Makes owners' vectors ready for <see cref="VectorOf"/>. An index that does not hold them all in this process
    /// reads them from the store, and keeps a bounded number.
    /// </summary>
    /// <param name="keys">Keys; unknown ones are no fault.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    ValueTask LoadAsync(IReadOnlyCollection<int> keys, CancellationToken cancellationToken);

    /// <summary>
    /// An owner's vector, centred and of unit length, as long as the space's dimension; empty when the owner has none, or it
    /// was not loaded (<see cref="LoadAsync"/>). Never waits, and copies nothing where the index keeps it as it is.
    /// </summary>
    ReadOnlyMemory<float> VectorOf(int key);
}

/// <summary>A hit.</summary>
/// <param name="Key">The owner's key.</param>
/// <param name="Id">The owner's id.</param>
/// <param name="Score">Cosine of the centred vectors, −1 to 1.</param>
public readonly record struct VectorHit(int Key, string Id, float Score);

/// <summary>What to search for: a vector, or examples.</summary>
public sealed record VectorQuery
{
    /// <summary>The vector of a query's text, as the encoder made it; null to search by examples.</summary>
    public ReadOnlyMemory<float>? Vector { get; init; }

    /// <summary>Whether <see cref="Vector"/> is that of an item's or a user's text, and so centred as stored vectors are, not as queries.</summary>
    public bool IsOwners { get; init; }

    /// <summary>Keys of owners to be near to; unknown ones are left out of account.</summary>
    public IReadOnlyList<int> Positives { get; init; } = [];

    /// <summary>
    /// Keys of owners to be far from. With examples the query is avg(positives) + (avg(positives) − avg(negatives)), as in
    /// Qdrant's strategy <c>average_vector</c>. The examples themselves can be found; <see cref="VectorFilter.Exclude"/> leaves them out.
    /// </summary>
    public IReadOnlyList<int> Negatives { get; init; } = [];

    /// <summary>Which owners may be found.</summary>
    public VectorFilter Filter { get; init; } = VectorFilter.None;

    /// <summary>The most hits, 1 to 10,000.</summary>
    public int Limit { get; init; } = 10;
}

/// <summary>Which owners may be found. Every condition that is given must hold; it is applied inside the scan.</summary>
public sealed record VectorFilter
{
    /// <summary>No condition.</summary>
    public static VectorFilter None { get; } = new();

    /// <summary>Groups of tags: of each group at least one.</summary>
    public IReadOnlyList<IReadOnlyList<string>> AllOf { get; init; } = [];

    /// <summary>None of these tags.</summary>
    public IReadOnlyList<string> NoneOf { get; init; } = [];

    /// <summary>Earliest year, inclusive; owners without a year are left out.</summary>
    public int? YearFrom { get; init; }

    /// <summary>Latest year, inclusive; owners without a year are left out.</summary>
    public int? YearTo { get; init; }

    /// <summary>Only these keys; null for any.</summary>
    public IReadOnlySet<int>? Include { get; init; }

    /// <summary>None of these keys.</summary>
    public IReadOnlySet<int>? Exclude { get; init; }
}
