using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>The titles that a list names beside one of them.</summary>
internal static class TitleLists
{
    /// <summary>Those after it.</summary>
    public static IEnumerable<Party> After(Sentence sentence, int first)
    {
        var isLast = false;
        for (var i = sentence.After(first); i < sentence.Pieces.Count && !isLast;)
        {
            var joined = i;
            while (joined < sentence.Pieces.Count && (sentence.IsMarkAt(joined, ",") || sentence.IsQuote(joined) || sentence.Is(joined, "and", "or", "also", "both", "the", "then")))
            {
                isLast |= sentence.Is(joined, "and", "or");
                joined++;
            }

            if (joined == i || sentence.Title(joined) is not { } title || !IsSameList(sentence, first, joined))
            {
                yield break;
            }

            yield return title;
            i = sentence.After(joined);
        }
    }

    /// <summary>Those before it.</summary>
    public static IEnumerable<Party> Before(Sentence sentence, int last)
    {
        for (var i = last - 1; i >= 0; i--)
        {
            if (sentence.Title(i) is { } title)
            {
                yield return title;
            }
            else if (!sentence.IsQuote(i) && !sentence.IsMarkAt(i, ",") && !sentence.Is(i, "and", "the", "or"))
            {
                yield break;
            }
        }
    }

    /// <summary>A title with a verb of its own begins another clause: "you liked X, and Y shares …".</summary>
    private static bool IsSameList(Sentence sentence, int one, int other) => sentence.Unit(one) == sentence.Unit(other) || (sentence.Unit(other) is { Kind: UnitKind.Fragment, Verb: < 0 } && sentence.Is(sentence.Unit(other).Places[0], "and"));
}
