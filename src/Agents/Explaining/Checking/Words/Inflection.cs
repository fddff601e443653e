namespace LlmRec.Agents.Explaining.Checking.Words;

/// <summary>The base forms that an English word may be made from by rule.</summary>
internal static class Inflection
{
    private static readonly (string Ending, string[] Bases)[] OfVerbs = [("ies", ["y", "ie"]), ("ied", ["y", "ie"]), ("ying", ["ie", "y"]), ("es", ["", "e"]), ("s", [""]), ("ed", ["", "e"]), ("ing", ["", "e"])];
    private static readonly (string Ending, string[] Bases)[] OfNouns = [("ies", ["y", "ie"]), ("es", ["", "e"]), ("s", [""])];
    private static readonly (string Ending, string[] Bases)[] OfAdjectives = [("iest", ["y"]), ("ier", ["y"]), ("ily", ["y"]), ("est", ["", "e"]), ("er", ["", "e"]), ("ly", ["", "le"])];

    /// <summary>The word itself and the verbs that it may be a form of: third person, past, participle.</summary>
    /// <param name="word">In lower case.</param>
    public static IEnumerable<string> OfVerb(string word) => BasesOf(word, OfVerbs);

    /// <summary>The word itself and the nouns that it may be the plural or the genitive of.</summary>
    /// <param name="word">In lower case.</param>
    public static IEnumerable<string> OfNoun(string word) =>
        BasesOf(word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("s'", StringComparison.Ordinal) ? word[..^2] : word, OfNouns);

    /// <summary>The word itself and the adjectives that it may be the comparison or the adverb of.</summary>
    /// <param name="word">In lower case.</param>
    public static IEnumerable<string> OfAdjective(string word) => BasesOf(word, OfAdjectives);

    /// <summary>The word itself and all words that it may be a form of, whatever it is.</summary>
    /// <param name="word">In lower case.</param>
    public static IEnumerable<string> BasesOf(string word) => OfVerb(word).Concat(OfNoun(word)).Concat(OfAdjective(word)).Distinct();

    private static IEnumerable<string> BasesOf(string word, (string Ending, string[] Bases)[] endings)
    {
        yield return word;
        foreach (var (ending, bases) in endings)
        {
            var stem = word.Length - ending.Length >= (ending == "ying" ? 1 : 2) && word.EndsWith(ending, StringComparison.Ordinal) ? word[..^ending.Length] : null;
            foreach (var end in stem is null ? [] : bases)
            {
                yield return stem + end;
            }

            // "fitted", "planning": the last consonant of a short syllable is written twice.
            if (stem is { Length: > 3 } && ending is "ed" or "ing" or "er" or "est" && stem![^1] == stem[^2])
            {
                yield return stem[..^1];
            }
        }
    }

    /// <summary>The plural of a noun.</summary>
    public static string Plural(string noun) => noun switch
    {
        [.., var before, 'y'] when !"aeiou".Contains(before, StringComparison.Ordinal) => noun[..^1] + "ies",
        [.., 's' or 'x' or 'z'] or [.., 'c' or 's', 'h'] => noun + "es",
        _ => noun + "s",
    };

    /// <summary>The singular of a noun; the word itself when it is no plural.</summary>
    public static string Singular(string noun) => noun switch
    {
        [.., 's', 's'] => noun,
        [.., 'i', 'e', 's'] when noun.Length > 4 && !noun.Equals("series", StringComparison.OrdinalIgnoreCase) => noun[..^3] + "y",
        [.., 's' or 'x', 'e', 's'] or [.., 'c' or 's', 'h', 'e', 's'] => noun[..^2],
        [.., 's'] when noun.Length > 3 && !noun.Equals("series", StringComparison.OrdinalIgnoreCase) => noun[..^1],
        _ => noun,
    };
}
