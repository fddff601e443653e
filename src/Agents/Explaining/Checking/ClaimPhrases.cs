using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Claims that two words make together, and words that claim nothing where they stand.</summary>
internal static class ClaimPhrases
{
    /// <summary>Claims made by two words together.</summary>
    public static string? IsPhraseOf(Sentence sentence, int at)
    {
        var facts = sentence.Parties.Facts;
        return sentence.Pieces[at].Lower switch
        {
            "just" or "only" when Enumerable.Range(at + 1, 2).Any(i => sentence.Is(i, "added", "in", "arrived", "landed", "out", "come", "came", "joined", "launched") && (i == at + 1 || sentence.Is(at + 1, "been", "just", "now"))) && !ClaimRules.PicksOf(sentence, at).Any(p => p.IsNew) => "'just' claims newness, for which there is no evidence.",
            "most" or "best" when sentence.Is(at + 1, "popular", "liked", "loved", "enjoyed", "rated") => "'most' claims a first place, for which there is no evidence.",
            "out" when sentence.Is(at + 1, "now", "today", "already") && !ClaimRules.PicksOf(sentence, at).Any(p => p.IsNew) => "'out' claims newness, for which there is no evidence.",
            "better" or "nicer" or "worse" when sentence.Is(at + 1, "than") && !sentence.Is(at - 1, "do", "does", "did") && (sentence.IsAuxiliary(at - 1) || sentence.Is(at - 1, "even", "much")) => $"'{sentence.Pieces[at].Text}' claims quality, for which there is no evidence.",
            "mind" when sentence.Clause(at).Any(i => sentence.Is(i, "you", "your")) && !ClaimRules.PicksOf(sentence, at).Any(p => p.Words.Count > 0 || p.ByMeaning) && !Denials.IsNear(sentence, at) => "'mind' claims a wish, for which there is no evidence.",
            "looking" when (at + 1 >= sentence.Pieces.Count || !sentence.Is(at + 1, "at", "through")) && (sentence.Is(at - 1, "you're") || (sentence.Is(at - 1, "were", "are", "been") && sentence.Is(at - 2, "you", "you've"))) && !IsCondition(sentence, at) => ClaimRules.PicksOf(sentence, at).Any(p => p.Words.Count > 0 || p.ByMeaning) ? null : "'looking' claims a wish, for which there is no evidence.",
            "seen" or "heard" or "played" or "finished" or "ordered" or "rented" or "borrowed" or "looked" or "viewed" or "visited" or "opened" or "tried" or "used" or "waiting" or "waited" or "followed" or "returned" or "came" or "discussed" when !sentence.Is(at + 1, "to") && Enumerable.Range(at - 3, 3).Any(i => sentence.Is(i, "you", "you've") && !sentence.Is(i - 1, "for", "to", "like", "by"))
                && !Enumerable.Range(at - 2, 2).Any(i => sentence.Is(i, "words", "word", "and", "we")) && sentence.Unit(Enumerable.Range(at - 3, 3).Last(i => sentence.Is(i, "you", "you've"))) == sentence.Unit(at) && !(sentence.Is(at, "used") && ClaimRules.PicksOf(sentence, at).Any(p => p.Words.Count > 0))
                => $"'{sentence.Pieces[at].Text}' claims what the reader did, for which there is no evidence.",
            "likes" when sentence.Is(at - 1, "gaining", "gathering", "collecting", "more", "many", "getting", "its", "has") && !sentence.Clause(at).Any(i => sentence.Is(i, "you", "you've", "your", "yours", "who", "people", "people's", "those", "list", "both")) && !sentence.Parties.Picks.Any(p => p.Likes is not null || p.LikedByAlike || p.LikedTogether || p.IsBare) => "'likes' claims popularity, for which there is no evidence.",
            "liked" when sentence.Is(at - 1, "already", "been", "well", "widely", "much") && !sentence.Clause(at).Any(i => sentence.Is(i, "you", "you've", "your", "yours")) && !sentence.Parties.Picks.Any(p => p.Likes is not null || p.LikedByAlike || p.LikedTogether || p.Standing == Standing.Liked) => "'liked' claims popularity, for which there is no evidence.",
            "title" or "titles" or "name" when sentence.Is(at - 2, "in") && sentence.Pieces.Any(p => p.Mention?.Kind == MentionKind.WishWord) => "The words of the wish are in the description; of the title the evidence says nothing.",
            "hit" or "hits" when sentence.Is(at - 1, "a", "big", "real") && !(sentence.Is(at + 1, "with") && sentence.Is(at + 2, "you")) => "'hit' claims popularity, for which there is no evidence.",
            "waiting" when !sentence.Parties.Picks.Any(p => p.IsNew) => "'waiting' claims what the evidence doesn't.",
            "for" or "since" when sentence.Is(at + 1, "years", "ages", "long", "decades") || (sentence.Is(at + 1, "a", "some", "quite") && Enumerable.Range(at + 2, 2).Any(i => sentence.Is(i, "long", "while", "time", "years"))) => "'for' claims a duration, for which there is no evidence.",
            "you" when sentence.Is(at + 1, "always", "usually", "often", "regularly", "keep", "kept") => "'you' claims a habit, for which there is no evidence.",
            "leads" or "lead" or "heads" or "head" or "led" when sentence.Is(at + 1, "the", "our", "your", "this") && sentence.Is(at + 2, "list", "lists", "ranking", "field", "range") => "'leads' claims a first place, for which there is no evidence.",
            "came" or "come" or "comes" when sentence.Is(at + 1, "in") && (at + 2 >= sentence.Pieces.Count || sentence.Pieces[at + 2].IsMark || sentence.Is(at + 2, "today", "only", "recently", "now")) && !sentence.Parties.Picks.Any(p => p.IsNew) => "'came in' claims newness, for which there is no evidence.",
            "favorite" or "favourite" or "favorites" or "favourites" when !Enumerable.Range(at - 3, 6).Any(i => sentence.Is(i, "your", "yours")) && !sentence.Parties.Picks.Any(p => p.Likes is not null) => "'favourite' claims popularity, for which there is no evidence.",
            "rating" or "ratings" or "rated" or "reviews" or "reviewed" when !sentence.Is(at - 1, "whose") && !Denials.IsNear(sentence, at) && !sentence.Clause(at).Any(i => sentence.Pieces[i].Text == "0" || sentence.Is(i, "awaits", "await", "awaiting", "too", "before", "still", "waiting", "waits", "yet", "you", "you'd", "could"))
                => $"'{sentence.Pieces[at].Text}' claims that someone rated it, for which there is no evidence.",
            "reason" or "reasons" or "argument" when !Enumerable.Range(0, sentence.Pieces.Count).Any(i => Denials.IsNear(sentence, i)) && ClaimRules.PicksOf(sentence, at).All(p => p.IsBare) => "'reason' claims a reason, for which there is no evidence.",
            _ => null,
        };
    }

    /// <summary>"You may like it" promises, it doesn't claim; "something like it" likens; what is new is what is different; a word in quotes is named.</summary>
    public static bool IsSaidOfNothing(Sentence sentence, int at)
    {
        var facts = sentence.Parties.Facts;
        return sentence.Pieces[at].Lower switch
        {
            "like" when sentence.Parties.Liked.Count > 0 || sentence.Is(at + 1, "yours", "you") || sentence.IsComparison(at) => true,
            "like" or "love" or "enjoy" or "appreciate" => Enumerable.Range(at - 3, 3).Any(i => sentence.Is(i, "may", "might", "could", "should", "would", "will", "can", "you'll", "to", "you'd")),
            "new" => (sentence.Is(at + 1, "to") && sentence.Is(at + 2, "you", "your")) || sentence.Is(at - 1, "you're") || (sentence.Is(at - 1, "are") && sentence.Is(at - 2, "you")) || !sentence.Pieces.Any(p => p.IsWord && p.Lower is "here" or "us" or "arrival" or "our")
                && sentence.Parties.Picks.Any(f => f.Different is { } different && sentence.Pieces.Any(p => p.Mention?.Kind == MentionKind.Facet && p.Mention.Value == different.Value)),
            "than" => IsPlainThan(sentence, at),
            "more" or "fewer" => false,
            "ahead" => sentence.Is(at - 1, "go"),
            "person" => sentence.Is(at - 1, "same"),
            "describe" or "describes" or "described" => sentence.Is(at - 1, "we", "is", "are", "be", "so", "that", "it", "which"),
            "unlike" => DoubleDenials.Is(sentence, at),
            "description" or "descriptions" => sentence.Is(at - 1, "that", "your") && sentence.Parties.Picks.Any(p => p.ByMeaning),
            "compared" => sentence.Is(at - 1, "we", "i") || facts.Different is not null,
            "profile" => sentence.Is(at - 1, "your") && (sentence.Is(at - 2, "in", "from", "on", "of") || sentence.IsAuxiliary(at + 1)),
            "people" => People.AreMakers(sentence, at),
            "better" => sentence.Is(at - 1, "do", "does", "did") || sentence.Is(at + 1, "reason", "case", "argument", "idea"),
            "mention" => sentence.Is(at - 1, "we", "we'd", "i", "i'd", "to", "worth"),
            "rate" => sentence.Is(at - 1, "any"),
            "everyone" or "everybody" => Enumerable.Range(at - 7, 7).Any(i => sentence.Is(i, "not")),
            "ratings" => sentence.Is(at - 1, "whose") && sentence.Parties.Picks.Any(p => p.LikedByAlike),
            "arrive" or "arrived" => sentence.Is(at + 1, "at"),
            "neighbors" or "neighbours" => sentence.Is(at - 1, "its", "two") || sentence.Is(at - 2, "its"),
            "others" => sentence.Is(at - 1, "among") && !sentence.Is(at + 1, "who", "like"),
            "ask" => !sentence.Is(at - 1, "you", "to", "your") || sentence.Is(at + 1, "why", "me", "us", "how", "yourself"),
            "popular" => sentence.Is(at + 1, "with", "among") && sentence.Between(at, sentence.Pieces.Count).Take(5).Any(i => sentence.Is(i, "who", "whose", "like", "similar", "them", "such")) && sentence.Parties.Picks.Any(p => p.LikedTogether || p.LikedByAlike),
            "asking" or "asks" => sentence.IsWriter(at - 1),
            "differ" or "differs" or "different" => sentence.Parties.Picks.Any(p => p.ByMeaning) && sentence.Clause(at).Any(i => sentence.Is(i, "word", "words", "wording", "terms")),
            "many" => (sentence.Is(at - 1, "so") && sentence.Is(at + 1, "words")) || (sentence.Is(at - 1, "good", "great") || sentence.Is(at + 1, "who", "of", "words")) && sentence.Parties.Picks.Any(p => p.LikedTogether),
            "recent" => sentence.Is(at - 1, "more"),
            "plenty" => sentence.Is(at + 1, "to", "in"),
            "word" or "words" => sentence.Parties.Picks.Any(p => p.ByMeaning) || (sentence.Is(at + 1, "for", "about", "on") && !Enumerable.Range(at - 3, 3).Any(i => sentence.Is(i, "your"))) || sentence.Is(at - 1, "other", "few"),
            "close" or "closer" or "near" or "nearby" => sentence.Is(at + 1, "look"),
            "change" => sentence.Parties.Versus is not null,
            _ => false,
        };
    }

    /// <summary>"If creams are what you're looking for": a condition claims no wish.</summary>
    public static bool IsCondition(Sentence sentence, int at) => Enumerable.Range(0, at).Any(i => sentence.Is(i, "if", "should", "whenever") && Enumerable.Range(i, at - i).All(j => !sentence.IsMarkAt(j, ",", ";", ":")));

    /// <summary>"More than 1,800", "later than X": years and numbers have rules of their own.</summary>
    public static bool IsPlainThan(Sentence sentence, int at) =>
        (sentence.IsWordAt(at + 1) && Lexicon.Numbers.ContainsKey(sentence.Pieces[at + 1].Lower.Split('-')[0])) || (Enumerable.Range(at - 5, 5).Any(i => sentence.Is(i, "more", "less", "other")) && sentence.Is(at + 1, "that", "this", "one", "just", "only", "merely", "a")) ||
        sentence.Is(at - 2, "do", "does", "did") || sentence.Is(at - 1, "rather", "other", "further", "farther", "later", "earlier", "older", "newer", "sooner", "longer") || (at + 1 < sentence.Pieces.Count && sentence.Pieces[at + 1].IsNumber)
        || (sentence.Parties.Versus is null && sentence.Clause(at).Any(i => i < at && sentence.Is(i, "more")) && sentence.Title(sentence.After(at)) is not null)
        || sentence.Is(at - 2, "more", "less") || (sentence.Is(at - 1, "more", "less") && sentence.Is(at + 1, "one", "two", "a"));
}
