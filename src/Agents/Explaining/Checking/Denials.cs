using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Nothing is denied that the evidence doesn't deny: each word that denies must deny something known to be false.</summary>
internal static class Denials
{
    private static readonly FrozenSet<string> Ratings = Lexicon.Words("rated rating ratings rate unrated reviewed reviews review score scored scores");
    private static readonly FrozenSet<string> Wordings = Lexicon.Words("word words wording literally literal verbatim worded terms quoted quote quotes repeat repeats letter named");
    private static readonly FrozenSet<string> Reasons = Lexicon.Words(
        "reason reasons case link links linked known know knows tell told say said particular personal tie ties tied connection connections evidence pretend lead leads leading led report history speak speaks point points pointed ground grounds explanation explain asked ask picked chosen argument claim claims cause trace cue signal go special specific anything basis wish wished request because hint clue grounds why none offer add account requests brought recommend recommends recommended suggest suggested push show shown mind");
    private static readonly FrozenSet<string> Idle = Lexicon.Words("only just merely simply doubt wonder guesswork introduction coincidence accident surprise secret matter need far sure alone news");
    private static readonly FrozenSet<string> Own = Lexicon.Words("dislike dislikes disliked disliking hate hates hated reject rejects rejected");

    public static IEnumerable<string> Faults(Sentence sentence) => Enumerable.Range(0, sentence.Pieces.Count)
        .Where(i => IsDenial(sentence, i) && !Holds(sentence, i))
        .Select(i => $"'{sentence.Pieces[i].Text}' denies something that the evidence doesn't.");

    /// <summary>Whether an attribute at a place is denied: "isn't a Drama", "not under Saws", "anything but eerie".</summary>
    public static bool DeniesAttribute(Sentence sentence, int at)
    {
        for (var i = at - 1; i >= 0 && sentence.SameSegment(i, at); i--)
        {
            if ((IsDenial(sentence, i) && !sentence.Is(i, "neither", "nor", "unlike") && !IsCutOff(sentence, i) && Of(sentence, i) == Denied.Attribute) || (sentence.Is(i, "but") && sentence.Is(i - 1, "anything", "everything")))
            {
                return true;
            }
        }

        return sentence.Clause(at).Any(i => i < at && sentence.Is(i, "neither")) || IsDeniedAfter(sentence, at);
    }

    /// <summary>"The category, Saws, is not that of X".</summary>
    private static bool IsDeniedAfter(Sentence sentence, int at)
    {
        int[] titles = [.. sentence.Titles(sentence.Clause(at))];
        return titles.Length > 0 && titles[0] > at && Enumerable.Range(at + 1, 4).TakeWhile(i => i < titles[0]).Any(i => sentence.Is(i, "not", "isn't", "missing", "absent", "wasn't", "aren't"));
    }

    /// <summary>Whether it is denied that the wish brought something in.</summary>
    public static bool DeniesWish(Sentence sentence, int at) => sentence.Clause(at).Any(i => i < at && IsDenial(sentence, i) && Of(sentence, i) == Denied.Source);

    /// <summary>"What X lacks and Y has": what is denied stands elsewhere.</summary>
    public static bool IsCutOff(Sentence sentence, int at) => sentence.Is(at + 1, "and", "but") || (sentence.Is(at + 1, "have", "not") && sentence.Is(at + 2, "and", "but"));

    /// <summary>Whether anything but a liking is denied in the clause of a place.</summary>
    public static bool IsNearBesidesLiking(Sentence sentence, int at) => sentence.Clause(at).Any(i => IsDenial(sentence, i) && !Own.Contains(sentence.Pieces[i].Lower));

    /// <summary>Whether anything is denied in the clause of a place.</summary>
    public static bool IsNear(Sentence sentence, int at) => sentence.Clause(at).Any(i => IsDenial(sentence, i));

    private static bool IsDenial(Sentence sentence, int at) => sentence.Pieces[at].IsWord
        && (Lexicon.Negations.Contains(sentence.Pieces[at].Lower) || (sentence.Is(at, "far") && !sentence.Is(at - 1, "so", "not", "isn't", "never") && sentence.Is(at + 1, "apart", "from", "removed", "off"))
            || (sentence.Is(at, "little") && sentence.Is(at + 1, "to", "in") && sentence.Is(at + 2, "do", "common"))
            || (sentence.Is(at, "few") && !sentence.Is(at - 1, "a") && sentence.Is(at + 1, "who", "people", "of", "customers", "others", "here")));

    private static Denied Of(Sentence sentence, int at)
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

        if (scope.Any(i => sentence.SameSegment(i, at) && sentence.Pieces[i].Mention is { Kind: MentionKind.WishWord }))
        {
            return Denied.Wish;
        }

        if (scope.Any(i => sentence.Pieces[i].Mention is { Kind: MentionKind.Facet }) && (sentence.SameSegment(at, scope.First(i => sentence.Pieces[i].Mention is { Kind: MentionKind.Facet })) || !Near(Reasons, scope.Take(4))))
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

    private static bool IsOfReader(Sentence sentence, int at) => Enumerable.Range(at + 1, 6)
        .TakeWhile(i => i < sentence.Pieces.Count && sentence.SameClause(i, at)).Any(i => ReaderLikes.IsDislike(sentence, i));

    private static bool Holds(Sentence sentence, int at) => Of(sentence, at) switch
    {
        Denied.Nothing => true,
        // What is said of the reader's likes, of ranks and of attributes has a rule of its own.
        Denied.Liking or Denied.Rank or Denied.Attribute => true,
        Denied.Rating => Picks(sentence, at).Any(p => p.IsNew),
        Denied.Wording => sentence.Parties.Picks.Any(p => p.ByMeaning),
        Denied.Reason => Picks(sentence, at).Any(p => p.IsBare || p.Standing != Standing.None || p.ByMeaning && sentence.Is(at, "no")) || IsWithoutLikes(sentence, at),
        Denied.Sharing => sentence.Parties.Facts is var facts && (facts.Liked.Count > 0 && facts.InCommon.Count == 0 && !sentence.Is(at, "unlike"))
            || (sentence.Is(at, "unlike") && facts.Different is { } different && sentence.Pieces.Any(p => p.Mention?.Value == different.Value)),
        Denied.Source => Picks(sentence, at).All(p => p.Words.Count == 0 && !p.ByMeaning),
        Denied.Wish => sentence.Clause(at).Where(i => i > at).Select(i => sentence.Pieces[i].Mention).OfType<Mention>().Where(m => m.Kind == MentionKind.WishWord)
            .All(word => Subjects.Of(sentence, at, mayBeShared: false) is { Count: > 0 } said && said.All(s => s.Pick is { } pick && !pick.Words.Contains(word.Value, StringComparer.OrdinalIgnoreCase))),
        _ => IsEllipsis(sentence, at) || IsWithoutLikes(sentence, at),
    };

    /// <summary>"We have no like of yours to go by".</summary>
    private static bool IsWithoutLikes(Sentence sentence, int at) => sentence.Is(at, "no", "don't", "not", "without", "none", "haven't", "never") && sentence.Parties.Liked.Count == 0 && sentence.Parties.Facts.Standing == Standing.None
        && sentence.Clause(at).Any(i => i > at && sentence.Is(i, "like", "likes", "liked") && (sentence.Is(i + 2, "yours") || sentence.Is(i - 1, "your", "you") || sentence.Is(i - 2, "your")));

    /// <summary>"X is a Drama, and Y isn't": Y must lack what was named last.</summary>
    private static bool IsEllipsis(Sentence sentence, int at)
    {
        var facet = Enumerable.Range(0, at).Reverse().Select(i => sentence.Pieces[i].Mention).FirstOrDefault(m => m?.Kind == MentionKind.Facet)
            ?? sentence.Before?.Pieces.LastOrDefault(p => p.Mention?.Kind == MentionKind.Facet)?.Mention
            ?? sentence.Pieces.Select(p => p.Mention).FirstOrDefault(m => m?.Kind == MentionKind.Facet);
        var title = sentence.Clause(at).Where(i => i < at).Reverse().Select(sentence.Title).FirstOrDefault(t => t is not null);
        var subjects = title is not null ? [title] : Subjects.Of(sentence, at, mayBeShared: false);
        return facet is not null && subjects.Count > 0 && subjects.All(s => !s.Has(facet.Value));
    }

    /// <summary>What speaks for those named in a clause; for the item when it names none.</summary>
    private static IEnumerable<PickFacts> Picks(Sentence sentence, int at)
    {
        Party[] named = [.. sentence.Titles(sentence.Clause(at)).Select(i => sentence.Title(i)!).Where(p => p.Pick is not null)];
        return (named.Length > 0 ? named : Subjects.Of(sentence, at, mayBeShared: false) is { Count: > 0 } subjects && subjects.Any(s => s.Pick is not null) ? subjects : sentence.Parties.All)
            .Select(p => p.Pick).OfType<PickFacts>();
    }

    private enum Denied
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
}
