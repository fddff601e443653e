using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What is said to have brought an item in did: of two items held against each other, each has likes of its own behind it.</summary>
internal static class Leads
{
    private static readonly FrozenSet<string> Words = Lexicon.Words(
        "reason reasons led leads lead brought brings because since stems from goes back why speaks speak explains behind thanks owing due hence result via");

    public static IEnumerable<string> Faults(Sentence sentence)
    {
        if (sentence.Parties.Versus is null || !sentence.Pieces.Any(p => p.IsWord && Words.Contains(p.Lower)))
        {
            yield break;
        }

        Party[] named = [.. sentence.Titles(Enumerable.Range(0, sentence.Pieces.Count)).Select(i => sentence.Title(i)!).Distinct()];
        if (named.Where(p => p.Pick is not null).ToArray() is not [{ Pick: { } pick } only])
        {
            yield break;
        }

        foreach (var other in named.Where(p => p.Kind == MentionKind.Liked && !pick.Liked.Any(l => l.Item.Id == p.Item.Id)))
        {
            yield return $"{other.Item.Title} is said to have led to {only.Item.Title}; the evidence doesn't.";
        }
    }
}
