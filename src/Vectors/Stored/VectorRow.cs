namespace LlmRec.Vectors.Stored;

/// <summary>Whose vector it is.</summary>
public enum OwnerKind
{
    /// <summary>An item's.</summary>
    Item,

    /// <summary>A user's.</summary>
    User,
}

/// <summary>A vector to store.</summary>
/// <param name="OwnerKey">The owner's key.</param>
/// <param name="OwnerId">The owner's id.</param>
/// <param name="TextHash">Hash of the text it was made from.</param>
/// <param name="Vector">As the encoder made it; null keeps the one that is stored and changes only what is filtered by.</param>
/// <param name="Year">The year to filter by; null for none.</param>
/// <param name="Tags">The tags to filter by.</param>
public sealed record VectorRow(int OwnerKey, string OwnerId, string TextHash, float[]? Vector, int? Year, IReadOnlyList<string> Tags);

/// <summary>What is stored of an owner, without the vector.</summary>
/// <param name="OwnerKey">The owner's key.</param>
/// <param name="TextHash">Hash of the text the vector was made from.</param>
/// <param name="Year">The year.</param>
/// <param name="Tags">The tags.</param>
public sealed record StoredVector(int OwnerKey, string TextHash, int? Year, IReadOnlyList<string> Tags);

/// <summary>A change of a stored vector.</summary>
/// <param name="Seq">Its number in the change sequence.</param>
/// <param name="OwnerKey">The owner's key.</param>
/// <param name="OwnerId">The owner's id.</param>
/// <param name="Vector">As the encoder made it; null when it was deleted.</param>
/// <param name="Year">The year.</param>
/// <param name="Tags">The tags.</param>
public sealed record VectorChange(long Seq, int OwnerKey, string OwnerId, float[]? Vector, int? Year, IReadOnlyList<string> Tags);
