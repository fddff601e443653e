using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>Names of collections and aliases.</summary>
internal static class QdrantNames
{
    // Qdrant takes 255 characters.
    private const int MostOfSpace = 120;

    /// <summary>The alias of a space: always at the collection that is searched.</summary>
    public static string Alias(string prefix, OwnerKind kind, VectorSpace space)
    {
        var name = space.Name.Length > MostOfSpace ? space.Name[..MostOfSpace] : space.Name;
        return $"{prefix}-{(kind == OwnerKind.Item ? "items" : "users")}-{new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-')])}";
    }

    /// <summary>A name for a new collection of a version of a space; another store's, or an earlier life's of this one, is never met.</summary>
    public static string NewCollection(string prefix, OwnerKind kind, VectorSpace space) =>
        $"{Alias(prefix, kind, space)}-v{space.Version}-{Guid.NewGuid().ToString("N")[..10]}";
}
