using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Two denials that make one assertion: "couldn't resist", "don't miss", "isn't unlike", "without leaving", "nobody but".</summary>
internal static class DoubleDenials
{
    private const int Reach = 6;

    // Verbs that deny by themselves what follows them.
    private static readonly FrozenSet<string> Verbs = Lexicon.Words(
        "overlook miss ignore deny forget doubt dispute resist mind hesitate avoid omit skip escape fail neglect regret leave lose abandon pass help wonder argue object disagree quarrel");

    // What is not nothing is something.
    private static readonly FrozenSet<string> Contrary = Lexicon.Words("unlike unknown unrelated unfamiliar unpopular nothing without lack lacks lacking dislike disliked");

    /// <summary>Whether the word at a place denies a denial, or is denied itself.</summary>
    public static bool Is(Sentence sentence, int at) =>
        Denied(sentence, at) >= 0 || ((IsVerb(sentence, at) || sentence.IsOf(at, Contrary)) && Enumerable.Range(at - 3 * Reach, 3 * Reach).Any(i => i >= 0 && IsNegative(sentence, i) && Denied(sentence, i) == at))
            || (sentence.Is(at, "nobody", "none", "no", "nothing") && Enumerable.Range(at + 1, 2).Any(i => (sentence.Is(i, "but") && !sentence.IsMarkAt(i - 1, ",") && !sentence.Is(i + 1, "the")) || (sentence.Is(i, "other") && sentence.Is(i + 1, "than"))))
            || (sentence.Is(at, "not") && sentence.Is(at + 1, "least"));

    /// <summary>The place of what a negative word denies that denies something itself; -1 where there is none.</summary>
    private static int Denied(Sentence sentence, int at)
    {
        if (!IsNegative(sentence, at))
        {
            return -1;
        }

        // "You can't like L without liking X".
        if (sentence.Between(at, sentence.Pieces.Count).FirstOrDefault(i => sentence.Is(i, "without"), -1) is >= 0 and var without && sentence.Unit(without) == sentence.Unit(at) && without + 1 < sentence.Pieces.Count && sentence.Pieces[without + 1].Lower.EndsWith("ing", StringComparison.Ordinal))
        {
            return without;
        }

        for (var i = at + 1; i < Math.Min(at + Reach, sentence.Pieces.Count) && sentence.Pieces[i].Mention is null && !sentence.Pieces[i].IsMark; i++)
        {
            if (IsVerb(sentence, i) || (i > at + (sentence.Is(at, "not") && sentence.Is(at + 1, "to") ? 2 : 0) && sentence.IsOf(i, Contrary)))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsNegative(Sentence sentence, int at) => sentence.Is(at, "not", "never", "cannot", "without", "nobody", "neither", "nor", "seldom", "rarely", "hardly", "scarcely")
        || (sentence.IsWordAt(at) && sentence.Pieces[at].Lower.EndsWith("n't", StringComparison.Ordinal));

    private static bool IsVerb(Sentence sentence, int at) => sentence.IsWordAt(at) && Inflection.OfVerb(sentence.Pieces[at].Lower).Any(Verbs.Contains) && !sentence.IsDeterminer(at - 1);
}
