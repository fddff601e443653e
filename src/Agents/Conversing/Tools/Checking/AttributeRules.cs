using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking;

namespace LlmRec.Agents.Conversing.Tools.Checking;

/// <summary>What a reply says an item has, it has: each value belongs to what it is said of.</summary>
internal static class AttributeRules
{
    // "… and …; the first one is by …": which is meant is not followed up.
    private static readonly FrozenSet<string> Pointing = Lexicon.Words("first second third former latter last other older newer earlier later");

    /// <summary>What is said of the wrong item.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="about">The items that it, or the one before it, names.</param>
    /// <param name="evidence">The evidence.</param>
    public static IEnumerable<string> Faults(ReplySentence sentence, IReadOnlyList<SpeakableItem> about, ReplyEvidence evidence)
    {
        foreach (var (i, piece) in sentence.Pieces.Index())
        {
            if (piece.Value is { } value && !evidence.Values.Contains(ReplyText.Plain(value)) && !evidence.WasNamed(value)
                && Holders(sentence, i, about) is { Count: > 0 } holders && (!holders.Any(h => Has(h, value)) || (IsOfBoth(sentence, i) && !sentence.Pieces.All(p => p.Items is null || p.Items.Any(t => Has(t, value))))))
            {
                yield return $"'{value}' is said of {string.Join(" and ", holders.Select(h => $"'{h.Item.DisplayTitle}'"))}, which doesn't have it.";
            }
        }
    }

    /// <summary>A person belongs to the item named last, or next where they come first or own it; other values to any of the items.</summary>
    private static IReadOnlyList<SpeakableItem> Holders(ReplySentence sentence, int at, IReadOnlyList<SpeakableItem> about)
    {
        var earlier = sentence.Pieces.Take(at).Reverse().TakeWhile(p => p.Items is null).ToList();
        if (!sentence.Pieces[at].IsPerson || !sentence.NamesItem || (earlier.Count < at && earlier.Any(p => p.IsWord && Pointing.Contains(p.First.Written))))
        {
            return about;
        }

        var before = sentence.Pieces[at].IsPossessive || earlier.Count == at ? null : sentence.Pieces[at - earlier.Count - 1];
        return (before ?? sentence.Pieces.Skip(at + 1).FirstOrDefault(p => p.Items is not null))?.Items ?? about;
    }

    private static bool IsOfBoth(ReplySentence sentence, int at)
    {
        var since = sentence.Pieces.Take(at).Reverse().TakeWhile(p => p.First.Written != "both").ToList();
        return since.Count < at && !since.Any(p => p.IsWord && Pointing.Contains(p.First.Written));
    }

    private static bool Has(SpeakableItem item, string value) => item.Item.Facets.Any(f => f.Value.Equals(value, StringComparison.OrdinalIgnoreCase))
        || item.Text?.Contains(value, StringComparison.OrdinalIgnoreCase) == true;
}
