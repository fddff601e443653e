using System.Globalization;
using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Every number is the evidence's, in digits or in words, and counts what it says.</summary>
internal static class NumberRules
{
    private const double Roughly = .9;

    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            var piece = sentence.Pieces[i];
            if (piece.IsWord && Lexicon.Numbers.TryGetValue(piece.Lower, out var word) && !Counts(sentence.Parties.Facts).Any(c => c == word || (c > word && sentence.Is(i + 1, "or") && sentence.Is(i + 2, "more"))) && !IsLikes(sentence, i, word) && !IsBetweenYears(sentence, i, word))
            {
                yield return $"'{piece.Text}' is no number of the evidence.";
            }
            else if (piece.IsNumber && int.TryParse(piece.Text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
            {
                // Years are looked at with their item; here only whether anything is of that year.
                if (!sentence.Parties.All.Any(p => p.IsFrom(piece.Text)) && !IsLikes(sentence, i, number) && !IsBetweenYears(sentence, i, number) && !(number == 0 && sentence.Is(i + 1, "ratings", "reviews") && sentence.Parties.Picks.Any(p => p.IsNew)) && !IsShare(sentence, i))
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

    /// <summary>Whether those it is said of have as many likes; "more than" and the like allow for rounding.</summary>
    private static bool IsLikes(Sentence sentence, int at, int number)
    {
        var said = OfCount(sentence, at);
        var likes = (said.Any(p => p.Pick?.Likes is not null) || said.Count > 0 && said.All(p => p.Kind == MentionKind.Versus || p.Kind == MentionKind.Liked || sentence.Parties.Versus is not null) ? said : sentence.Parties.All).Select(p => p.Pick?.Likes).OfType<int>();
        bool Says(params string[] words) => sentence.Is(at - 1, words) || (sentence.Is(at - 1, "than") && sentence.Is(at - 2, words));
        return likes.Any(l => Says("more", "over", "above") ? number < l && number >= l * Roughly
            : Says("fewer", "less", "under", "below") ? number > l && number * Roughly <= l
            : Says("nearly", "almost") ? number >= l && number * Roughly <= l
            : Says("about", "around", "some", "roughly", "approximately") ? number >= l * Roughly && number * Roughly <= l
            : number == l);
    }

    /// <summary>Whose likes a number counts: of two numbers and two titles, those in the same order.</summary>
    private static IReadOnlyList<Party> OfCount(Sentence sentence, int at)
    {
        int[] numbers = [.. Enumerable.Range(0, sentence.Pieces.Count).Where(i => sentence.Pieces[i].IsNumber && !sentence.Parties.All.Any(p => p.IsFrom(sentence.Pieces[i].Text)))];
        var titles = sentence.Titles(Enumerable.Range(0, sentence.Pieces.Count)).Where(i => sentence.Title(i)!.Pick is not null).ToArray();
        return numbers.Length == 2 && titles.Length == 2 && numbers.Contains(at) ? [sentence.Title(titles[Array.IndexOf(numbers, at)])!] : SaidOf.Of(sentence, at, mayBeShared: false);
    }

    /// <summary>"Ten years later": as many as lie between two of the items.</summary>
    private static bool IsBetweenYears(Sentence sentence, int at, int number)
    {
        int[] years = [.. sentence.Parties.All.Select(p => p.Item.Year).OfType<int>()];
        return sentence.Is(at + 1, "year", "years") && years.Any(one => years.Any(other => other - one == number));
    }

    private static bool IsShare(Sentence sentence, int at) => at + 1 < sentence.Pieces.Count && sentence.Pieces[at + 1].Text == "%"
        && sentence.Parties.Facts.Liked.Any(l => Math.Round(l.Share * 100).ToString(CultureInfo.InvariantCulture) == sentence.Pieces[at].Text);

    /// <summary>Whether a word of the wish is said to stand in the text of an item where it doesn't.</summary>
    private static bool WrongWish(Sentence sentence, int at, string word)
    {
        Party[] named = [.. sentence.Titles(sentence.Clause(at)).Select(i => sentence.Title(i)!).Distinct()];
        var speaksOfTexts = sentence.Clause(at).Any(i => sentence.Is(i, "description", "text", "blurb", "notes", "case"));
        var subjects = named.Length > 1 ? SaidOf.Of(sentence, at, mayBeShared: false) : named;
        return speaksOfTexts && subjects.Count > 0 && !sentence.Clause(at).Any(i => sentence.Is(i, "its")) && !subjects.Any(s => s.Pick?.Words.Contains(word, StringComparer.OrdinalIgnoreCase) == true);
    }

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
        // Reasons.
        yield return new[] { facts.Words.Count > 0, facts.ByMeaning, facts.Liked.Count > 0, facts.LikedByAlike, facts.Likes is not null, facts.IsNew }.Count(holds => holds);
    }
}
