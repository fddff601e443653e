using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>"A knife", "this cream": what one item is called by its title or category is not said of another.</summary>
internal static class NounRules
{
    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            if (!sentence.IsWordAt(i) || !sentence.Parties.OwnNouns.Contains(sentence.Pieces[i].Lower) || !IsIntroduced(sentence, i) || Negation.Covers(sentence, i))
            {
                continue;
            }

            var noun = sentence.Pieces[i].Lower;
            if (SaidOf.Of(sentence, i, mayBeShared: true).DefaultIfEmpty(sentence.Parties.Versus is null ? sentence.Parties.Item : null).FirstOrDefault(p => p?.Pick is not null && !ItemNouns.AreOf(p.Item, noun)) is { } wrong)
            {
                yield return $"'{sentence.Pieces[i].Text}' is said of {wrong.Item.Title}; the evidence doesn't.";
            }
        }
    }

    /// <summary>Whether an article stands before the noun and what qualifies it.</summary>
    private static bool IsIntroduced(Sentence sentence, int at)
    {
        var i = at - 1;
        while (i > at - 4 && i >= 0 && (sentence.IsFacet(i) || (sentence.IsWordAt(i) && !sentence.IsDeterminer(i) && !sentence.IsPreposition(i) && !sentence.IsFinite(i))))
        {
            i--;
        }

        return sentence.Is(i, "a", "an", "this", "another");
    }
}
