using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Whom a pronoun, or no word at all, stands for.</summary>
internal static class References
{
    private static readonly FrozenSet<string> ItPronouns = Lexicon.Words("it it's its this they here");

    /// <summary>"Funny and tender: so is X".</summary>
    public static Party[]? AfterColon(Sentence sentence, int at, bool all)
    {
        var colon = sentence.Clause(at).Last();
        Party[] named = colon + 1 < sentence.Pieces.Count && sentence.Pieces[colon].Text == ":" ? [.. sentence.Clause(colon + 1).Select(sentence.Title).OfType<Party>()] : [];
        return named.Length == 0 ? null : all ? named : [named[0]];
    }

    /// <summary>"In X, which you liked, you had F".</summary>
    public static Party[]? YouHad(Sentence sentence, int at) =>
        sentence.Clause(at).Any(i => i < at && sentence.Is(i, "you") && sentence.Is(i + 1, "had", "have", "get", "got", "found", "find", "know", "knew", "met", "saw", "enjoyed"))
            && Enumerable.Range(0, at).Where(i => sentence.Title(i) is not null && sentence.Is(i - 1, "in", "from", "with")).Select(i => sentence.Title(i)!).LastOrDefault() is { } place ? [place] : null;

    public static bool IsPronoun(Sentence sentence, int at) => sentence.Pieces[at].IsWord
        && (ItPronouns.Contains(sentence.Pieces[at].Lower) || (sentence.Is(at, "that") && sentence.Is(at + 1, "one", "is")) || sentence.Is(at, "former", "latter"));

    /// <summary>Whom a pronoun, or nothing at all, stands for.</summary>
    public static Party[] Default(Sentence sentence, int at)
    {
        var earlier = Earlier(sentence, at);
        if (sentence.Is(at, "that") && earlier.Length > 0)
        {
            return [earlier[^1]];
        }

        if (sentence.Is(at, "former", "latter") && earlier.Length > 1)
        {
            return [earlier[sentence.Is(at, "former") ? ^2 : ^1]];
        }

        // "With 12 likes behind it, X is …": the pronoun comes first.
        if (sentence.Is(0, "with", "by", "since", "although", "though", "because", "as", "if", "being", "having", "thanks", "at", "in") && !Enumerable.Range(0, at).Any(i => sentence.Title(i) is not null)
            && Enumerable.Range(at, sentence.Pieces.Count - at).Select(sentence.Title).FirstOrDefault(t => t is not null) is { } ahead && sentence.Parties.Versus is not null)
        {
            return [ahead];
        }

        return sentence.Parties.Versus is null ? [sentence.Parties.Item]
            : earlier.LastOrDefault(p => p.Pick is not null) is { } spokenOf ? [spokenOf] : [];
    }

    public static Party[] Earlier(Sentence sentence, int at)
    {
        Party[] here = [.. Enumerable.Range(0, at).Where(i => !sentence.SameClause(i, at) || sentence.Title(i) is not null).Select(sentence.Title).OfType<Party>()];
        return here.Length > 0 || sentence.Before is null ? here : [.. Enumerable.Range(0, sentence.Before.Pieces.Count).Select(sentence.Before.Title).OfType<Party>()];
    }
}
