using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What is said to please the reader: "X won you over", "X, one of your likes", "your like for X".</summary>
internal static class LikeEffects
{
    /// <summary>Whether a place only speaks of likes in general: "nothing in your likes", "borrows from your likes", "may be to your taste".</summary>
    public static bool IsIdle(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        if (unit is { Kind: UnitKind.Fragment, Verb: < 0 } && sentence.Title(unit.Head) is not null && unit.Places.Any(p => p < at && sentence.Is(p, "none", "not")))
        {
            return false;
        }

        int[] before = [.. unit.Places.Where(p => p < at)];
        return before.Any(p => sentence.Is(p, "may", "might", "could", "should", "would", "will", "can", "if", "whether", "no", "none", "nothing", "without", "neither")) && !sentence.Is(before[0], "if")
            || (sentence.Parties.Picks.Any(p => p.IsBare) && unit.Places.Any(p => DenialKinds.IsDenial(sentence, p)));
    }

    public static bool IsDenied(Sentence sentence, int at) => sentence.Unit(at).Places.Any(p => p < at && p > at - 7 && sentence.Is(p, "not", "never", "none", "isn't", "wasn't", "hasn't", "didn't", "doesn't", "don't", "haven't", "hardly", "weren't", "aren't"));

    /// <summary>What pleases the reader by the word at a place; empty when no title says so.</summary>
    public static IReadOnlyList<Party> Targets(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        // "Your like for X", "your favourite X", "your likes, X and Y".
        var next = at + 1;
        while (sentence.Is(next, "for", "of", "yours", "the", "both", "from", "you", "namely", "said", "already") || sentence.IsQuote(next) || sentence.IsCalled(next))
        {
            next++;
        }

        if (sentence.Title(next) is { } named && (sentence.Unit(next) == unit || sentence.Is(at + 1, "for", "of")))
        {
            return [named, .. TitleLists.After(sentence, next)];
        }

        if (unit.Kind == UnitKind.Relative)
        {
            return LikeActs.Heads(sentence, unit);
        }

        if (unit is { Kind: UnitKind.Fragment, Verb: < 0 } && !IsInPhrase(sentence, unit, at))
        {
            int[] own = [.. unit.Places.Where(p => p < at && sentence.Title(p) is not null)];
            if (own.Length > 0)
            {
                return [sentence.Title(own[^1])!, .. unit.Places.Any(p => sentence.Is(p, "both", "two")) ? TitleLists.Before(sentence, own[^1]) : []];
            }

            if (sentence.Title(unit.Head) is { } head)
            {
                return unit.Places.Any(p => sentence.Is(p, "both", "all", "two", "three")) ? [head, .. TitleLists.Before(sentence, unit.Head)] : [head];
            }
        }

        // "One of your likes, X, …".
        if (sentence.IsMarkAt(next, ",") && sentence.IsNamed(next + 1) && sentence.Title(sentence.NamedAt(next + 1)) is { } after && (unit.Verb < 0 || unit.Verb > at) && !sentence.Units.Any(u => u.Places[0] == next + 1 && u.Verb >= 0))
        {
            return [after, .. TitleLists.After(sentence, sentence.NamedAt(next + 1))];
        }

        return unit.Verb >= 0 && unit.Verb <= at && !IsInPhrase(sentence, unit, at) && !IsHandled(sentence, unit, at) ? Subjects.Of(sentence, unit) is { Count: > 0 } subject ? subject : ObjectBefore(sentence, unit, at) : [];
    }

    /// <summary>"You gave X your like": the object before.</summary>
    private static IReadOnlyList<Party> ObjectBefore(Sentence sentence, Unit unit, int at) =>
        unit.Places.LastOrDefault(p => p < at && sentence.Title(p) is not null, -1) is >= 0 and var place ? [sentence.Title(place)!] : [];

    /// <summary>"It brings your two likes together": what is done with the likes says nothing of what is liked.</summary>
    private static bool IsHandled(Sentence sentence, Unit unit, int at) => sentence.Is(at, "likes", "favourites", "favorites") && unit.Places.LastOrDefault(p => p < at && sentence.IsFinite(p), -1) is >= 0 and var verb
        && sentence.LooksLikeVerb(verb) && !sentence.IsAuxiliary(verb) && !sentence.Is(verb, "got", "gets", "won", "earned", "received", "found", "gained", "stands", "stand", "belongs", "belong", "counts", "count", "remains", "joined", "made", "ranks", "lies");

    /// <summary>"It borrows from two of your likes", "it goes with your likes": no word of what is liked.</summary>
    private static bool IsInPhrase(Sentence sentence, Unit unit, int at)
    {
        for (var i = at - 1; i >= 0 && sentence.Unit(i) == unit; i--)
        {
            if (sentence.Is(i, "from", "with", "behind", "after", "for", "by", "like", "near", "between", "alongside", "than", "beside", "against", "beyond", "via", "through", "into", "at") || (sentence.Is(i, "to") && !sentence.Is(at, "taste", "liking", "satisfaction")))
            {
                return true;
            }

            if (sentence.IsFinite(i) || sentence.Pieces[i].Mention is not null)
            {
                return false;
            }
        }

        return false;
    }
}
