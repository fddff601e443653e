using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Words that deny in form only: "no doubt", "not only", "didn't you?", "no fewer than".</summary>
internal static class IdleDenials
{
    private static readonly FrozenSet<string> Idle = Lexicon.Words("only just merely simply doubt wonder guesswork introduction coincidence chance accident surprise secret matter need far sure alone news harm hurt wrong mistake question worry idea telling hurry rush pressure obligation trouble room point way");

    // What is no surprise, or lies not far, is there.
    private static readonly FrozenSet<string> Known = Lexicon.Words("far further long surprise surprised surprising astonished wonder coincidence accident");

    /// <summary>"Not only", "no doubt", "no surprise": denies nothing of an item.</summary>
    public static bool IsIdle(Sentence sentence, int at) => Enumerable.Range(at + 1, 2).Any(i => sentence.IsOf(i, Idle)) || sentence.Between(at, at + 6).TakeWhile(i => sentence.Pieces[i].Mention is null && !sentence.Pieces[i].IsMark).Any(i => sentence.IsOf(i, Known)) || sentence.Is(at + 1, "that") && sentence.Is(at, "not");

    /// <summary>Whether a word that denies does so in form only, whatever stands around it: "not only", "couldn't resist", "no less", "why not".</summary>
    public static bool IsForm(Sentence sentence, int at) => IsIdle(sentence, at) || (at == 0 && sentence.IsAuxiliary(at) && (sentence.IsReader(at + 1) || sentence.IsPronoun(at + 1) || sentence.IsNamed(at + 1) || sentence.Is(at + 1, "there", "it"))) || (sentence.Is(at, "not") && sentence.Is(at - 1, "may", "might")) || DoubleDenials.Is(sentence, at) || (sentence.Is(at, "no") && sentence.Is(at + 1, "more", "less", "fewer"))
        || (sentence.Is(at, "less", "fewer") && sentence.Is(at - 1, "no", "not")) || (sentence.Is(at, "not") && (sentence.Is(at - 1, "why", "if", "whether") || sentence.Is(at + 1, "everyone", "everybody", "always", "necessarily")));

    /// <summary>Whether the word at a place denies nothing that an item could have or lack.</summary>
    public static bool Is(Sentence sentence, int at)
    {
        var word = sentence.Pieces[at].Lower;
        var isTag = sentence.Is(at + 1, "you", "it", "they", "we") && (at + 2 >= sentence.Pieces.Count || sentence.Pieces[at + 2].IsMark || sentence.Is(at + 2, "say", "agree", "think")) && sentence.IsMarkAt(at - 1, ",");
        return IsForm(sentence, at) || IsOfWriter(sentence, at) || IsIdentity(sentence, at) || (word == "not" && sentence.Is(at - 1, "you", "we") && sentence.Is(at - 2, "had"))
            || (sentence.IsAuxiliary(at) && sentence.Between(at, sentence.Pieces.Count).Take(4).Any(i => sentence.Is(i, "wrong")))
            || (word == "not" && sentence.Is(at + 1, "unlike")) || (word == "unlike" && sentence.Is(at - 1, "not")) || (at == 0 && sentence.IsAuxiliary(at)) || (word == "free" && sentence.Is(at - 1, "feel"))
            || (word == "no" && sentence.Is(at + 1, "more", "less", "fewer")) || (word is "less" or "least" or "fewer" && (sentence.Is(at - 1, "no", "at", "or", "more", "not") || sentence.Is(at + 1, "than") || Comparisons.IsOfLikes(sentence, at)))
            || LikePhrases.OfAct(sentence, at + 1) is Liking.Pleases or Liking.Displeases || isTag
            || (word == "not" && sentence.Title(sentence.NamedAt(sentence.Is(at + 1, "of", "to", "for") ? at + 2 : at + 1)) is { Pick: not null } && sentence.Parties.Versus is not null)
            || (word == "not" && sentence.Unit(at).Places.Any(p => p > at && sentence.Is(p, "but")) && !sentence.Unit(at).Places.Any(p => p > at && (sentence.IsFacet(p) || sentence.Title(p) is not null)))
            || (IsIdle(sentence, at) && !sentence.Is(at, "few"))
            || (word is "not" && (sentence.Is(at - 1, "or", "why", "if", "whether") || (sentence.Is(at + 1, "one") && sentence.Is(at + 2, "that", "which", "but", "two", "just", "and", "or"))) && !sentence.Is(at + 2, "person", "customer", "reader", "user", "single"))
            || (word == "none" && sentence.Is(at + 1, "other")) || (sentence.Is(at + 1, "to") && sentence.Is(at + 2, "mention")) || (word == "nothing" && sentence.Is(at + 1, "but", "more", "less"));
    }

    /// <summary>"We won't push it", "we've nothing to add": what the writer doesn't do says nothing of an item, nor of people or a wish.</summary>
    private static bool IsOfWriter(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        return unit.Places.FirstOrDefault(p => sentence.IsWriter(p) || sentence.IsReader(p) || sentence.Title(p) is not null, -1) is >= 0 and var first && first <= at && sentence.IsWriter(first)
            && !sentence.Clause(at).Any(i => i > at && (sentence.Pieces[i].Mention is not null || sentence.IsReader(i) || People.Is(sentence, i) || ClaimWords.Any.Contains(sentence.Pieces[i].Lower) || sentence.Is(i, "your", "yours", "reason", "reasons", "case", "link", "connection")));
    }

    /// <summary>"X isn't L": they are two.</summary>
    private static bool IsIdentity(Sentence sentence, int at) => !Enumerable.Range(at - 2, 2).Any(i => sentence.Is(i, "as", "so")) && (sentence.Is(at, "isn't", "aren't", "wasn't") || (sentence.Is(at, "not") && sentence.IsAuxiliary(at - 1))) && sentence.Title(sentence.NamedAt(at + 1)) is not null
        && sentence.NamedAt(at + 1) + 1 is var next && (next >= sentence.Pieces.Count || sentence.Pieces[next].IsMark || sentence.Is(next, "but", "and"));
}
