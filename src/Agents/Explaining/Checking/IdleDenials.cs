using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Words that deny in form only: "no doubt", "not only", "didn't you?", "no fewer than".</summary>
internal static class IdleDenials
{
    private static readonly FrozenSet<string> Idle = Lexicon.Words("only just merely simply doubt wonder guesswork introduction coincidence accident surprise secret matter need far sure alone news harm hurt wrong mistake question worry");

    /// <summary>"Not only", "no doubt", "no surprise": denies nothing of an item.</summary>
    public static bool IsIdle(Sentence sentence, int at) => Enumerable.Range(at + 1, 2).Any(i => sentence.IsOf(i, Idle)) || sentence.Is(at + 1, "that") && sentence.Is(at, "not");

    /// <summary>Whether the word at a place denies nothing that an item could have or lack.</summary>
    public static bool Is(Sentence sentence, int at)
    {
        var word = sentence.Pieces[at].Lower;
        var isTag = sentence.Is(at + 1, "you", "it", "they", "we") && (at + 2 >= sentence.Pieces.Count || sentence.Pieces[at + 2].IsMark) && sentence.IsMarkAt(at - 1, ",");
        return (word == "not" && sentence.Is(at + 1, "unlike")) || (word == "unlike" && sentence.Is(at - 1, "not")) || (at == 0 && sentence.IsAuxiliary(at)) || (word == "free" && sentence.Is(at - 1, "feel"))
            || (word == "no" && sentence.Is(at + 1, "more", "less", "fewer")) || (word is "less" or "least" or "fewer" && (sentence.Is(at - 1, "no", "at", "or", "more", "not") || sentence.Is(at + 1, "than") || Comparisons.IsOfLikes(sentence, at)))
            || LikePhrases.OfAct(sentence, at + 1) is Liking.Pleases or Liking.Displeases || isTag
            || (word == "not" && sentence.Title(sentence.NamedAt(at + 1)) is { Pick: not null } && sentence.Parties.Versus is not null)
            || (word == "not" && sentence.Unit(at).Places.Any(p => p > at && sentence.Is(p, "but")) && !sentence.Unit(at).Places.Any(p => p > at && (sentence.IsFacet(p) || sentence.Title(p) is not null)))
            || (IsIdle(sentence, at) && !sentence.Is(at, "few"))
            || (word is "not" && (sentence.Is(at - 1, "or", "why", "if", "whether") || sentence.Is(at + 1, "one")) && !sentence.Is(at + 2, "person", "customer", "reader", "user", "single"))
            || (word == "none" && sentence.Is(at + 1, "other")) || (sentence.Is(at + 1, "to") && sentence.Is(at + 2, "mention")) || (word == "nothing" && sentence.Is(at + 1, "but", "more", "less"));
    }
}
