using System.Globalization;
using System.Text;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Wording;

/// <summary>
/// A grammar for one request: the evidence's values, whole and as they stand there, a closed set of words, and sentence
/// marks. It makes a wrong name or number impossible; what is left out, or said of the wrong item, the check sees.
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
        // Bytes that are the only ones possible are not forced: the runtime would force a character cut in two as U+FFFD.
        // One terminal, so that the runtime walks one automaton; every piece follows a space, as in training.
        var grammar = new StringBuilder("%llguidance {\"no_forcing\": true}\nstart: TEXT\nTEXT: (\" \" PIECE /[,.:;?]?/)* \" \" PIECE /[.?]/\nPIECE: ");
        grammar.AppendJoin(" | ", Values(facts).Concat(words).Concat(KindWords(facts)).Distinct(StringComparer.Ordinal).Select(Literal));
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

    private static IEnumerable<string> KindWords(PickFacts facts) =>
        facts.InCommon.Concat(facts.Versus?.Facts.InCommon ?? []).Where(f => f.Kind != Facet.Category).SelectMany(f => FacetKinds.Singular(f.Kind).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Literal(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
