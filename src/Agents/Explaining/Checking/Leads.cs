using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What is said to have brought an item in did: of two items held against each other, each has likes of its own behind it.</summary>
internal static class Leads
{
    private static readonly FrozenSet<string> Words = Lexicon.Words(
        "reason reasons led leads lead brought brings because since stems from goes back why speaks speak explains behind thanks owing due hence result via");

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
        if (named.Where(p => p.Pick is not null).ToArray() is not [{ Pick: { } pick } only])
        {
            yield break;
        }

        foreach (var other in named.Where(p => p.Kind == MentionKind.Liked && !pick.Liked.Any(l => l.Item.Id == p.Item.Id)))
        {
            yield return $"{other.Item.Title} is said to have led to {only.Item.Title}; the evidence doesn't.";
        }
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
