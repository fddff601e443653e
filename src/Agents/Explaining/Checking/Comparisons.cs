using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Which of two ranks higher, is older, or has more likes.</summary>
internal static class Comparisons
{
    private static readonly FrozenSet<string> Ranks = Lexicon.Words("rank ranks ranked ranking outrank outranks outranked placed position ahead higher lower stronger weaker better score scores scored");
    private static readonly FrozenSet<string> Up = Lexicon.Words("leads beats precedes tops above over high higher ahead before outrank outranks outranked first better stronger top");
    private static readonly FrozenSet<string> Down = Lexicon.Words("follows trails below lower behind after under beneath second weaker");
    private static readonly FrozenSet<string> Denying = Lexicon.Words("not doesn't isn't don't never no can't cannot won't");
    private static readonly FrozenSet<string> Older = Lexicon.Words("older earlier before first precedes predates preceded predated elder");
    private static readonly FrozenSet<string> Newer = Lexicon.Words("newer later after younger follows postdates recent");
    private static readonly FrozenSet<string> OfTime = Lexicon.Words("older newer younger predates predated precedes preceded postdates elder");

    /// <summary>Whether a clause speaks of ranks.</summary>
    public static bool IsRank(Sentence sentence, int at) => sentence.Clause(at).Any(i => sentence.Pieces[i].IsWord && Ranks.Contains(sentence.Pieces[i].Lower))
        || (sentence.Parties.Versus is not null && (sentence.Pieces.Any(p => p.IsWord && p.Lower is "order" or "ranking") || IsPlace(sentence, at)));

    /// <summary>"X comes before Y", "X first, Y second", where no year is spoken of.</summary>
    private static bool IsPlace(Sentence sentence, int at) => !sentence.Pieces.Any(p => p.IsNumber || (p.IsWord && p.Lower is "year" or "years" or "made" or "released" or "published" or "appeared"))
        && ((sentence.Is(at, "before", "after") && sentence.IsNamed(at + 1) && sentence.Is(at - 1, "comes", "come", "goes", "stands", "is", "listed", "shown"))
            || (sentence.Is(at, "above", "below") && sentence.Title(sentence.NamedAt(at + 1))?.Pick is not null)
            || (sentence.Is(at, "follows", "trails", "leads", "beats", "precedes", "tops") && sentence.Title(sentence.NamedAt(at + 1))?.Pick is not null)
            || (sentence.Is(at, "first", "second") && sentence.Is(at + 1, "choice", "pick", "suggestion", "place", "option", "one") && Subjects.Of(sentence, sentence.Unit(at)).Any(p => p.Pick is not null))
            || (sentence.Is(at, "top") && (sentence.Is(at - 2, "out") || sentence.Is(at - 2, "at")))
            || (sentence.Is(at, "first", "second") && (sentence.Title(at - 1)?.Pick is not null || sentence.Is(at - 1, "comes", "stands", "goes", "is")) && (at + 1 >= sentence.Pieces.Count || sentence.IsMarkAt(at + 1, ",", ":", ";"))));

    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            if (!sentence.Pieces[i].IsWord)
            {
                continue;
            }

            var word = sentence.Pieces[i].Lower;
            // "Better take X" advises.
            if (word == "better" && (sentence.Is(i - 1, "do", "does", "did") || sentence.Is(i + 1, "take", "try", "choose", "pick", "go", "have", "start", "stick")))
            {
                continue;
            }

            if ((Up.Contains(word) || Down.Contains(word)) && !sentence.Is(i + 1, "reason", "case") && IsRank(sentence, i) && !IsRightRank(sentence, i))
            {
                yield return $"'{sentence.Pieces[i].Text}' puts the items in an order that the evidence doesn't.";
            }
            else if (word is "equally" or "equal" or "level" && IsRank(sentence, i) && sentence.Parties.Facts.Versus is not { RanksHigher: null })
            {
                yield return $"'{sentence.Pieces[i].Text}' puts the items in an order that the evidence doesn't.";
            }
            else if (IsOfTime(sentence, i, word) && Pair(sentence, i) is var (one, other) && !IsInOrder(sentence, i, one, other))
            {
                yield return $"'{sentence.Pieces[i].Text}' puts the years in an order that the evidence doesn't.";
            }
            else if (IsOfLikes(sentence, i) && Pair(sentence, sentence.Clause(i).First(j => sentence.Is(j, "than"))) is var (more, fewer) && !(more.Pick?.Likes > fewer.Pick?.Likes == (word == "more")))
            {
                yield return $"'{sentence.Pieces[i].Text}' compares likes as the evidence doesn't.";
            }
        }
    }

    /// <summary>"More likes than Y", "liked by fewer people than Y".</summary>
    public static bool IsOfLikes(Sentence sentence, int at) => sentence.Is(at, "more", "fewer", "less") && !sentence.Is(at + 1, "to", "of") && sentence.Clause(at).Any(j => sentence.Is(j, "like", "likes", "liked")) && sentence.Clause(at).Any(j => sentence.Is(j, "than") && sentence.Title(sentence.NamedAt(j + 1)) is not null);

    private static bool IsRightRank(Sentence sentence, int at)
    {
        if (sentence.Parties.Versus is null)
        {
            return false;
        }

        // "Ranks higher than": one relation, said with two words.
        if (sentence.Clause(at).Any(i => i < at && sentence.Pieces[i].IsWord && (Up.Contains(sentence.Pieces[i].Lower) || Down.Contains(sentence.Pieces[i].Lower))))
        {
            return true;
        }

        var winner = Pair(sentence, at).One;
        var isUp = Up.Contains(sentence.Pieces[at].Lower) != sentence.Clause(at).Any(i => i < at && sentence.Pieces[i].IsWord && Denying.Contains(sentence.Pieces[i].Lower));
        return winner.Pick is not null && sentence.Parties.Facts.Versus!.RanksHigher == ((winner.Kind == MentionKind.Versus) == isUp);
    }

    private static bool IsOfTime(Sentence sentence, int at, string word) => !(word is "before" && (at + 1 >= sentence.Pieces.Count || sentence.Pieces[at + 1].IsMark)) && ((word == "recent" && sentence.Is(at - 1, "more")) || OfTime.Contains(word)
        || ((Older.Contains(word) || Newer.Contains(word)) && !IsRank(sentence, at) && sentence.Clause(at).Any(i => sentence.Is(i, "came", "comes", "made", "released", "years", "year", "appeared", "published", "directed", "dates"))));

    private static bool IsInOrder(Sentence sentence, int at, Party one, Party other)
    {
        var isDenied = sentence.Clause(at).Any(i => i < at && sentence.Pieces[i].IsWord && Denying.Contains(sentence.Pieces[i].Lower));
        return one.Item.Year is { } year && other.Item.Year is { } than && (Older.Contains(sentence.Pieces[at].Lower) ? year < than : year > than) != isDenied;
    }

    /// <summary>Whom the clause is about; "placed below Y, X is …" is about X.</summary>
    private static Party? About(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        var host = unit.Verb < 0 && unit is { Kind: UnitKind.Fragment, Outer: null } && !unit.Places.Any(p => p < at && sentence.Title(p) is not null) ? sentence.Units.FirstOrDefault(u => (u.Kind == UnitKind.Main && u.Places[0] > at && u.Mark.Length == 0) || (u.Mark == ":" && u.Places[0] > at)) : unit;
        if (host is { Kind: UnitKind.Fragment, Mark: ":" } && host.Places.Select(sentence.Title).OfType<Party>().ToArray() is [var named])
        {
            return named;
        }

        return host is not null && Subjects.Of(sentence, host) is { Count: 1 } subject && (host != unit || !sentence.Is(at + 1, "the", "it")) ? subject[0] : null;
    }

    /// <summary>What is compared: the title before the word, or whom "it" stands for, and the other one.</summary>
    private static (Party One, Party Other) Pair(Sentence sentence, int at)
    {
        int[] titles = [.. sentence.Titles(Enumerable.Range(0, sentence.Pieces.Count))];
        // "Two years before he made L".
        if (sentence.Is(at, "after", "before") && sentence.Is(at + 1, "he", "she", "they") && sentence.Parties.Versus is null && sentence.Title(sentence.NamedAt(at + 3)) is { } made)
        {
            return (sentence.Parties.Item, made);
        }

        // "Nine years after L, … X": what follows the word is the other.
        if (sentence.Is(at, "after", "before") && sentence.Title(sentence.NamedAt(at + 1)) is { } than && (About(sentence, at) ?? titles.Select(i => sentence.Title(i)!).FirstOrDefault(p => p != than)) is { } compared && compared != than)
        {
            return (compared, than);
        }

        int[] before = [.. titles.Where(i => i < at)];
        int[] after = [.. titles.Where(i => i > at)];
        // "F wrote X and, two years later, Y".
        if (sentence.Is(at, "later", "earlier") && before.Length > 0 && sentence.Title(sentence.NamedAt(sentence.Pieces.Count > at + 1 && sentence.Pieces[at + 1].IsMark ? at + 2 : at + 1)) is { } next)
        {
            return (next, sentence.Title(before[^1])!);
        }

        var inClause = before.LastOrDefault(i => sentence.SameClause(i, at), -1);
        var one = About(sentence, at) is { } about ? about
            : inClause >= 0 ? sentence.Title(inClause)!
            : sentence.Clause(at).Any(i => i < at && sentence.Is(i, "it", "it's", "this")) || after.Length == 0 || sentence.Is(at + 1, "than") ? SaidOf.Of(sentence, at, mayBeShared: false).FirstOrDefault(p => after.Length == 0 || p != sentence.Title(after[0])) ?? sentence.Parties.Item
            : sentence.Title(after[0])!;
        var other = after.Select(i => sentence.Title(i)!).FirstOrDefault(p => p != one) ?? before.Reverse().Select(i => sentence.Title(i)!).FirstOrDefault(p => p != one)
            ?? sentence.Before?.Pieces.Select((_, i) => sentence.Before.Title(i)).OfType<Party>().LastOrDefault(p => p != one)
            ?? sentence.Parties.All.First(p => p != one || sentence.Parties.All.Count() == 1);
        return (one, other);
    }
}
