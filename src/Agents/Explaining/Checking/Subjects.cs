using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>
/// Whom something at a place is said of. What is shared is said of every title beside it; else of the title that it is
/// tied to by its place, or of the one that a pronoun stands for.
/// </summary>
internal static class Subjects
{
    private static readonly FrozenSet<string> Agents = Lexicon.Words(
        "directed directs wrote writes penned authored made makes designed designs published publishes created stars starred produced produces did filmed composed issued brought");

    private static readonly FrozenSet<string> BeforeTitle = Lexicon.Words(
        "in of own film movie picture book novel game product title tool read author writer director designer publisher brand maker star stars man's woman's behind comes came is the also has and name who whose new");

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

        if (mayBeShared && SharedWords.IsShared(sentence, at))
        {
            var named = SharedWords.Included(sentence, sentence.Segment(at)) is { Length: > 0 } near ? near : SharedWords.Included(sentence, sentence.Clause(at));
            // "It has the same": as one named before.
            Party[] all = named.Length > 1 ? named : [.. named.Concat(References.Earlier(sentence, at)).Distinct()];
            return all.Length > 0 ? all : References.AfterColon(sentence, at, all: true) ?? [];
        }

        return Ahead(sentence, at) ?? Near(sentence, at) ?? InClause(sentence, at) ?? References.AfterColon(sentence, at, all: false) ?? References.YouHad(sentence, at) ?? References.Default(sentence, at);
    }

    /// <summary>"What is new beside L is F", "different from L: F".</summary>
    private static bool IsWhatIsNew(Sentence sentence, int at) => sentence.Parties.Facts is { Different: { } different, Versus: null }
        && sentence.Pieces[at].Mention?.Value == different.Value
        && Enumerable.Range(0, at).Any(i => sentence.Is(i, "new", "different", "difference", "extra", "beyond", "compared", "departure", "change", "sets", "apart", "differs")
            || (sentence.Is(i, "adds", "mixes", "brings", "joins", "plus", "add", "bring", "mix", "throws", "gains", "includes") && sentence.Title(i - 1) is not { Kind: MentionKind.Liked } && sentence.Titles(Enumerable.Range(0, at)).Count > 0));

    /// <summary>"F's T", "the F film T", "F directed T, T2".</summary>
    private static Party[]? Ahead(Sentence sentence, int at)
    {
        var isAgent = false;
        for (var i = sentence.After(at); i < sentence.Pieces.Count && sentence.SameClause(i, at); i++)
        {
            if (sentence.Title(i) is { } title && !Lacking.IsExcluded(sentence, i))
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
    private static bool IsFirst(Sentence sentence, int at) => !sentence.Titles(sentence.Segment(at)).Any(i => i < at) && !sentence.Segment(at).Any(i => i < at && References.IsPronoun(sentence, i));

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
            if (sentence.Title(i) is { } title && !Lacking.IsLacking(sentence, i))
            {
                return [title];
            }

            if (sentence.Is(i, "its") && segment.Where(j => j < i && !Lacking.IsLacking(sentence, j)).Select(sentence.Title).LastOrDefault(t => t is not null) is { } owner)
            {
                return [owner];
            }

            if (References.IsPronoun(sentence, i) && !sentence.Is(i, "its"))
            {
                var inFront = segment.Where(j => j < i && sentence.Title(j) is not null && sentence.Is(j - 1, "in", "for")).ToArray();
                return inFront.Length > 0 ? [sentence.Title(inFront[^1])!] : References.Default(sentence, i);
            }
        }

        return segment.Where(i => i > at && !Lacking.IsLacking(sentence, i)).Select(sentence.Title).FirstOrDefault(t => t is not null) is { } after ? [after] : null;
    }

    private static Party[]? InClause(Sentence sentence, int at)
    {
        int[] clause = [.. sentence.Clause(at)];
        foreach (var i in clause.Where(i => i < at).Reverse())
        {
            if (sentence.Title(i) is { } title && !Lacking.IsLacking(sentence, i))
            {
                return [title];
            }

            if (References.IsPronoun(sentence, i) && !(sentence.Is(i, "its") && sentence.Titles(clause.Where(j => j < i)).Count > 0))
            {
                return References.Default(sentence, i);
            }
        }

        return clause.Where(i => i > at && !Lacking.IsLacking(sentence, i)).Select(sentence.Title).FirstOrDefault(t => t is not null) is { } after ? [after] : null;
    }
}
