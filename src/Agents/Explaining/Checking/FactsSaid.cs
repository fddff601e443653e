using System.Globalization;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Whether a text says every fact that was handed over by name or number.</summary>
public static class FactsSaid
{
    /// <summary>Whether all names, words and counts of the facts stand in the text.</summary>
    public static bool All(string text, PickFacts facts)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(facts);
        var plain = CheckedText.Plain(text);
        var namesIt = plain.Contains(CheckedText.Plain(facts.Item.Title), StringComparison.Ordinal);
        return namesIt && Values(facts).All(value => plain.Contains(CheckedText.Plain(value), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A text's wording: its words in lower case, with a mark in place of each value of the evidence and each number.</summary>
    public static string Wording(string text, PickFacts facts)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(facts);
        return string.Join(' ', CheckedText.Sentences(text, Mentions.Of(facts)).SelectMany(s => s).Where(p => !p.IsMark).Select(p => p.IsWord ? p.Lower : "·"));
    }

    private static IEnumerable<string> Values(PickFacts facts) =>
    [
        .. facts.Liked.Select(l => l.Item.Title),
        .. facts.InCommon.Select(f => f.Value),
        .. facts.Words,
        .. facts.Likes is { } likes ? [likes == 1 ? "one" : likes.ToString("n0", CultureInfo.InvariantCulture)] : Array.Empty<string>(),
        .. facts.Different is { } different ? [different.Value] : Array.Empty<string>(),
        .. facts.Versus is { } versus ? [versus.Facts.Item.Title] : Array.Empty<string>(),
    ];
}
