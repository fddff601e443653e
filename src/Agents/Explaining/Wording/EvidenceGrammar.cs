using System.Globalization;
using System.Text;
using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Wording;

/// <summary>
/// A grammar for one request: the evidence's values, whole and as they stand there, those of a closed set of words that
/// claim nothing beyond it, and sentence marks. It makes a wrong name or number impossible; what is left out, or said of the wrong item, the check sees.
/// </summary>
public static class EvidenceGrammar
{
    /// <summary>The grammar, in llguidance's dialect of Lark.</summary>
    /// <param name="facts">The evidence.</param>
    /// <param name="words">Words that may stand beside it, as written.</param>
    public static string Of(PickFacts facts, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(words);
        return Of(Values(facts).Concat(KindWords(facts)), words.Where(w => MayStand(w.ToLowerInvariant(), facts)));
    }

    /// <summary>The grammar of values and words.</summary>
    /// <param name="values">What stands as it is.</param>
    /// <param name="words">Words that may stand beside it, as written.</param>
    internal static string Of(IEnumerable<string> values, IEnumerable<string> words)
    {
        // Bytes that are the only ones possible are not forced: the runtime would force a character cut in two as U+FFFD.
        // One terminal, so that the runtime walks one automaton; every piece follows a space, as in training.
        var grammar = new StringBuilder("%llguidance {\"no_forcing\": true}\nstart: TEXT\nTEXT: (\" \" PIECE /[,.:;?]?/)* \" \" PIECE /[.?]/\nPIECE: ");
        grammar.AppendJoin(" | ", values.Concat(words).Distinct(StringComparer.Ordinal).Select(Literal));
        return grammar.Append('\n').ToString();
    }

    private static IEnumerable<string> Values(PickFacts facts)
    {
        IEnumerable<string> own =
        [
            facts.Item.Spoken,
            .. facts.Liked.Select(l => l.Item.Spoken),
            .. facts.InCommon.Select(f => f.Value),
            .. facts.Words.Select(w => $"“{w}”"),
            .. facts.Likes is > 1 and { } likes ? [likes.ToString("n0", CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            .. facts.Different is { } different ? [different.Value] : Array.Empty<string>(),
        ];
        return facts.Versus is { } versus ? own.Concat(Values(versus.Facts)) : own;
    }

    /// <summary>Whether a word claims nothing, or something that the evidence may hold; what it then says of whom is the check's affair.</summary>
    private static bool MayStand(string word, PickFacts facts)
    {
        PickFacts[] all = facts.Versus is { } versus ? [facts, versus.Facts with { Versus = new(facts, null) }] : [facts];
        if (all.Any(f => f.IsBare || f.Standing != Standing.None))
        {
            return true;
        }

        var claims = ClaimWords.All.Where(c => c.Words.Contains(word)).ToArray();
        var mayDeny = all.Any(f => f.IsNew || f.ByMeaning || f.Different is not null);
        return (claims.Length == 0 || claims.Any(c => all.Any(c.Holds)) || (word == "new" && facts.Different is not null))
            && (!ClaimWords.Nouns.Contains(word) || all.Any(f => FacetKinds.NounsOf(f.Item.Facets.Concat(f.InCommon)).Any(noun => word == noun || word == noun + "s")))
            && (mayDeny || !Lexicon.Negations.Contains(word))
            && (!ClaimWords.Roles.TryGetValue(word, out var kinds) || all.Any(f => f.InCommon.Any(facet => kinds.Contains(FacetKinds.Singular(facet.Kind)))));
    }

    private static IEnumerable<string> KindWords(PickFacts facts) =>
        facts.InCommon.Concat(facts.Versus?.Facts.InCommon ?? []).Where(f => f.Kind != Facet.Category).SelectMany(f => FacetKinds.Singular(f.Kind).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Literal(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
