namespace LlmRec.Catalog;

/// <summary>The checks that several nouns share; each returns the reason for a rejection, or null.</summary>
internal static class EntryChecks
{
    public const int LongestId = 256;
    public const int LongestTitle = 2_000;
    public const int LongestText = 1_000_000;
    public const int MostCategories = 64;
    public const int LongestCategory = 200;
    public const int MostAttributes = 64;
    public const int LongestValue = 2_000;

    public static string? Id(string? id, string name = "id") => id switch
    {
        null or "" => $"{name} is missing or empty",
        { Length: > LongestId } => $"{name} has {id.Length:n0} characters; at most {LongestId} are taken",
        "." or ".." => $"{name} is '{id}', which no address can name",
        _ when id.Any(char.IsControl) => $"{name} holds a control character",
        _ when id.Any(char.IsSurrogate) && id.EnumerateRunes().Any(r => r.Value == 0xFFFD) => $"{name} holds a lone surrogate",
        _ => null,
    };

    public static string? Length(string? text, int longest, string name) =>
        text?.Length > longest ? $"{name} has {text.Length:n0} characters; at most {longest:n0} are taken" : null;

    /// <summary>The beginning of what was sent, to be quoted in a reason.</summary>
    public static string Shortened(string text, int longest = 40) => text.Length <= longest ? text : text[..longest] + "…";

    public static string? Attributes(IReadOnlyDictionary<string, Items.AttributeValue> attributes)
    {
        if (attributes.Count > MostAttributes)
        {
            return $"attributes has {attributes.Count} names; at most {MostAttributes} are taken";
        }

        foreach (var (name, value) in attributes)
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > LongestCategory || name.Any(char.IsControl))
            {
                return "attributes has an empty or overlong name, or one with a control character";
            }

            if (value.Values.FirstOrDefault(v => v.Length > LongestValue) is not null)
            {
                return $"attributes.{name} holds a value of over {LongestValue:n0} characters";
            }
        }

        return null;
    }
}
