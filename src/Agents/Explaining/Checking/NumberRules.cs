using System.Globalization;
using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Every number is the evidence's, in digits or in words, and counts what it says.</summary>
internal static class NumberRules
{
    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            var piece = sentence.Pieces[i];
            if (piece.IsWord && Value(sentence, i) is { } word && !CountsSomething(sentence, i, word) && !LikeCounts.Are(sentence, i, word) && !IsBetweenYears(sentence, i, word))
            {
                yield return $"'{piece.Text}' is no number of the evidence.";
            }
            else if (piece.IsNumber && int.TryParse(piece.Text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
            {
                // Years are looked at with their item; here only whether anything is of that year.
                if (!sentence.Parties.All.Any(p => p.IsFrom(piece.Text)) && !LikeCounts.Are(sentence, i, number) && !IsBetweenYears(sentence, i, number) && !(number == 0 && sentence.Is(i + 1, "ratings", "reviews") && sentence.Parties.Picks.Any(p => p.IsNew)) && !IsShare(sentence, i) && !IsDifference(sentence, i, number))
                {
                    yield return $"{piece.Text} is no number of the evidence.";
                }
            }
            else if (piece.IsNumber && !sentence.Parties.All.Any(p => p.IsFrom(piece.Text)))
            {
                yield return $"{piece.Text} is no number of the evidence.";
            }
            else if (piece.Mention is { Kind: MentionKind.WishWord } wish && WrongWish(sentence, i, wish.Value))
            {
                yield return $"'{piece.Text}' is said to be in a text where it isn't.";
            }
        }
    }

    /// <summary>"Two thousand" at its last word; null at the words before, and for words that are no number.</summary>
    private static int? Value(Sentence sentence, int at) => Value(sentence.Pieces[at].Lower) is not { } value || sentence.Is(at + 1, "hundred", "thousand", "million") ? null
        : value >= 100 && at > 0 && sentence.Pieces[at - 1].IsWord && Value(sentence.Pieces[at - 1].Lower) is { } times and < 100 ? times * value : value;

    /// <summary>"Thirty", "thirty-three"; null for other words.</summary>
    private static int? Value(string word)
    {
        var parts = word.Split('-');
        return parts.Length > 2 || !Lexicon.Numbers.TryGetValue(parts[0], out var tens) ? null : parts.Length == 1 ? tens : tens >= 20 && Lexicon.Numbers.TryGetValue(parts[1], out var ones) ? tens + ones : null;
    }

    /// <summary>"Ten years later": as many as lie between two of the items.</summary>
    private static bool IsBetweenYears(Sentence sentence, int at, int number)
    {
        int[] years = [.. sentence.Parties.All.Select(p => p.Item.Year).OfType<int>()];
        return (sentence.Is(at + 1, "year", "years") || (sentence.Is(at + 1, "after", "before", "later", "earlier") && sentence.Pieces.Any(p => p.IsWord && p.Lower is "year" or "years"))) && years.Any(one => years.Any(other => other - one == number || (sentence.Is(at - 1, "than", "over", "nearly", "almost", "about", "some") && Math.Abs(other - one - number) <= Math.Max(1, number / 8))));
    }

    /// <summary>"52 more": as many as lie between the likes of two items.</summary>
    private static bool IsDifference(Sentence sentence, int at, int number) => sentence.Clause(at).Any(i => sentence.Is(i, "more", "fewer", "less", "lead", "leads", "ahead", "gap", "margin", "difference", "by")) && sentence.Parties.Picks.Select(p => p.Likes).OfType<int>().ToArray() is [var one, var other, ..] && Math.Abs(one - other) == number;

    private static bool IsShare(Sentence sentence, int at) => at + 1 < sentence.Pieces.Count && sentence.Pieces[at + 1].Text == "%"
        && sentence.Parties.Facts.Liked.Any(l => Math.Round(l.Share * 100).ToString(CultureInfo.InvariantCulture) == sentence.Pieces[at].Text);

    /// <summary>Whether a word of the wish is said to stand in the text of an item where it doesn't.</summary>
    private static bool WrongWish(Sentence sentence, int at, string word)
    {
        // "L is described as small".
        if (Subjects.Of(sentence, sentence.Unit(at)) is { Count: > 0 } subject && subject.All(p => p.Kind == MentionKind.Liked) && sentence.Unit(at).Places.Any(p => p < at && sentence.Is(p, "described", "mentions", "says", "contains", "description")))
        {
            return true;
        }

        Party[] named = [.. sentence.Titles(sentence.Clause(at)).Select(i => sentence.Title(i)!).Distinct()];
        var speaksOfTexts = sentence.Clause(at).Any(i => sentence.Is(i, "description", "text", "blurb", "notes", "case"));
        var subjects = named.Length > 1 ? SaidOf.Of(sentence, at, mayBeShared: false) : named;
        return speaksOfTexts && subjects.Count > 0 && !sentence.Clause(at).Any(i => sentence.Is(i, "its")) && !subjects.Any(s => s.Pick?.Words.Contains(word, StringComparer.OrdinalIgnoreCase) == true);
    }

    /// <summary>Whether a word such as "two" counts what the evidence holds, or what the sentence lists.</summary>
    private static bool CountsSomething(Sentence sentence, int at, int number)
    {
        var facts = sentence.Parties.Facts;
        var isPart = sentence.Is(at + 1, "of") || (sentence.Is(at + 1, "or") && sentence.Is(at + 2, "more")) || sentence.Is(at - 1, "first", "last");
        // "You liked three books by F": of the likes.
        if (Enumerable.Range(at - 3, 3).Any(i => i >= 0 && sentence.Unit(i) == sentence.Unit(at) && LikePhrases.OfAct(sentence, i) == Liking.Likes && LikeActs.Reader(sentence, i) is not null) && !sentence.Is(at + 1, "of"))
        {
            return number <= sentence.Parties.Liked.Count;
        }

        int Listed(Func<Mention, bool> which) => sentence.Pieces.Select(p => p.Mention).OfType<Mention>().Where(which).Select(m => m.Value).Distinct().Count();
        return Counts(facts).Any(c => c == number || (c > number && isPart))
            || Listed(m => m.IsTitle && m.Kind != MentionKind.Disliked) == number && !sentence.Is(at + 1, "people", "others", "likes")
            || Listed(m => m.Kind == MentionKind.Facet) == number || Listed(m => m.Kind == MentionKind.WishWord) == number
            || (Enumerable.Range(at + 1, 2).Any(i => sentence.Is(i, "reasons", "things", "ways", "points", "grounds", "respects", "counts", "arguments", "links", "words", "facts", "hints", "clues")) && number <= Reasons(facts));
    }

    /// <summary>How many reasons may be told apart.</summary>
    private static int Reasons(PickFacts facts) => facts.Words.Count + facts.InCommon.Count + facts.Liked.Count + new[] { facts.ByMeaning, facts.LikedTogether, facts.LikedByAlike, facts.Likes is not null, facts.IsNew, facts.Different is not null }.Count(holds => holds);

    /// <summary>What may be counted in words.</summary>
    private static IEnumerable<int> Counts(PickFacts facts)
    {
        yield return facts.Likes ?? -1;
        yield return facts.Liked.Count;
        yield return facts.Words.Count;
        yield return facts.InCommon.Select(f => f.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        // The item and what it shares something with, or is held against.
        yield return facts.Liked.Count > 0 ? facts.Liked.Count + 1 : -1;
        yield return facts.Versus is null ? -1 : 2;
    }
}
