using System.Collections.Frozen;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>
/// Tells whether a part of a message takes up what was shown: by what the writer is going to do ("I'll have to check that
/// out"), by how it strikes them ("sounds interesting", "I've heard it's good"), or by praise alone ("perfect"). English, of
/// any domain. Praise of what is known already ("that was great", "I love that one") is none.
/// </summary>
internal static class Acceptances
{
    private const int LongestGap = 5;

    /// <summary>What is going to be done, perhaps.</summary>
    private static readonly FrozenSet<string> Going = Set("i'll ill we'll she'll he'll they'll will wil gonna going let's lets might may should must");

    /// <summary>What is wished to be done: said of what was shown only where it points there.</summary>
    private static readonly FrozenSet<string> Wishing = Set("need want wanna have love would i'd like wanted meaning");

    private static readonly FrozenSet<string> Others = Set("you u they he she who");

    private static readonly FrozenSet<string> Deeds = Set("check watch watchit see try look take read buy get give add consider keep order pick rent go stick choose put find play start stream use");

    private static readonly FrozenSet<string> Aims = Set("out into");

    private static readonly FrozenSet<string> Striking = Set("sounds sound looks look seems seem sounded looked");

    private static readonly FrozenSet<string> Praise = Set(
        "great good awesome perfect excellent amazing fantastic wonderful brilliant nice cool lovely ideal interesting intriguing interested fun promising entertaining decent exciting hilarious cute inspirational funny worth plan alley right fine");

    private static readonly FrozenSet<string> Fitting = Set("perfect ideal fine");

    private static readonly FrozenSet<string> Proposals = Set("choice choices suggestion suggestions idea ideas pick picks recommendation recommendations option options list");

    private static readonly FrozenSet<string> Around = Set(
        "that that's thats those these this it is are they're a an another very really some what so oh wow ok okay yes yeah both all of them just the one ones sure absolutely definitely well hmm ah thanks thank you for pretty much indeed and");

    private static readonly FrozenSet<string> Open = Set("something anything some somewhere more for");

    /// <summary>What it does.</summary>
    /// <param name="part">The part.</param>
    /// <returns><see cref="Move.Accept"/>; <see cref="Move.Agree"/> for praise alone; null for neither.</returns>
    public static Move? In(IReadOnlyList<Token> part)
    {
        var words = part.SelectMany(t => Enumerable.Range(t.At, t.Length).Select(i => new Word(t, t.Title is null ? t.Terms[i].Written : ""))).ToList();
        return Enumerable.Range(0, words.Count).Any(at => IsDone(words, at) || Strikes(words, at) || IsSettled(words, at) || (words[at].Token.Move == Move.Accept && words.Any(IsPointed) && !IsDenied(words, 0, at))) ? Move.Accept
            : IsPraise(words) ? words.Any(IsPointed) ? Move.Accept : Move.Agree
            : null;
    }

    private static bool IsDone(List<Word> words, int at)
    {
        var isWish = Wishing.Contains(words[at].Written);
        if ((!isWish && !Going.Contains(words[at].Written)) || (at > 0 && Others.Contains(words[at - 1].Written)) || IsDenied(words, at - 1, at + 1))
        {
            return false;
        }

        var deed = words.FindIndex(at + 1, Math.Min(LongestGap, words.Count - at - 1), w => Deeds.Contains(w.Written));
        if (deed < 0)
        {
            // "I will, thanks": as short as that, it answers what was proposed.
            return !isWish && at == words.Count - 1 && words.Count <= 2;
        }

        var object_ = words[(deed + 1)..];
        var points = object_.Any(w => w.Token.Title is not null || w.Token.Shown is not null || (w.Token.Move == Move.Accept && w.Written == "it"));
        return !IsDenied(words, at, deed)
            && (points || (!isWish && !object_.Any(w => Open.Contains(w.Written)) && (object_.Count == 0 || (object_.Any(w => Aims.Contains(w.Written)) && object_.All(w => w.Token.Facets is null)))))
            && !object_.Any(w => w.Token.IsPlain && Cues.Comparing.Contains(w.Token.Term));
    }

    private static bool Strikes(List<Word> words, int at)
    {
        var heard = words[at].Written == "heard";
        if ((!heard && !Striking.Contains(words[at].Written)) || words[..at].Any(w => Open.Contains(w.Written)))
        {
            return false;
        }

        var praise = words.FindIndex(at + 1, w => Praise.Contains(w.Written) || (heard && Cues.Liking.Contains(w.Token.Term)));
        return praise >= 0 && praise - at <= LongestGap + 1 && !IsDenied(words, at - 1, praise);
    }

    /// <summary>"The second one it is."</summary>
    private static bool IsSettled(List<Word> words, int at) =>
        at > 0 && at + 1 < words.Count && words[at].Written == "it" && words[at + 1].Written == "is" && IsPointed(words[at - 1])
            && words.Skip(at + 2).All(w => Around.Contains(w.Written));

    private static bool IsPointed(Word word) => word.Token.Title is not null || word.Token.Shown is [not null];

    private static bool IsPraise(List<Word> words)
    {
        if (!words.Any(w => Praise.Contains(w.Written)) || words.Any(w => w.Token.Facets is not null || !(Praise.Contains(w.Written) || Around.Contains(w.Written) || Proposals.Contains(w.Written) || w.Token.Title is not null || w.Token.Shown is not null)))
        {
            return false;
        }

        var isOfThing = words.Any(w => w.Written is "is" or "are" or "that's" or "thats" or "they're");
        var pointed = words.FindIndex(IsPointed);
        return pointed > 0 && !isOfThing ? words[..pointed].All(w => Praise.Contains(w.Written) || Around.Contains(w.Written)) && words[..pointed].Any(w => Praise.Contains(w.Written)) && words[pointed].Token == words[^1].Token
            : isOfThing || words.Any(w => w.Token is { Title: not null } or { Shown: not null, Move: null }) ? words.Any(w => Fitting.Contains(w.Written) || Proposals.Contains(w.Written))
            : true;
    }

    private static bool IsDenied(List<Word> words, int from, int to) =>
        words.Take(to).Skip(Math.Max(0, from)).Any(w => (w.Token.IsPlain && Cues.Denying.Contains(w.Token.Term)) || w.Written is "too" or "not" or "never");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();

    private sealed record Word(Token Token, string Written);
}
