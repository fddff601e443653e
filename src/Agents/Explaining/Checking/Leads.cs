using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What is said to have brought an item in did: of two items held against each other, each has likes of its own behind it.</summary>
internal static class Leads
{
    private static readonly FrozenSet<string> Words = Lexicon.Words(
        "reason reasons led leads lead brought brings because since stems from goes back why speaks speak explains behind thanks owing due hence result via so came owes owe");

    public static IEnumerable<string> Faults(Sentence sentence)
    {
        if (sentence.Parties.Versus is null)
        {
            for (var i = 0; i < sentence.Pieces.Count; i++)
            {
                if (sentence.Title(i) is { Kind: MentionKind.Liked } liked && IsAdvised(sentence, i))
                {
                    yield return $"The text recommends {liked.Item.Title}, which is not the item.";
                }
            }
        }

        if (sentence.Parties.Versus is null || !sentence.Pieces.Any(p => p.IsWord && Words.Contains(p.Lower)))
        {
            yield break;
        }

        Party[] named = [.. sentence.Titles(Enumerable.Range(0, sentence.Pieces.Count)).Select(i => sentence.Title(i)!).Distinct()];
        foreach (var (pick, liked) in Groups(named).Where(g => g.Liked.Kind == MentionKind.Liked && !g.Pick.Pick!.Liked.Any(l => l.Item.Id == g.Liked.Item.Id)))
        {
            yield return $"{liked.Item.Title} is said to have led to {pick.Item.Title}; the evidence doesn't.";
        }
    }

    /// <summary>Which liked items are named with which pick: all with the only one; "X because of A, Y because of B" and "A led to X, B to Y" by their order.</summary>
    private static IEnumerable<(Party Pick, Party Liked)> Groups(Party[] named)
    {
        var picks = named.Where(p => p.Pick is not null).ToArray();
        if (picks.Length == 0)
        {
            return [];
        }

        var others = named.Index().Where(p => p.Item.Kind == MentionKind.Liked);
        return picks.Length == 1 ? others.Select(o => (picks[0], o.Item))
            : named[0].Pick is not null ? others.Select(o => (named[..o.Index].Last(p => p.Pick is not null), o.Item))
            : named[^1].Pick is not null ? others.Select(o => (named[o.Index..].First(p => p.Pick is not null), o.Item)) : [];
    }

    /// <summary>"Try X", "X was picked for you", "which led us to X", "Why X?".</summary>
    private static bool IsAdvised(Sentence sentence, int title)
    {
        var before = title - 1;
        while (before >= 0 && sentence.Pieces[before].Text == "\"")
        {
            before--;
        }

        var after = sentence.After(title);
        return sentence.Is(before, "try", "consider", "recommend", "suggest", "suggesting", "recommending", "why")
            || (sentence.Is(after, "was", "is") && sentence.Is(after + 1, "picked", "chosen", "suggested", "recommended", "selected", "offered"))
            || (sentence.Is(before, "to") && Enumerable.Range(before - 2, 2).Any(i => sentence.Is(i, "led", "leads", "brought", "brings", "pointed")) && !sentence.Clause(title).Any(i => i < title && sentence.Is(i, "from")));
    }
}
