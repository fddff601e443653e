using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>
/// What is said of an item is true of that item. Whom a fact is said of is read off the order of words: the title named last
/// before it, unless a new clause turns back to the item; where a sentence speaks of something shared, all titles in it.
/// </summary>
internal static class SubjectRules
{
    private static readonly string[] Sharing = ["share", "shares", "shared", "sharing", "common", "same", "both", "overlap", "overlaps"];
    private static readonly string[] Turning = ["it", "this", "you", "you'll", "you'd", "we", "here", "consider", "try", "so", "i", "that's"];

    public static bool IsYearOfAny(string number, PickFacts facts) => Items(facts).Any(i => Holders.HasYear(i, number) || IsDecadeOf(i, number));

    public static IEnumerable<string> Faults(IReadOnlyList<Piece> sentence, PickFacts facts) =>
        WrongFacets(sentence, facts).Concat(WrongLikes(sentence, facts)).Concat(WrongAdvice(sentence, facts)).Concat(WrongRank(sentence, facts)).Concat(WrongRoles(sentence, facts));

    private static IEnumerable<ItemFacts> Items(PickFacts facts) =>
        [facts.Item, .. Mentions.AllLiked(facts).Select(l => l.Item), .. facts.Versus is { } v ? new[] { v.Facts.Item } : []];

    private static bool IsDecadeOf(ItemFacts item, string number) =>
        item.Year is { } year && number.EndsWith('s') && number[..^1] is var decade && ($"{year / 10 * 10}" == decade || $"{year / 10 * 10 % 100}" == decade);

    private static IEnumerable<string> WrongFacets(IReadOnlyList<Piece> sentence, PickFacts facts)
    {
        for (var i = 0; i < sentence.Count; i++)
        {
            var piece = sentence[i];
            if (piece.Mention is { Kind: MentionKind.Facet } facet)
            {
                var wrong = Subjects(sentence, i, facts, Clause(sentence, i).Any(p => p.IsWord && Sharing.Contains(p.Lower))).FirstOrDefault(s => !Holders.Has(s, facet.Value));
                if (wrong is not null)
                {
                    yield return $"'{piece.Text}' is said of {wrong.Title}; the evidence doesn't.";
                }
            }
            else if (piece.IsNumber && IsYearOfAny(piece.Text, facts)
                && !Subjects(sentence, i, facts, shares: false).All(s => Holders.HasYear(s, piece.Text) || IsDecadeOf(s, piece.Text) || $"{facts.Likes}" == piece.Text))
            {
                yield return $"{piece.Text} is said of the wrong item.";
            }
        }
    }

    /// <summary>The items that something at a place is said of.</summary>
    private static ItemFacts[] Subjects(IReadOnlyList<Piece> sentence, int at, PickFacts facts, bool shares)
    {
        var titles = Clause(sentence, at).Select(p => p.Mention).OfType<Mention>().Where(m => m.IsTitle).Select(m => Holders.Item(facts, m)).OfType<ItemFacts>().Distinct().ToArray();
        if (shares && titles.Length > 0)
        {
            return facts.Versus is null ? [facts.Item, .. titles] : titles;
        }

        // "the Romance film Alien", "Western fans … Alien": directly before a title it is said of that one.
        if (Ahead(sentence, at) is { } next && Holders.Item(facts, next) is { } named)
        {
            return [named];
        }

        for (var i = at - 1; i >= 0; i--)
        {
            if (sentence[i].Mention is { IsTitle: true } title)
            {
                return Holders.Item(facts, title) is { } item ? [item] : [];
            }

            if (sentence[i].IsWord && Turning.Contains(sentence[i].Lower) && (i == 0 || !sentence[i - 1].IsWord || sentence[i - 1].Lower is "and" or "but" or "so" or "then"))
            {
                return [facts.Item];
            }
        }

        return facts.Versus is null ? [facts.Item] : [];
    }

    private static Mention? Ahead(IReadOnlyList<Piece> sentence, int at)
    {
        for (var i = at + 1; i < sentence.Count && i <= at + 4; i++)
        {
            if (sentence[i].Mention is { IsTitle: true } title)
            {
                return title;
            }

            if (!sentence[i].IsWord || !(ClaimWords.Nouns.Contains(sentence[i].Lower) || ClaimWords.Roles.ContainsKey(sentence[i].Lower) || sentence[i].Lower is "in" or "of" or "also" or "side"))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>"You liked X", "X, which you liked": X must be liked.</summary>
    private static IEnumerable<string> WrongLikes(IReadOnlyList<Piece> sentence, PickFacts facts)
    {
        for (var i = 0; i < sentence.Count; i++)
        {
            if (!IsYourLike(sentence, i))
            {
                continue;
            }

            var after = sentence.Skip(i + 1).TakeWhile(p => !p.IsMark || p.Text is "\"" or "(" or ")").ToArray();
            var target = after.TakeWhile(p => !p.IsWord || p.Lower is "the" or "both" or "film" or "movie" or "book" or "and" or "or" or "for" or "of" or "to" or "a" or "like").FirstOrDefault(p => p.Mention is { IsTitle: true })
                ?? (sentence.Take(i).Any(p => p.IsWord && p.Lower is "which" or "that" or "whom") ? sentence.Take(i).LastOrDefault(p => p.Mention is { IsTitle: true }) : null);
            Piece[] said = target is null ? [] : [target, .. Listed(sentence, target)];
            if (said.FirstOrDefault(t => !IsLiked(t.Mention!, facts)) is { } wrong)
            {
                yield return $"The text says that {wrong.Text} is liked; the evidence doesn't.";
            }
            else if (target is null && Mentions.AllLiked(facts).All(_ => false) && facts.Standing == Standing.None && !facts.IsBare && facts.Versus is null)
            {
                yield return $"'{sentence[i].Text}' claims likes, for which there is no evidence.";
            }
        }
    }

    private static bool IsLiked(Mention title, PickFacts facts) => title.Kind switch
    {
        MentionKind.Liked => true,
        MentionKind.Item => facts.Standing == Standing.Liked,
        MentionKind.Versus => facts.Versus!.Facts.Standing == Standing.Liked,
        _ => false,
    };

    private static bool IsYourLike(IReadOnlyList<Piece> sentence, int at)
    {
        if (!sentence[at].IsWord || sentence[at].Lower is not ("liked" or "loved" or "enjoyed" or "like" or "love" or "enjoy" or "appreciated" or "liking" or "fan" or "fond" or "fondness" or "rated" or "favoured" or "favored"))
        {
            return false;
        }

        var before = sentence.Take(at).TakeLast(3).ToArray();
        return before.Any(p => p.IsWord && p.Lower is "you" or "you've" or "your" or "you're") && !before.Any(p => p.IsWord && p.Lower is "may" or "might" or "could" or "should" or "would" or "will" or "can" or "to" or "if");
    }

    private static Piece? Nearest(IEnumerable<Piece> pieces) => WithoutFurtherRoles([.. pieces])
        .SkipWhile(p => p.Text is "," or ":" or "\"" || (p.IsWord && p.Lower is "by" or "is" or "was" or "of" or "the" or "also" or "from" or "in" or "a" or "as" or "both" or "has" or "who"))
        .FirstOrDefault() is { Mention.Kind: MentionKind.Facet } name ? name : null;

    /// <summary>"The writer and star X" is said of X twice.</summary>
    private static IEnumerable<Piece> WithoutFurtherRoles(Piece[] pieces) =>
        pieces is [{ Lower: "and" }, { IsWord: true } role, ..] && ClaimWords.Roles.ContainsKey(role.Lower) ? pieces.Skip(2) : pieces;

    /// <summary>The part of a sentence around a place that says one thing.</summary>
    private static IEnumerable<Piece> Clause(IReadOnlyList<Piece> sentence, int at)
    {
        static bool Parts(Piece p) => p.Text == ";" || (p.IsWord && p.Lower is "while" or "whereas" or "but");
        return sentence.Take(at).Reverse().TakeWhile(p => !Parts(p)).Reverse().Concat(sentence.Skip(at).TakeWhile(p => !Parts(p)));
    }

    /// <summary>"You liked X, Y and Z": the titles beyond the first of a list.</summary>
    private static IEnumerable<Piece> Listed(IReadOnlyList<Piece> sentence, Piece first)
    {
        var at = sentence.Index().First(p => ReferenceEquals(p.Item, first)).Index + 1;
        while (at < sentence.Count)
        {
            var joined = at;
            while (joined < sentence.Count && sentence[joined] is { Text: "," or "\"" } or { IsWord: true, Lower: "and" or "or" })
            {
                joined++;
            }

            // A word that goes on after the title begins another clause: "You liked X, and Y shares …".
            var next = sentence.Skip(joined + 1).FirstOrDefault(p => p.Text != "\"");
            if (joined == at || joined >= sentence.Count || sentence[joined].Mention is not { IsTitle: true }
                || (next is { IsWord: true } && next.Lower is not ("and" or "or" or "so" or "because")))
            {
                yield break;
            }

            yield return sentence[joined];
            at = joined + 1;
        }
    }

    /// <summary>"Try X": X is the item that is explained, not one that brought it in.</summary>
    private static IEnumerable<string> WrongAdvice(IReadOnlyList<Piece> sentence, PickFacts facts)
    {
        for (var i = 0; facts.Versus is null && i + 1 < sentence.Count; i++)
        {
            if (sentence[i].IsWord && sentence[i].Lower is "try" or "consider" or "recommend" or "suggest" or "suggesting" or "recommending"
                && sentence.Skip(i + 1).SkipWhile(p => p.Text == "\"").First() is { Mention: { IsTitle: true, Kind: not MentionKind.Item } } other)
            {
                yield return $"The text recommends {other.Text}, which is not the item.";
            }
        }
    }

    private static IEnumerable<string> WrongRank(IReadOnlyList<Piece> sentence, PickFacts facts)
    {
        var at = sentence.Index().FirstOrDefault(p => p.Item.IsWord && p.Item.Lower is "higher" or "ahead" or "better" or "stronger" or "outranks" or "lower" or "weaker").Index;
        if (at == 0)
        {
            yield break;
        }

        var winner = sentence.Take(at).LastOrDefault(p => p.Mention is { IsTitle: true })?.Mention?.Kind ?? MentionKind.Item;
        var otherWins = (winner == MentionKind.Versus) != (sentence[at].Lower is "lower" or "weaker");
        if (facts.Versus?.RanksHigher != otherWins)
        {
            yield return $"'{sentence[at].Text}' puts the items in an order that the evidence doesn't.";
        }
    }

    /// <summary>"Directed by X": X must be the director of someone spoken of.</summary>
    private static IEnumerable<string> WrongRoles(IReadOnlyList<Piece> sentence, PickFacts facts)
    {
        for (var i = 0; i < sentence.Count; i++)
        {
            if (!sentence[i].IsWord || !ClaimWords.Roles.TryGetValue(sentence[i].Lower, out var kinds))
            {
                continue;
            }

            // The name follows ("directed by X", "director X"), or else stands before ("X directs", "X in the cast").
            var person = Nearest(sentence.Skip(i + 1)) ?? Nearest(sentence.Take(i).Reverse());
            if (person is not null && !Holders.AllFacets(facts).Any(f => f.Value == person.Mention!.Value && kinds.Contains(FacetKinds.Singular(f.Kind))))
            {
                yield return $"'{sentence[i].Text}' gives {person.Text} a part that the evidence doesn't.";
            }
        }
    }
}
