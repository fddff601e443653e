using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What is said of an item is true of that item: its attributes, its year, the part that a person had.</summary>
internal static class AttributeRules
{
    // Who brings an item out, and is no person.
    private static readonly string[] Makers = ["label", "developer", "nursery", "studio", "maker", "manufacturer", "brand"];

    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            var piece = sentence.Pieces[i];
            if (piece.Mention is { Kind: MentionKind.Facet } facet)
            {
                foreach (var wrong in Statements.At(sentence, i).Where(s => s.Of.Has(facet.Value) == s.IsDenied))
                {
                    yield return $"'{piece.Text}' is {(wrong.IsDenied ? "denied" : "said")} of {wrong.Of.Item.Title}; the evidence doesn't.";
                }
            }
            else if (piece.IsNumber && sentence.Parties.All.Any(p => p.IsFrom(piece.Text)) && !IsCount(sentence, i)
                && OfYear(sentence, i).FirstOrDefault(s => !s.IsFrom(piece.Text)) is not null)
            {
                yield return $"{piece.Text} is said of the wrong item.";
            }

            if (IsUsedAsTitle(sentence, i))
            {
                yield return $"'{piece.Text}' is no item that the evidence names.";
            }

            if (WrongOwner(sentence, i) is { } owner)
            {
                yield return owner;
            }

            if (WrongPart(sentence, i) is { } fault)
            {
                yield return fault;
            }
        }
    }

    /// <summary>Whose year it is; of two years beside no title, those of two titles in the same order.</summary>
    private static IReadOnlyList<Party> OfYear(Sentence sentence, int at)
    {
        int[] years = [.. sentence.Clause(at).Where(i => sentence.Pieces[i].IsNumber)];
        var titles = sentence.Titles(Enumerable.Range(0, at)) is { Count: > 0 } before ? before : sentence.Titles(Enumerable.Range(0, sentence.Pieces.Count));
        return years.Length == 2 && titles.Count == 2 && !titles.Any(t => t > years[0] && t < years[1]) && (titles[0] > years[1] || sentence.Titles(sentence.Clause(at)).Count == 0) ? [sentence.Title(titles[Array.IndexOf(years, at)])!] : SaidOf.Of(sentence, at, mayBeShared: false);
    }

    /// <summary>"You liked Drama", "Discworld is new here": an attribute is spoken of as if it were an item.</summary>
    private static bool IsUsedAsTitle(Sentence sentence, int at)
    {
        if (sentence.Pieces[at].Mention is not { Kind: MentionKind.Facet })
        {
            return false;
        }

        var next = sentence.After(at);
        // "You've liked F before, in L": what a person made.
        if (Holders.AllFacets(sentence.Parties.Facts).Any(f => f.Value == sentence.Pieces[at].Mention!.Value && FacetKinds.IsPerson(f.Kind)) && sentence.Parties.Liked.Any(l => l.Has(sentence.Pieces[at].Mention!.Value)))
        {
            return false;
        }

        if (sentence.Is(next + 1, "new") && sentence.Is(next + 2, "to"))
        {
            return false;
        }

        var isLiked = (sentence.Is(at - 1, "liked", "loved", "enjoyed") && Enumerable.Range(at - 4, 3).Any(i => sentence.Is(i, "you", "you've")))
            || (sentence.Is(at - 1, "for", "of") && sentence.Is(at - 2, "like", "liking", "thumbs-up") && sentence.Is(at - 3, "your"));
        return (isLiked && (next >= sentence.Pieces.Count || sentence.Pieces[next].Text is "," or ";" or ":" || sentence.Is(next, "and", "so", "led", "brought", "is", "counts", "speaks")))
            || (at == 0 && ((sentence.Is(next, "is", "was") && sentence.Is(next + 1, "new", "one", "liked", "here", "unrated", "among", "on")) || (sentence.Is(next, "has", "got", "won") && sentence.Is(next + 1, "your", "been", "no", "yet"))));
    }

    /// <summary>"The author of X, …, Y": Y wrote X.</summary>
    private static string? WrongOwner(Sentence sentence, int at)
    {
        if (!sentence.Pieces[at].IsWord || !ClaimWords.Roles.TryGetValue(sentence.Pieces[at].Lower, out var kinds) || !sentence.Is(at + 1, "of") || sentence.Title(sentence.After(at + 1)) is not { } owner)
        {
            return null;
        }

        var named = Enumerable.Range(sentence.After(at + 1) + 1, sentence.Pieces.Count).TakeWhile(i => i < sentence.Pieces.Count && sentence.Title(i) is null)
            .FirstOrDefault(i => sentence.Pieces[i].Mention is { Kind: MentionKind.Facet } facet
                && Holders.AllFacets(sentence.Parties.Facts).Any(f => f.Value == facet.Value && kinds.Contains(FacetKinds.Singular(f.Kind))), -1);
        return named < 0 || owner.Has(sentence.Pieces[named].Mention!.Value) ? null : $"'{sentence.Pieces[named].Text}' is said of {owner.Item.Title}; the evidence doesn't.";
    }

    private static bool IsCount(Sentence sentence, int at) => sentence.Parties.Picks.Any(p => $"{p.Likes}" == sentence.Pieces[at].Text);

    /// <summary>"Directed by X": X must be the director of someone spoken of.</summary>
    private static string? WrongPart(Sentence sentence, int at)
    {
        if (!sentence.Pieces[at].IsWord || !ClaimWords.Roles.TryGetValue(sentence.Pieces[at].Lower, out var kinds))
        {
            return null;
        }

        // The name follows ("directed by X", "director X"), or else stands before ("X directs", "X in the cast").
        var person = (sentence.Is(at - 1, "as") ? Nearest(sentence, at, -1) : null) ?? Nearest(sentence, at, 1) ?? Nearest(sentence, at, -1);
        var isHeld = person is null || !Holders.AllFacets(sentence.Parties.Facts).Any(f => f.Value == person.Mention!.Value && (FacetKinds.IsPerson(f.Kind) || Makers.Contains(FacetKinds.Singular(f.Kind)) || ClaimWords.Roles.Values.Any(k => k.Contains(FacetKinds.Singular(f.Kind)) && FacetKinds.Singular(f.Kind) != "country"))) || Holders.AllFacets(sentence.Parties.Facts).Any(f => f.Value == person.Mention!.Value && kinds.Contains(FacetKinds.Singular(f.Kind)));
        return isHeld ? null : $"'{sentence.Pieces[at].Text}' gives {person!.Text} a part that the evidence doesn't.";
    }

    private static Piece? Nearest(Sentence sentence, int at, int step)
    {
        var i = at + step;
        // "The writer and star X" is said of X twice.
        if (step > 0 && sentence.Is(i, "and") && i + 1 < sentence.Pieces.Count && ClaimWords.Roles.ContainsKey(sentence.Pieces[i + 1].Lower))
        {
            i += 2;
        }

        while (i >= 0 && i < sentence.Pieces.Count && (sentence.Pieces[i].Text is "\"" or "(" || (step > 0 && sentence.Pieces[i].Text is "," or ":") || sentence.Is(i, "by", "is", "was", "of", "the", "also", "from", "in", "a", "as", "both", "has", "who")))
        {
            i += step;
        }

        return i >= 0 && i < sentence.Pieces.Count && sentence.Pieces[i].Mention is { Kind: MentionKind.Facet } ? sentence.Pieces[i] : null;
    }
}
