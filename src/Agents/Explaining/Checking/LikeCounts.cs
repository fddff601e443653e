using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Whether a number is how many like the item that it is said of; "more than", "nearly" and "about" allow for rounding.</summary>
internal static class LikeCounts
{
    private const double Roughly = .9;

    /// <summary>Whether those that the number at a place is said of have as many likes.</summary>
    public static bool Are(Sentence sentence, int at, int number) => Of(sentence, at).Select(p => p.Pick?.Likes).OfType<int>().Any(likes => Says(sentence, at, number, likes));

    private static bool Says(Sentence sentence, int at, int number, int likes)
    {
        var isMore = sentence.Is(at + 1, "and", "or") && sentence.Is(at + 2, "more", "counting", "over", "up");
        // "Over a thousand".
        at = sentence.Is(at - 1, "a") || (sentence.Is(at, "hundred", "thousand") && sentence.IsWordAt(at - 1) && Lexicon.Numbers.ContainsKey(sentence.Pieces[at - 1].Lower)) ? at - 1 : at;
        // "More than", "well over", "no fewer than", "just under", "200 or so".
        bool Before(params ReadOnlySpan<string> words) => sentence.Is(at - 1, words) || (sentence.Is(at - 1, "than", "of", "to", "under", "over", "least", "most", "from") && sentence.Is(at - 2, words)) || (sentence.Is(at - 1, "than") && sentence.Is(at - 3, words));
        var isDenied = sentence.Is(at - 1, "than") && sentence.Is(at - 3, "no", "not");
        var isAbove = Before("more", "over", "above", "upwards", "upward", "north", "beyond", "least", "past", "exceeding") || (isDenied && Before("fewer", "less"));
        var isBelow = Before("nearly", "almost", "under", "below", "close", "shy", "short", "most", "approaching", "up", "quite") || (Before("fewer", "less") && !isDenied) || (sentence.Is(at - 1, "to") && sentence.Is(at - 2, "close", "next", "up"));
        var isAbout = Before("about", "around", "some", "roughly", "approximately", "circa", "maybe", "perhaps") || (sentence.Is(at + 1, "or") && sentence.Is(at + 2, "so")) || sentence.Is(at + 1, "odd");
        return number == likes || ((isAbove || isMore) && number < likes && number >= likes * Roughly) || (isBelow && number > likes && number * Roughly <= likes)
            || (isAbout && number >= likes * Roughly && number * Roughly <= likes);
    }

    /// <summary>Whose likes a number counts.</summary>
    private static IReadOnlyList<Party> Of(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        if (sentence.Parties.Versus is null)
        {
            // Only of the item likes are known; a number beside a liked one is said of that.
            Party[] named = [.. unit.Places.Select(sentence.Title).OfType<Party>().Distinct()];
            return named.Length == 0 || named.Contains(sentence.Parties.Item) || Subjects.Of(sentence, unit).Count == 0 && !IsObject(sentence, unit, at) ? [sentence.Parties.Item] : named;
        }

        int[] numbers = [.. Enumerable.Range(0, sentence.Pieces.Count).Where(i => sentence.Pieces[i].IsNumber && !sentence.Parties.All.Any(p => p.IsFrom(sentence.Pieces[i].Text)))];
        if (numbers.Length == 2 && numbers.Contains(at))
        {
            // "X does better than Y: 153 likes to 47": the first is the subject's.
            if (sentence.Between(numbers[0], numbers[1]).All(i => sentence.Is(i, "likes", "people", "to", "against", "versus", "vs", "as", "compared", "opposed", "with", "for", "and", "instead", "of", "rather", "than") || sentence.Pieces[i].IsMark)
                && First(sentence, numbers[0]) is { } first)
            {
                return [at == numbers[0] ? first : sentence.Parties.All.First(p => p != first && p.Pick is not null)];
            }

            var titles = sentence.Titles(Enumerable.Range(0, sentence.Pieces.Count)).Where(i => sentence.Title(i)!.Pick is not null).ToArray();
            if (titles.Length == 2)
            {
                return [sentence.Title(titles[Array.IndexOf(numbers, at)])!];
            }
        }

        var said = SaidOf.Of(sentence, at, mayBeShared: false);
        return said.Any(p => p.Pick is not null) ? said : said.Count > 0 && Subjects.Of(sentence, unit).Count > 0 ? [] : [.. sentence.Parties.All];
    }

    /// <summary>Whom the clause before a pair of numbers is about.</summary>
    private static Party? First(Sentence sentence, int at)
    {
        if (Subjects.Of(sentence, sentence.Unit(at)).FirstOrDefault(p => p.Pick is not null) is { } own)
        {
            return own;
        }

        foreach (var unit in sentence.Units.Where(u => u.Places[0] < at && u.Outer is null && u != sentence.Unit(at)).Reverse())
        {
            if (Subjects.Of(sentence, unit).FirstOrDefault(p => p.Pick is not null) is { } subject)
            {
                return subject;
            }

            if (unit.Places.Select(sentence.Title).FirstOrDefault(p => p?.Pick is not null) is { } named && unit.Verb >= 0)
            {
                return named;
            }
        }

        return null;
    }

    /// <summary>"12 people liked X": what they liked.</summary>
    private static bool IsObject(Sentence sentence, Unit unit, int at) => unit.Places.Any(p => p > at && sentence.Is(p, "like", "liked", "love", "loved", "enjoy", "enjoyed", "for") && sentence.Title(sentence.NamedAt(p + 1)) is not null);
}
