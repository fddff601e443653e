using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What can be denied.</summary>
internal enum Denied
{
    Nothing,
    Liking,
    Rating,
    Rank,
    Wording,
    Wish,
    Source,
    Reason,
    Attribute,
    Sharing,
    Other,
}

/// <summary>What a word that denies denies, by the words around it.</summary>
internal static class DenialKinds
{
    private static readonly FrozenSet<string> Ratings = Lexicon.Words("rated rating ratings rate unrated reviewed reviews review score scored scores tried");
    private static readonly FrozenSet<string> Wordings = Lexicon.Words("word words wording literally literal verbatim worded terms quoted quote quotes repeat repeats letter name named");

    private static readonly FrozenSet<string> Reasons = Lexicon.Words(
        "reason reasons case link links linked known know knows tell told say said particular personal tie ties tied connection connections evidence pretend lead leads leading led report history speak speaks point points pointed ground grounds explanation explain asked ask picked chosen argument claim claims cause trace cue signal go special specific anything basis wish wished request because hint clue grounds why none offer add account requests brought recommend recommends recommended suggest suggested push show shown mind");
    private static readonly FrozenSet<string> Idle = Lexicon.Words("only just merely simply doubt wonder guesswork introduction coincidence accident surprise secret matter need far sure alone news");
    public static readonly FrozenSet<string> Own = Lexicon.Words("dislike dislikes disliked disliking hate hates hated reject rejects rejected");

    /// <summary>"What X lacks and Y has": what is denied stands elsewhere.</summary>
    public static bool IsCutOff(Sentence sentence, int at) => sentence.Is(at + 1, "and", "but") || (sentence.Is(at + 1, "have", "not") && sentence.Is(at + 2, "and", "but"));

    public static bool IsDenial(Sentence sentence, int at) => sentence.Pieces[at].IsWord
        && (Lexicon.Negations.Contains(sentence.Pieces[at].Lower) || (sentence.Is(at, "far") && !sentence.Is(at - 1, "so", "not", "isn't", "never") && sentence.Is(at + 1, "apart", "from", "removed", "off"))
            || (sentence.Is(at, "little") && sentence.Is(at + 1, "to", "in") && sentence.Is(at + 2, "do", "common"))
            || (sentence.Is(at, "few") && !sentence.Is(at - 1, "a") && sentence.Is(at + 1, "who", "people", "of", "customers", "others", "here")));

    /// <summary>"Not only", "no doubt", "no surprise": denies nothing of an item.</summary>
    public static bool IsIdle(Sentence sentence, int at) => Enumerable.Range(at + 1, 2).Any(i => sentence.IsWordAt(i) && Idle.Contains(sentence.Pieces[i].Lower));

    public static Denied Of(Sentence sentence, int at)
    {
        int[] scope = [.. sentence.Clause(at).Where(i => i > at)];
        int[] clause = [.. sentence.Clause(at)];
        bool Near(FrozenSet<string> words, IEnumerable<int> places) => places.Any(i => sentence.Pieces[i].IsWord && words.Contains(sentence.Pieces[i].Lower));
        var word = sentence.Pieces[at].Lower;
        if (word == "free" && !sentence.Is(at + 1, "of", "from"))
        {
            return sentence.Is(at - 1, "feel") ? Denied.Nothing : Denied.Other;
        }

        if (word == "no" && sentence.Is(at + 1, "more", "less", "longer") && !sentence.Is(at + 1, "longer"))
        {
            return Denied.Nothing;
        }

        if (word is "less" or "least" && (sentence.Is(at - 1, "no", "at", "or", "more") || sentence.Is(at + 1, "than")))
        {
            return Denied.Nothing;
        }

        // "Couldn't put X down": a liking.
        if (LikePhrases.OfAct(sentence, at + 1) is Liking.Pleases or Liking.Displeases)
        {
            return Denied.Nothing;
        }

        // "Didn't you?"
        if (sentence.Is(at + 1, "you", "it", "they", "we") && (at + 2 >= sentence.Pieces.Count || sentence.Pieces[at + 2].IsMark) && sentence.Pieces[Math.Max(0, at - 1)].Text == ",")
        {
            return Denied.Nothing;
        }

        if (Near(Idle, scope.Take(2)) || (word is "not" && (sentence.Is(at - 1, "or", "why", "if", "whether") || sentence.Is(at + 1, "one")) && !sentence.Is(at + 2, "person", "customer", "reader", "user", "single"))
            || (word == "none" && sentence.Is(at + 1, "other")) || (sentence.Is(at + 1, "to") && sentence.Is(at + 2, "mention")) || (word == "nothing" && sentence.Is(at + 1, "but", "more", "less")))
        {
            return Denied.Nothing;
        }

        if ((Own.Contains(word) && Enumerable.Range(0, sentence.Pieces.Count).Any(i => ReaderLikes.IsDislike(sentence, i))) || (!Own.Contains(word) && IsOfReader(sentence, at)))
        {
            return Denied.Liking;
        }

        if (word == "unrated" || ((Near(Ratings, scope.Take(8)) || Near(Ratings, clause.Where(i => i < at).TakeLast(3)) || (word == "none" && sentence.Before?.Pieces.Any(p => p.IsWord && Ratings.Contains(p.Lower)) == true)) && !scope.Take(3).Any(i => sentence.Is(i, "you", "you've"))))
        {
            return Denied.Rating;
        }

        if (Comparisons.IsRank(sentence, at))
        {
            return Denied.Rank;
        }

        if (Near(Wordings, scope.Take(4).Concat(clause.Where(i => i < at).TakeLast(3))) && !sentence.Parties.Picks.Any(p => p.Words.Count > 0 && !p.ByMeaning))
        {
            return Denied.Wording;
        }

        if (scope.Any(i => sentence.Unit(i) == sentence.Unit(at) && sentence.Pieces[i].Mention is { Kind: MentionKind.WishWord }))
        {
            return Denied.Wish;
        }

        if (scope.Any(i => sentence.Pieces[i].Mention is { Kind: MentionKind.Facet }) && (SameUnit(sentence, at, scope.First(i => sentence.Pieces[i].Mention is { Kind: MentionKind.Facet })) || !Near(Reasons, scope.Take(4))))
        {
            return Near(Reasons, scope.Take(3)) ? Denied.Reason : Denied.Attribute;
        }

        if (scope.Take(5).Any(i => sentence.Is(i, "share", "shares", "shared", "common", "alike", "overlap", "connect", "connects", "join", "joins", "unites")) || (sentence.Is(at, "unlike") && sentence.Parties.Versus is null))
        {
            return Denied.Sharing;
        }

        if (scope.Take(5).Any(i => sentence.Is(i, "come", "stem", "follow") && sentence.Is(i + 1, "from")) && scope.Any(i => sentence.Is(i, "request", "search", "query", "wish")))
        {
            return Denied.Source;
        }

        if (IsCutOff(sentence, at) || scope.Any(i => sentence.Is(i, "said") && sentence.Is(i + 1, "of")))
        {
            return Denied.Other;
        }

        if (Near(Reasons, scope.Take(8)) || clause.Any(i => sentence.Is(i, "reason", "reasons", "case", "argument")) || (word is "none" or "nothing" && Near(Reasons, clause)))
        {
            return Denied.Reason;
        }

        // What the writer doesn't do says nothing of an item.
        return sentence.Is(at - 1, "we", "i") ? Denied.Nothing : Denied.Other;
    }

    private static bool SameUnit(Sentence sentence, int one, int other) => sentence.Unit(one) == sentence.Unit(other);

    public static bool IsOfReader(Sentence sentence, int at) => Enumerable.Range(at + 1, 6)
        .TakeWhile(i => i < sentence.Pieces.Count && sentence.SameClause(i, at)).Any(i => ReaderLikes.IsDislike(sentence, i));
}
