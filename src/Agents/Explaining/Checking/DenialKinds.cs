using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What a word that denies denies, by the words of its clause.</summary>
internal static class DenialKinds
{
    private static readonly FrozenSet<string> Ratings = Lexicon.Words("rated rating ratings rate unrated reviewed reviews review score scored scores tried feedback opinion opinions verdict");
    private static readonly FrozenSet<string> Wordings = Lexicon.Words("word words wording literally literal verbatim worded terms quoted quote quotes repeat repeats letter named");
    private static readonly FrozenSet<string> Reasons = Lexicon.Words("reason reasons case link links linked tie ties tied connection connections evidence ground grounds argument arguments basis hint clue clues cause signal cue explanation trace");
    private static readonly FrozenSet<string> Knowing = Lexicon.Words("know knows known knowing tell told say learn learned explain justify name point points pointed led lead leads asked ask brought suits");
    private static readonly FrozenSet<string> Liked = Lexicon.Words("like likes liked love loved loves enjoy enjoyed enjoys rate favour favourite favorite fond taken approve approved cares care");
    public static readonly FrozenSet<string> Own = Lexicon.Words("dislike dislikes disliked disliking hate hates hated reject rejects rejected");

    /// <summary>"What X lacks and Y has": what is denied stands elsewhere.</summary>
    public static bool IsCutOff(Sentence sentence, int at) => sentence.Is(at + 1, "and", "but") || (sentence.Is(at + 1, "have", "not") && sentence.Is(at + 2, "and", "but"));

    public static bool IsDenial(Sentence sentence, int at) => sentence.Pieces[at].IsWord
        && (Lexicon.Negations.Contains(sentence.Pieces[at].Lower) || (sentence.Is(at, "short") && sentence.Is(at + 1, "of") && sentence.LooksLikeVerb(at - 1))
            || (sentence.Is(at, "yet") && sentence.Is(at + 1, "to") && sentence.IsAuxiliary(at - 1))
            || (sentence.Is(at, "else") && sentence.Is(at - 1, "someone", "somebody", "something") && sentence.IsPreposition(at - 2)) || (sentence.Is(at, "way") && sentence.Is(at - 1, "long") && sentence.Is(at + 1, "from", "off"))
            || (sentence.Is(at, "far") && !sentence.Is(at - 1, "so", "not", "isn't", "never") && sentence.Is(at + 1, "apart", "from", "removed", "off"))
            || (sentence.Is(at, "little") && ((sentence.Is(at + 1, "to", "in") && sentence.Is(at + 2, "do", "common")) || sentence.Is(at + 1, "time", "interest", "love", "liking", "use")))
            || (sentence.Is(at, "few") && !sentence.Is(at - 1, "a") && sentence.Is(at + 1, "who", "people", "of", "customers", "others", "here")));

    public static Denied Of(Sentence sentence, int at)
    {
        if (IdleDenials.Is(sentence, at))
        {
            return Denied.Nothing;
        }

        // "By someone else": not by whom was named.
        if (sentence.Is(at, "else"))
        {
            return Denied.Ellipsis;
        }

        var unit = sentence.Unit(at);
        // "If F isn't for you": nobody says so.
        if (sentence.Is(unit.Places[0], "if"))
        {
            return Denied.Nothing;
        }

        int[] clause = [.. sentence.Clause(at)];
        int[] scope = [.. clause.Where(i => i > at)];
        var word = sentence.Pieces[at].Lower;
        if (Own.Contains(word) ? Enumerable.Range(0, sentence.Pieces.Count).Any(i => ReaderLikes.IsDislike(sentence, i)) : scope.Take(8).Any(i => ReaderLikes.IsNoLike(sentence, i)))
        {
            return Denied.Liking;
        }

        // "Not yet among your likes".
        if (scope.Take(4).Any(i => sentence.Is(i, "likes", "favourites", "favorites") && sentence.Is(i - 1, "your")) && clause.Any(i => sentence.Is(i, "among", "one", "of")))
        {
            return Denied.Liking;
        }

        bool IsNear(FrozenSet<string> words, IEnumerable<int> places) => places.Any(i => sentence.IsOf(i, words));
        // "It has no likes yet", "we can't say what others think".
        if ((scope.Take(4).Any(i => sentence.Is(i, "like", "likes")) && !clause.Any(i => sentence.IsReader(i) || sentence.Is(i, "your", "yours"))) || (clause.Any(sentence.IsWriter) && scope.Any(i => People.Is(sentence, i))))
        {
            return Denied.Rating;
        }

        // "You didn't say trivia".
        if (unit.Places.Any(p => p < at && sentence.IsReader(p)) || sentence.IsReader(at - 1))
        {
            if (scope.Take(3).Any(i => sentence.Is(i, "say", "use", "mention", "name", "type", "ask", "spell")))
            {
                return Denied.Wording;
            }
        }

        var hasPeople = unit.Places.Any(p => p <= Math.Max(unit.Verb, at) && (People.Is(sentence, p) || sentence.Is(p, "nobody", "anyone", "anybody", "person", "one", "few")));
        if (word == "unrated" || ((IsNear(Ratings, scope.Take(8)) || IsNear(Ratings, clause.Where(i => i < at).TakeLast(3)) || (word == "none" && sentence.Before?.Pieces.Any(p => p.IsWord && Ratings.Contains(p.Lower)) == true)) && !scope.Take(3).Any(sentence.IsReader) && !clause.Any(i => i < at && sentence.IsReader(i) && !sentence.Is(i - 1, "to", "for"))))
        {
            return Denied.Rating;
        }

        if (word is "few" or "hardly" or "barely" or "scarcely" or "nobody" or "little" && scope.Take(6).Any(i => sentence.Is(i, "know", "known", "knows", "discovered", "found", "heard", "noticed", "come", "seen")) && !clause.Any(i => sentence.IsReader(i) || sentence.IsWriter(i)))
        {
            return word == "nobody" ? Denied.Rating : Denied.Fame;
        }

        if (scope.Take(8).Any(i => sentence.Is(i, "ratings", "reviews", "feedback") || (sentence.Is(i, "likes") && !sentence.Is(i - 1, "your"))) && !clause.Any(i => sentence.Pieces[i].Mention is { IsTitle: false }))
        {
            return Denied.Rating;
        }

        var isNobody = sentence.Is(at, "nobody") || (sentence.Is(at, "no", "not") && sentence.Is(at + 1, "one", "person")) || (word is "hardly" or "barely" && sentence.Is(at + 1, "anyone", "anybody"));
        if ((hasPeople && IsNear(Liked, scope)) || scope.Take(2).Any(i => sentence.Is(i, "popular", "popularity")) || (word == "little" && clause.Any(i => People.Is(sentence, i))) || (clause.Any(i => People.Is(sentence, i)) && scope.Take(3).Any(i => sentence.Is(i, "yours", "similar", "alike"))))
        {
            return Denied.People;
        }

        if (isNobody || scope.Take(5).Any(i => sentence.Is(i, "new", "newcomer", "recent", "recently", "newly")))
        {
            return isNobody ? Denied.Rating : Denied.Newness;
        }

        if (!scope.Any(i => sentence.IsWordAt(i) && sentence.Pieces[i].Lower.Contains("word", StringComparison.Ordinal)) && (word is "far" or "little" or "way" || scope.Take(3).Any(i => sentence.Is(i, "close", "near", "match", "fit", "answer", "meet", "suit", "fits", "matches"))) && clause.Any(i => sentence.Is(i, "request", "wish", "meaning", "search", "asked", "query")))
        {
            return Denied.Meaning;
        }

        return Comparisons.IsRank(sentence, at) ? Denied.Rank
            : scope.Any(i => sentence.Is(i, "word-for-word")) ? Denied.Wording
            : IsNear(Wordings, scope.Take(6).Concat(clause.Where(i => i < at).TakeLast(3))) && !sentence.Parties.Picks.Any(p => p.Words.Count > 0 && !p.ByMeaning) ? Denied.Wording
            : scope.Any(i => sentence.Unit(i) == unit && sentence.Pieces[i].Mention is { Kind: MentionKind.WishWord }) || scope.Any(i => sentence.Is(i, "description", "text", "blurb")) ? Denied.Wish
            : unit.Places.Any(i => sentence.Pieces[i].Mention is { Kind: MentionKind.Facet } && Negation.Covers(sentence, i)) ? IsNear(Reasons, scope.Take(3)) ? Denied.Reason : Denied.Attribute
            : scope.Take(9).Any(i => sentence.Is(i, "share", "shares", "shared", "sharing", "common", "alike", "overlap", "connect", "connects", "connection", "join", "joins", "unites", "unite", "link", "links") || (sentence.Is(i, "do") && sentence.Is(i + 1, "with"))) ? Denied.Sharing
            : scope.Take(5).Any(i => sentence.Is(i, "come", "stem", "follow") && sentence.Is(i + 1, "from")) && scope.Any(i => sentence.Is(i, "request", "search", "query", "wish")) ? Denied.Source
            : unit.Places.Any(p => p > at && sentence.IsKind(p)) && clause.Any(i => sentence.Title(i) is not null) && scope.Any(i => sentence.Is(i, "same", "of", "shared")) ? Denied.Sharing
            : IsNear(Reasons, clause) ? Denied.Reason
            : IsElliptic(sentence, unit, at) ? Denied.Ellipsis
            : IsNear(Reasons, scope.Take(8)) || IsNear(Reasons, clause) || (word is "none" or "nothing" && IsNear(Knowing, clause)) || (clause.Any(i => sentence.IsWriter(i) || sentence.IsReader(i)) && IsNear(Knowing, scope.Take(4))) ? Denied.Reason
            : IsOfNothing(sentence, unit, at) ? Denied.Nothing : Denied.Other;
    }

    /// <summary>"You never know": a denial that names nothing of the evidence, makes no claim and is about no item.</summary>
    private static bool IsOfNothing(Sentence sentence, Unit unit, int at) => IsSetAside(sentence, at) || IsNoThing(sentence, unit, at) || unit.Kind != UnitKind.Relative && Subjects.Of(sentence, unit).Count == 0
        && unit.Places.Any(p => p > at && sentence.IsWordAt(p) && !sentence.IsAuxiliary(p) && !sentence.IsAdverb(p) && !SmallWords.All.Contains(sentence.Pieces[p].Lower))
        && unit.Places.All(p => (IsPlain(sentence, p) || sentence.IsReader(p)) && !sentence.IsPronoun(p) && !sentence.Is(p, "one", "it", "its", "them", "so", "either", "other"));

    /// <summary>"The idea, not the letters": no clause of its own, and nothing of the evidence in what is set aside.</summary>
    private static bool IsSetAside(Sentence sentence, int at) => sentence.Is(at, "not") && (sentence.IsMarkAt(at - 1, ",", "–", "—", "(") || sentence.Is(at - 1, "and", "but", "if"))
        && sentence.Between(at, sentence.Pieces.Count).TakeWhile(i => !sentence.Pieces[i].IsMark).ToArray() is { Length: > 0 } rest && !rest.Any(sentence.IsFinite) && rest.All(i => IsPlain(sentence, i));

    /// <summary>"X is not a copy of it".</summary>
    private static bool IsNoThing(Sentence sentence, Unit unit, int at) => sentence.Is(at + 1, "a", "an") && sentence.IsWordAt(at + 2) && NeutralWords.IsNoun(sentence.Pieces[at + 2].Lower) && unit.Places.All(p => p <= at || IsPlain(sentence, p));

    private static bool IsPlain(Sentence sentence, int at) => sentence.Pieces[at].Mention is null && !sentence.Pieces[at].IsNumber && !sentence.IsKind(at) && !sentence.IsCalled(at) && !sentence.IsReader(at)
        && (!sentence.IsWordAt(at) || (ClaimWords.MadeBy(sentence.Pieces[at].Lower).Count == 0 && LikePhrases.OfAct(sentence, at) == Liking.None && !Lexicon.Praise.Contains(sentence.Pieces[at].Lower) && !Lexicon.Fitting.Contains(sentence.Pieces[at].Lower)));

    /// <summary>"X isn't", "the other one doesn't either": nothing follows that is denied.</summary>
    private static bool IsElliptic(Sentence sentence, Unit unit, int at) => (sentence.IsAuxiliary(at) || sentence.IsAuxiliary(at - 1) || sentence.Is(at, "not", "none", "neither"))
        && (unit.Places.Any(p => p > at && sentence.Is(p, "said", "true") && sentence.Is(p + 1, "of")) || unit.Places.Where(p => p > at).All(p => sentence.Pieces[p].IsMark || (sentence.IsAdverb(p) && !sentence.Is(p, "there")) || sentence.Is(p, "one", "either", "so", "have", "has", "mention", "contain", "use", "it", "that", "this", "any", "be", "do", "of", "likes", "them", "these", "those", "your")));
}
