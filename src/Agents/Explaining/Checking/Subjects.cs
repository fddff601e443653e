using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>
/// Whom something at a place is said of. What is shared is said of every title beside it; else of the title that it is
/// tied to by its place, or of the one that a pronoun stands for.
/// </summary>
internal static class Subjects
{
    private static readonly FrozenSet<string> Sharing = Lexicon.Words(
        "share shares shared sharing common same both alike each overlap overlaps");

    private static readonly FrozenSet<string> Linking = Lexicon.Words(
        "link links linked linking connect connects connected join joins joined tie ties tied unite unites united bridge bridges between meet meets match matched");

    private static readonly FrozenSet<string> Agents = Lexicon.Words(
        "directed directs wrote writes penned authored made makes designed designs published publishes created stars starred produced produces did filmed composed issued brought");

    private static readonly FrozenSet<string> BeforeTitle = Lexicon.Words(
        "in of own film movie picture book novel game product title tool read author writer director designer publisher brand maker star stars man's woman's behind comes came is the also has and name who whose new");

    private static readonly FrozenSet<string> ItPronouns = Lexicon.Words("it it's its this they here");

    /// <summary>The items that an attribute, a year, a number or a claim is said of; none when that can't be told.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="at">Its place.</param>
    /// <param name="mayBeShared">Whether it may be said of several at once.</param>
    public static IReadOnlyList<Party> Of(Sentence sentence, int at, bool mayBeShared)
    {
        if (IsWhatIsNew(sentence, at))
        {
            return [sentence.Parties.Item];
        }

        if (mayBeShared && IsShared(sentence, at))
        {
            var named = Included(sentence, sentence.Segment(at)) is { Length: > 0 } near ? near : Included(sentence, sentence.Clause(at));
            // "It has the same": as one named before.
            Party[] all = named.Length > 1 ? named : [.. named.Concat(Earlier(sentence, at)).Distinct()];
            return all.Length > 0 ? all : AfterColon(sentence, at, all: true) ?? [];
        }

        return Ahead(sentence, at) ?? Near(sentence, at) ?? InClause(sentence, at) ?? AfterColon(sentence, at, all: false) ?? YouHad(sentence, at) ?? Default(sentence, at);
    }

    /// <summary>"What is new beside L is F", "different from L: F".</summary>
    private static bool IsWhatIsNew(Sentence sentence, int at) => sentence.Parties.Facts is { Different: { } different, Versus: null }
        && sentence.Pieces[at].Mention?.Value == different.Value
        && Enumerable.Range(0, at).Any(i => sentence.Is(i, "new", "different", "difference", "extra", "beyond", "compared", "departure", "change", "sets", "apart", "differs")
            || (sentence.Is(i, "adds", "mixes", "brings", "joins", "plus", "add", "bring", "mix", "throws", "gains", "includes") && sentence.Title(i - 1) is not { Kind: MentionKind.Liked } && sentence.Titles(Enumerable.Range(0, at)).Count > 0));

    /// <summary>Whether a title stands behind "unlike", "not" or "rather than".</summary>
    public static bool IsExcluded(Sentence sentence, int title)
    {
        var at = title - 1;
        while (at >= 0 && (sentence.Pieces[at].Text == "\"" || sentence.Is(at, "the", "to", "of")))
        {
            at--;
        }

        return sentence.Is(at, "unlike", "not", "than", "without", "opposed", "except") || IsLacking(sentence, title);
    }

    /// <summary>"…, which X doesn't have", "and X isn't": what X lacks was named before.</summary>
    private static bool IsLacking(Sentence sentence, int title)
    {
        var at = sentence.After(title);
        if (at < sentence.Pieces.Count && sentence.Pieces[at].Text == "," && sentence.Is(at + 1, "which", "that", "one", "a"))
        {
            at = Enumerable.Range(at + 1, sentence.Pieces.Count - at - 1).FirstOrDefault(i => sentence.Pieces[i].Text == ",", sentence.Pieces.Count) + 1;
        }

        var before = title - 1;
        while (before >= 0 && sentence.Pieces[before].Text == "\"")
        {
            before--;
        }

        if ((sentence.Is(before, "of") && sentence.Is(before - 1, "instead")) || (sentence.Is(before, "from") && sentence.Is(before - 1, "apart", "away", "differs", "differ", "different", "distinguishes", "distinguished", "departs")))
        {
            return true;
        }

        return sentence.Is(at, "isn't", "doesn't", "hasn't", "wasn't", "lacks", "does", "is", "did", "didn't", "has")
            && (sentence.Pieces[at].Lower.EndsWith("n't", StringComparison.Ordinal) || sentence.Is(at, "lacks") || sentence.Is(at + 1, "not"))
            && (Denials.IsCutOff(sentence, at) || !Enumerable.Range(at, sentence.Pieces.Count - at).TakeWhile(i => sentence.SameSegment(i, at)).Any(i => sentence.Pieces[i].Mention is { Kind: MentionKind.Facet }));
    }

    private static Party[] Included(Sentence sentence, IEnumerable<int> places) =>
        [.. sentence.Titles(places).Where(i => !IsExcluded(sentence, i)).Select(i => sentence.Title(i)!).Distinct()];

    private static bool IsShared(Sentence sentence, int at)
    {
        var places = sentence.Segment(at).ToArray();
        return IsToo(sentence, at) || IsOfBoth(sentence, at) || Enumerable.Range(0, at).Any(i => sentence.Is(i, "like", "as") && IsLikening(sentence, i) && !sentence.SameSegment(i, at) && IsOpening(sentence, i)
                && !Enumerable.Range(i, at - i).Any(j => sentence.Pieces[j].Text is ";" or ":" or "–" || sentence.Is(j, "but", "while", "whereas", "though", "adds", "also"))) || places.Any(i => sentence.Pieces[i].IsWord && (Sharing.Contains(sentence.Pieces[i].Lower) || IsLikening(sentence, i) || (Linking.Contains(sentence.Pieces[i].Lower) && sentence.Titles(sentence.Clause(at)).Count > 0)));
    }

    /// <summary>"Both X, which you liked, and Y are …", "X and Y have one maker".</summary>
    private static bool IsOfBoth(Sentence sentence, int at) =>
        (sentence.Clause(at).Any(i => i < at && sentence.Is(i, "both", "all", "each")) && sentence.Segment(at).Any(i => i < at && sentence.Is(i, "are", "were", "have", "come", "belong", "came")))
        || (sentence.Segment(at).Any(i => sentence.Is(i, "one") && sentence.IsKind(i + 1)) && sentence.Titles(sentence.Clause(at)).Count > 1);

    /// <summary>"Like L, …", "Just as L does, …".</summary>
    private static bool IsOpening(Sentence sentence, int at) => at == 0 || sentence.Pieces[at - 1].IsMark || sentence.Is(at - 1, "just", "much", "exactly");

    /// <summary>"You liked X; Y is a Drama too".</summary>
    private static bool IsToo(Sentence sentence, int at)
    {
        var end = Enumerable.Range(at + 1, 3).FirstOrDefault(i => sentence.Is(i, "too", "likewise") || (sentence.Is(i, "as") && sentence.Is(i + 1, "well")), -1);
        return end > 0 && sentence.SameSegment(end, at) && Enumerable.Range(at + 1, end - at - 1).All(i => sentence.Pieces[i].IsWord)
            && !sentence.Clause(at).Any(i => i < at && sentence.Pieces[i].Mention is { Kind: MentionKind.Facet }) && !sentence.Is(at - 2, "also") && (end + 1 >= sentence.Pieces.Count || !sentence.Is(end + 2, "as"));
    }

    /// <summary>"like L", "as does L", "so is L", "as with L".</summary>
    private static bool IsLikening(Sentence sentence, int at) => sentence.Pieces[at].Lower switch
    {
        "like" => sentence.Title(sentence.After(at)) is not null && !sentence.Is(at - 1, "you", "who", "people", "may", "might", "could", "would", "will", "often", "also", "here", "to", "a", "your", "fans", "i", "we", "they", "that"),
        "as" or "so" => sentence.Is(at + 1, "does", "do", "did", "is", "are", "was", "were", "has", "have", "with", "in")
            || (sentence.Title(sentence.After(at)) is not null && sentence.Is(sentence.After(sentence.After(at)), "does", "is", "did", "was", "has")),
        _ => false,
    };

    /// <summary>"F's T", "the F film T", "F directed T, T2".</summary>
    private static Party[]? Ahead(Sentence sentence, int at)
    {
        var isAgent = false;
        for (var i = sentence.After(at); i < sentence.Pieces.Count && sentence.SameClause(i, at); i++)
        {
            if (sentence.Title(i) is { } title && !IsExcluded(sentence, i))
            {
                return isAgent ? [title, .. Listed(sentence, i)] : [title];
            }

            if (sentence.Pieces[i].IsWord && (Agents.Contains(sentence.Pieces[i].Lower) || sentence.Is(i, "are", "were")))
            {
                isAgent = true;
                continue;
            }

            var goesOn = (sentence.Pieces[i].Text is "(" && sentence.Title(sentence.After(i)) is not null) || sentence.Pieces[i].Text is "'" or "\"" || sentence.Pieces[i].Mention is { Kind: MentionKind.Facet }
                || sentence.Is(i, "s") || (sentence.Pieces[i].IsWord && BeforeTitle.Contains(sentence.Pieces[i].Lower)) || (isAgent && sentence.Is(i, "both", "the"));
            if (!goesOn || (sentence.Is(i, "and", "is", "comes", "came", "has", "in", "of") && !isAgent && !IsFirst(sentence, at)))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Whether no title stands before a place in its segment.</summary>
    private static bool IsFirst(Sentence sentence, int at) => !sentence.Titles(sentence.Segment(at)).Any(i => i < at) && !sentence.Segment(at).Any(i => i < at && IsPronoun(sentence, i));

    /// <summary>The further titles of a list.</summary>
    private static IEnumerable<Party> Listed(Sentence sentence, int first)
    {
        for (var i = sentence.After(first); i < sentence.Pieces.Count && sentence.SameClause(i, first); i++)
        {
            if (sentence.Title(i) is { } title)
            {
                yield return title;
            }
            else if (sentence.Pieces[i].Text is not ("," or "\"" or "(" or ")") && !sentence.Is(i, "and", "or", "both"))
            {
                yield break;
            }
        }
    }

    private static Party[]? Near(Sentence sentence, int at)
    {
        int[] segment = [.. sentence.Segment(at)];
        foreach (var i in segment.Where(i => i < at).Reverse())
        {
            if (sentence.Title(i) is { } title && !IsLacking(sentence, i))
            {
                return [title];
            }

            if (sentence.Is(i, "its") && segment.Where(j => j < i && !IsLacking(sentence, j)).Select(sentence.Title).LastOrDefault(t => t is not null) is { } owner)
            {
                return [owner];
            }

            if (IsPronoun(sentence, i) && !sentence.Is(i, "its"))
            {
                var inFront = segment.Where(j => j < i && sentence.Title(j) is not null && sentence.Is(j - 1, "in", "for")).ToArray();
                return inFront.Length > 0 ? [sentence.Title(inFront[^1])!] : Default(sentence, i);
            }
        }

        return segment.Where(i => i > at && !IsLacking(sentence, i)).Select(sentence.Title).FirstOrDefault(t => t is not null) is { } after ? [after] : null;
    }

    private static Party[]? InClause(Sentence sentence, int at)
    {
        int[] clause = [.. sentence.Clause(at)];
        foreach (var i in clause.Where(i => i < at).Reverse())
        {
            if (sentence.Title(i) is { } title && !IsLacking(sentence, i))
            {
                return [title];
            }

            if (IsPronoun(sentence, i) && !(sentence.Is(i, "its") && sentence.Titles(clause.Where(j => j < i)).Count > 0))
            {
                return Default(sentence, i);
            }
        }

        return clause.Where(i => i > at && !IsLacking(sentence, i)).Select(sentence.Title).FirstOrDefault(t => t is not null) is { } after ? [after] : null;
    }

    /// <summary>"Funny and tender: so is X".</summary>
    private static Party[]? AfterColon(Sentence sentence, int at, bool all)
    {
        var colon = sentence.Clause(at).Last();
        Party[] named = colon + 1 < sentence.Pieces.Count && sentence.Pieces[colon].Text == ":" ? [.. sentence.Clause(colon + 1).Select(sentence.Title).OfType<Party>()] : [];
        return named.Length == 0 ? null : all ? named : [named[0]];
    }

    /// <summary>"In X, which you liked, you had F".</summary>
    private static Party[]? YouHad(Sentence sentence, int at) =>
        sentence.Clause(at).Any(i => i < at && sentence.Is(i, "you") && sentence.Is(i + 1, "had", "have", "get", "got", "found", "find", "know", "knew", "met", "saw", "enjoyed"))
            && Enumerable.Range(0, at).Where(i => sentence.Title(i) is not null && sentence.Is(i - 1, "in", "from", "with")).Select(i => sentence.Title(i)!).LastOrDefault() is { } place ? [place] : null;

    private static bool IsPronoun(Sentence sentence, int at) => sentence.Pieces[at].IsWord
        && (ItPronouns.Contains(sentence.Pieces[at].Lower) || (sentence.Is(at, "that") && sentence.Is(at + 1, "one", "is")) || sentence.Is(at, "former", "latter"));

    /// <summary>Whom a pronoun, or nothing at all, stands for.</summary>
    private static Party[] Default(Sentence sentence, int at)
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

    private static Party[] Earlier(Sentence sentence, int at)
    {
        Party[] here = [.. Enumerable.Range(0, at).Where(i => !sentence.SameClause(i, at) || sentence.Title(i) is not null).Select(sentence.Title).OfType<Party>()];
        return here.Length > 0 || sentence.Before is null ? here : [.. Enumerable.Range(0, sentence.Before.Pieces.Count).Select(sentence.Before.Title).OfType<Party>()];
    }
}
