using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What is said to have brought an item in did: of two items held against each other, each has likes of its own behind it.</summary>
internal static class Leads
{
    private static readonly FrozenSet<string> Words = Lexicon.Words(
        "reason reasons led leads lead brought brings because since stems goes why speaks speak explains behind thanks owing due hence result via owes owe");

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

        if (sentence.Parties.Versus is null)
        {
            yield break;
        }

        foreach (var at in sentence.Titles(Enumerable.Range(0, sentence.Pieces.Count)).Where(i => sentence.Title(i)!.Kind == MentionKind.Liked))
        {
            var liked = sentence.Title(at)!;
            if (Pick(sentence, at) is { } pick && !pick.Pick!.Liked.Any(l => l.Item.Id == liked.Item.Id && l.Item.Title == liked.Item.Title))
            {
                yield return $"{liked.Item.Title} is said to have led to {pick.Item.Title}; the evidence doesn't.";
            }
        }
    }

    /// <summary>The item that a liked one is said to have led to: the one named in its clause, or the one that the clause it gives a reason for is about.</summary>
    private static Party? Pick(Sentence sentence, int at)
    {
        int[] clause = [.. sentence.Clause(at)];
        var root = sentence.Units.First(u => u.Outer is null && sentence.SameClause(u.Places[0], at));
        bool SaysWhy(IEnumerable<int> places) => places.Any(p => sentence.IsOf(p, Words) || (sentence.Is(p, "made", "makes", "pointed") && sentence.Is(p + 1, "us", "me")));
        bool MayBe(int p) => sentence.Title(p)?.Pick is not null && !Lacking.IsExcluded(sentence, p) && !sentence.Is(p - 1, "above", "over", "before", "below", "against", "behind", "beside");
        int[] picks = [.. clause.Where(MayBe)];
        if (picks.Length > 0)
        {
            // "X because of A, Y because of B": the pick before; "A led to X, B to Y": the pick after.
            var areFirst = picks[0] < clause.First(p => sentence.Title(p)?.Kind == MentionKind.Liked);
            var pick = picks.LastOrDefault(p => p < at && (areFirst || picks[^1] < at), picks.FirstOrDefault(p => p > at, picks[^1]));
            return SaysWhy(clause) ? sentence.Title(pick) : null;
        }

        if (!SaysWhy(clause))
        {
            return null;
        }

        if (Subjects.Of(sentence, root).FirstOrDefault(p => p.Pick is not null) is { } subject)
        {
            return subject;
        }

        // "…, because you liked L": of the clause before, or after.
        var others = sentence.Units.Where(u => u.Outer is null && u != root && u.Verb >= 0).ToArray();
        var other = others.LastOrDefault(u => u.Places[0] < at) ?? others.FirstOrDefault();
        int[] named = other is null || Negation.IsIn(sentence, other) ? [] : [.. sentence.Clause(other.Places[0]).Where(MayBe)];
        return named.Length > 0 ? sentence.Title(named[0]) : null;
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
