using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Facts;

/// <summary>What the names of attributes tell of their values.</summary>
public static class FacetKinds
{
    private const int LongestValue = 60;

    private static readonly string[] People =
        ["director", "writer", "author", "star", "actor", "actress", "cast", "composer", "artist", "producer", "creator", "illustrator", "narrator", "designer", "editor", "translator", "performer"];

    private static readonly string[] OfFilms = ["director", "star", "actor", "actress", "cast", "screenwriter"];
    private static readonly string[] OfBooks = ["author", "publisher", "illustrator", "narrator", "translator", "isbn"];

    /// <summary>Whether values of this kind are people.</summary>
    public static bool IsPerson(string kind) => People.Contains(Singular(kind));

    /// <summary>Whether a facet means something to a reader: no identifier, no bare number, no prose.</summary>
    public static bool CanBeSaid(Facet facet) =>
        facet.Value.Length <= LongestValue
            && facet.Value.Any(char.IsLetter)
            && facet.Value is not ("true" or "false")
            && !facet.Kind.EndsWith("Id", StringComparison.Ordinal) && !facet.Kind.EndsWith("Ids", StringComparison.Ordinal)
            && !facet.Kind.Equals("id", StringComparison.OrdinalIgnoreCase) && !facet.Kind.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
            && !facet.Value.Contains("://", StringComparison.Ordinal);

    /// <summary>An attribute's name as one word, or words, for one of its values: <c>directors</c> → <c>director</c>, <c>skinType</c> → <c>skin type</c>.</summary>
    public static string Singular(string kind)
    {
        var words = string.Concat(kind.Select((c, i) => c is '_' or '-' ? " " : char.IsUpper(c) && i > 0 && char.IsLower(kind[i - 1]) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
        return words.EndsWith("ies", StringComparison.Ordinal) && words.Length > 4 && words != "series" ? words[..^3] + "y"
            : words.EndsWith('s') && !words.EndsWith("ss", StringComparison.Ordinal) && words != "series" ? words[..^1]
            : words;
    }

    /// <summary>An attribute's name for several of its values.</summary>
    public static string Plural(string kind)
    {
        var singular = Singular(kind);
        return singular.EndsWith('s') ? singular : singular.EndsWith('y') && singular.Length > 1 && !"aeiou".Contains(singular[^2], StringComparison.Ordinal) ? singular[..^1] + "ies" : singular + "s";
    }

    /// <summary>What items of this catalogue are called, as far as their attributes tell; empty when they don't.</summary>
    public static IReadOnlyList<string> NounsOf(IEnumerable<Facet> facets)
    {
        string[] kinds = [.. facets.Select(f => Singular(f.Kind)).Distinct()];
        return kinds.Any(OfFilms.Contains) ? ["film", "movie", "picture"]
            : kinds.Any(OfBooks.Contains) ? ["book", "read", "novel"]
            : kinds.Contains("brand") ? ["product"]
            : [];
    }
}
