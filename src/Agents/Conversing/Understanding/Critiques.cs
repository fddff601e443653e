using System.Collections.Frozen;
using LlmRec.Catalog.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Finds what is wanted to a larger or smaller degree: "funnier", "more romantic", "less gory", "too slow", "not so dark".</summary>
internal static class Critiques
{
    private const int ShortestBase = 3;

    /// <summary>Words behind which a comparative stands; behind others a word in -er is a thing ("a label printer").</summary>
    private static readonly FrozenSet<string> Before =
        "but something anything bit little lot much even far slightly somewhat way be is are was it them one ones and or rather want prefer need make maybe just more please".Split(' ').ToFrozenSet();

    /// <summary>Comparatives by their written form, where no rule makes their base.</summary>
    private static readonly FrozenDictionary<string, string> Irregular = new Dictionary<string, string> { ["worse"] = "bad", ["better"] = "good", ["cheaper"] = "cheap", ["shorter"] = "short", ["longer"] = "long", ["larger"] = "large", ["simpler"] = "simple", ["gentler"] = "gentle" }.ToFrozenDictionary();

    /// <summary>Comparatives that say nothing of what a thing is, or are read as years.</summary>
    private static readonly FrozenSet<string> Empty = "better worse older newer later earlier other another either neither rather further never ever over under after however together whether".Split(' ').ToFrozenSet();

    /// <summary>The critique that begins at a place.</summary>
    /// <param name="terms">The message.</param>
    /// <param name="at">The place.</param>
    /// <param name="known">What can be said of the catalogue.</param>
    /// <returns>How many words say it, 0 when none does, and the critique.</returns>
    public static (int Length, CritiqueAct? Act) At(IReadOnlyList<MessageTerm> terms, int at, CatalogueLexicon known)
    {
        if (DegreeAt(terms, at) is { Length: > 0 } degree && at + degree.Length < terms.Count && IsQuality(terms[at + degree.Length]))
        {
            var behind = at + degree.Length;
            var (length, facets) = known.Facets.LongestAt(terms, behind) is { Length: > 0 } whole ? whole : known.Abbreviations.At(terms, behind);
            if (length > 0 && degree.IsMore && facets.Any(f => f.Kind == Facet.Category))
            {
                // "More thrillers" asks for a kind of item; "more suspense" for a degree.
                return (0, null);
            }

            var quality = length > 1 ? string.Join(' ', Enumerable.Range(behind, length).Select(i => terms[i].Written)) : terms[behind].Written;
            return (degree.Length + Math.Max(1, length), new(quality, degree.IsMore, $"{(degree.IsMore ? "more" : "less")} {quality}"));
        }

        return Base(terms[at].Written) is { } text && StandsAsComparative(terms, at, known.Vocabulary) ? (1, new(text, true, terms[at].Written)) : (0, null);
    }

    /// <summary>A word of degree: more, less, too, not so.</summary>
    private static (int Length, bool IsMore) DegreeAt(IReadOnlyList<MessageTerm> terms, int at)
    {
        string? Next(int ahead) => at + ahead < terms.Count && !terms[at + ahead].BeginsPart ? terms[at + ahead].Written : null;
        return (terms[at].Written, Next(1), Next(2)) switch
        {
            ("not", "too" or "so" or "very" or "that" or "as", _) => (2, false),
            ("isn't" or "aren't" or "wasn't" or "isnt" or "arent", "too" or "so" or "very" or "that" or "as", _) => (2, false),
            ("a", "bit" or "little", "more") => (3, true),
            ("a", "bit" or "little", "less" or "too") => (3, false),
            ("a" or "something", "lot", "more") => (3, true),
            ("more" or "much" or "even", "more", _) => (2, true),
            ("more", _, _) => (1, true),
            ("way" or "much" or "far", "too" or "less", _) => (2, false),
            ("less" or "too", _, _) => (1, false),
            _ => (0, false),
        };
    }

    /// <summary>A word that can be had to a degree: none that only holds a sentence together or asks for something.</summary>
    private static bool IsQuality(MessageTerm term) =>
        term.Term.Length >= ShortestBase && !term.BeginsPart && SearchTerms.OfQuery(term.Written).Count > 0 && SearchTerms.IsTelling(term.Term)
            && !Cues.IsAny(term.Term) && !Cues.Talk.Contains(term.Term) && !term.Written.EndsWith("thing", StringComparison.Ordinal) && term.Written is not ("of" or "than" or "please" or "options" or "suggestions" or "recommendations" or "ideas");

    /// <summary>Whether a word in -er stands where an adjective does, and not before what it would be the first part of; alone, whether it is no thing of the catalogue.</summary>
    private static bool StandsAsComparative(IReadOnlyList<MessageTerm> terms, int at, IReadOnlySet<string> vocabulary)
    {
        var before = at > 0 && !terms[at].BeginsPart && !terms[at].Before.Contains(',', StringComparison.Ordinal) ? terms[at - 1].Written : null;
        var after = at + 1 < terms.Count && !terms[at + 1].BeginsPart && !terms[at + 1].Before.Contains(',', StringComparison.Ordinal) ? terms[at + 1] : null;
        return (before is null ? !vocabulary.Contains(terms[at].Term) : Before.Contains(before))
            && (after is null || after.Written is "and" or "or" or "but" or "than" or "please" || Cues.Talk.Contains(after.Term));
    }

    /// <summary>"Funnier" is more of "funny", "darker" of "dark", "bigger" of "big"; null for what is no comparative.</summary>
    private static string? Base(string word)
    {
        if (Empty.Contains(word) || word.EndsWith("ever", StringComparison.Ordinal))
        {
            return null;
        }

        if (Irregular.TryGetValue(word, out var irregular))
        {
            return irregular;
        }

        if (!word.EndsWith("er", StringComparison.Ordinal) || word.Length < ShortestBase + 2)
        {
            return null;
        }

        var stem = word[..^2];
        return stem[^1] == 'i' ? stem[..^1] + "y"
            : stem.Length > ShortestBase && stem[^1] == stem[^2] && stem[^1] is 'g' or 'd' or 't' or 'n' or 'm' ? stem[..^1]
            : stem;
    }
}
