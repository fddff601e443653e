using System.Collections.Frozen;
using System.Globalization;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Finds the titles that a message names: with or without year and article, in capitals or not, misspelt or not.</summary>
/// <param name="items">The catalogue.</param>
internal sealed class TitleLinker(ItemTable items)
{
    private const int LongestMisspelt = 7;
    private const int ShortestMisspeltWord = 6;

    /// <summary>Letters of a misspelt title at the beginning of a sentence, with nothing that says that a title comes.</summary>
    private const int ShortestUnlikely = 8;

    private static readonly FrozenSet<string> SaidOf = "is was it isn't wasn't sounds looks seems sounded looked seemed".Split(' ').ToFrozenSet();

    /// <summary>The titles, in order; they don't overlap.</summary>
    public IReadOnlyList<LinkedTitle> Link(IReadOnlyList<MessageTerm> terms, CatalogueLexicon lexicon)
    {
        var found = new List<LinkedTitle>();
        for (var at = 0; at < terms.Count;)
        {
            // "Martin Scorsese" is not the film "Martin": the longer phrase is meant.
            var facet = lexicon.Facets.LongestAt(terms, at).Length;
            var isNext = IsNextOfList(terms, at, found);
            var exact = Exact(terms, at, lexicon, isNext) is { } named && (named.Length > facet || (named.Length == facet && IsWhole(named))) ? named : null;
            var link = Begun(terms, at, Math.Max(facet, exact?.Length ?? 0), facet > 0, lexicon) ?? exact ?? (facet < 2 ? Misspelt(terms, at, isNext, lexicon) : null);
            if (link is not null)
            {
                found.Add(link);
            }

            at = link?.To ?? at + Math.Max(1, facet);
        }

        return found;
    }

    /// <summary>"Alien and the thing": what stands beside a title is likely one too.</summary>
    private static bool IsNextOfList(IReadOnlyList<MessageTerm> terms, int at, List<LinkedTitle> found) =>
        found is [.., var last] && !terms[at].BeginsPart
            && ((last.To == at && terms[at].Before.Contains(',', StringComparison.Ordinal)) || (last.To == at - 1 && terms[at - 1].Written is "and" or "or" or "nor"));

    /// <summary>Whether it is all of a title, and not only what people call it.</summary>
    private bool IsWhole(LinkedTitle link) => items[link.Items[0]] is { } item && SearchTerms.OfText(TitleForms.WithoutYear(item)).Count() == link.Length;

    /// <summary>
    /// "Expo 80078 low": nobody says a long title to its end. Taken for one are a brand and what follows it, and else two
    /// telling words that are written as a name or come where titles do.
    /// </summary>
    private static LinkedTitle? Begun(IReadOnlyList<MessageTerm> terms, int at, int known, bool isFacet, CatalogueLexicon lexicon)
    {
        var (length, keys) = lexicon.Beginnings.LongestAt(terms, at);
        if (length < 2 || length <= known)
        {
            return null;
        }

        bool IsName(int i) => SearchTerms.IsTelling(terms[i].Term) && !IsTalk(terms[i].Term);
        var telling = Enumerable.Range(at, length).Where(IsName).ToList();
        var isName = telling.Count >= 2 && (Follows(terms, at, isSingle: true) || telling.All(i => terms[i].IsCapital && !terms[i].BeginsSentence));
        return (isFacet && IsName(at + length - 1)) || isName ? new(at, length, keys, IsSure: true) : null;
    }

    private LinkedTitle? Exact(IReadOnlyList<MessageTerm> terms, int at, CatalogueLexicon lexicon, bool isNextOfList)
    {
        var (length, keys) = lexicon.Titles.LongestAt(terms, at);
        if (length == 0)
        {
            return null;
        }

        var (withYear, sure, chosen) = ByYear(terms, at + length, AsWritten(terms, at, length, keys));
        return sure || (isNextOfList && (length > 1 || (SearchTerms.IsTelling(terms[at].Term) && !IsTalk(terms[at].Term) && lexicon.Facets.LongestAt(terms, at).Length == 0))) || CanBeTitle(terms, at, length, lexicon) ? new(at, length + withYear, chosen, IsSure: true) : null;
    }

    /// <summary>"Alien" and "Aliens" are searched by one term: first those that are spelt as it is written.</summary>
    private List<int> AsWritten(IReadOnlyList<MessageTerm> terms, int at, int length, IReadOnlyList<int> keys)
    {
        var written = string.Join(' ', Enumerable.Range(at, length).Select(i => terms[i].Written));
        return [.. keys.OrderBy(k => items[k] is { } item && MessageTerm.Of(item.Title).Take(length).Select(t => t.Written).SequenceEqual(written.Split(' ')) ? 0 : 1)];
    }

    /// <summary>A year behind a title says which of several is meant, and that it is a title at all.</summary>
    private (int Terms, bool Sure, IReadOnlyList<int> Chosen) ByYear(IReadOnlyList<MessageTerm> terms, int next, IReadOnlyList<int> keys)
    {
        if (next >= terms.Count || !int.TryParse(terms[next].Term, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return (0, false, keys);
        }

        var ofYear = keys.Where(k => items[k]?.Year == year).ToList();
        return ofYear.Count > 0 ? (1, true, ofYear) : (0, false, keys);
    }

    /// <summary>Plain words that happen to be a title are taken for one only where something says so.</summary>
    private static bool CanBeTitle(IReadOnlyList<MessageTerm> terms, int at, int length, CatalogueLexicon lexicon)
    {
        var first = terms[at];
        var words = Enumerable.Range(at, length).Select(i => terms[i]).ToList();
        var telling = words.Count(w => SearchTerms.IsTelling(w.Term) && !IsPlain(w.Term));
        var capitals = words.Count(w => w.IsCapital && !w.BeginsSentence);
        if (length == 1 && !first.IsQuoted && (IsTalk(first.Term) || Moves.MoveAt(terms, at).Length > 0))
        {
            return false;
        }

        if (first.IsQuoted || capitals >= Math.Max(1, length - words.Count(w => !char.IsLetter(w.Written[0])) - 2))
        {
            return true;
        }

        var isFacet = lexicon.Facets.LongestAt(terms, at).Length >= length;
        // "Alien sounds great" begins with a capital anyway; what follows says that it is spoken of.
        var follows = Follows(terms, at, length == 1) || (first.IsCapital && at + length < terms.Count && SaidOf.Contains(terms[at + length].Written));
        return !isFacet && (length >= 3 ? telling > 0 : length == 2 ? telling == 2 || (telling == 1 && follows) : telling == 1 && follows);
    }

    /// <summary>Whether a word that titles follow stands before, maybe with an article between.</summary>
    private static bool Follows(IReadOnlyList<MessageTerm> terms, int at, bool isSingle)
    {
        // "About a team": what an indefinite article stands before is a thing.
        var before = at > 0 && terms[at - 1].Written == "the" && !terms[at].BeginsPart ? at - 1 : at;
        return before > 0 && !terms[before].BeginsPart && (isSingle ? Cues.BeforeSingles : Cues.BeforeTitles).Contains(terms[before - 1].Term);
    }

    private static bool IsArticle(MessageTerm term) => term.Written is "the" or "a" or "an";

    private static bool IsTalk(string term) => Cues.IsAny(term) || Cues.Talk.Contains(term);

    private static bool IsPlain(string term) => Cues.Liking.Contains(term) || Cues.Disliking.Contains(term) || Cues.Wanting.Contains(term) || Cues.Seeing.Contains(term);

    /// <summary>Looks for a misspelt title where one is likely: in quotes, in capitals, or behind a word that titles follow.</summary>
    private LinkedTitle? Misspelt(IReadOnlyList<MessageTerm> terms, int at, bool isNextOfList, CatalogueLexicon lexicon)
    {
        var first = terms[at];
        var isWritten = isNextOfList || first.IsQuoted || (first.IsCapital && !first.BeginsSentence);
        var isLikely = isWritten || Follows(terms, at, isSingle: false);
        if ((!isLikely && !first.BeginsPart) || IsArticle(first))
        {
            return null;
        }

        var longest = Enumerable.Range(1, Math.Min(LongestMisspelt, terms.Count - at)).TakeWhile(n => n == 1 || !terms[at + n - 1].BeginsPart).Last();
        (string Phrase, double Distance, int Length)? best = null;
        for (var length = longest; length > 0; length--)
        {
            if (length == 1 && (first.Term.Length < ShortestMisspeltWord || !(isWritten || Follows(terms, at, isSingle: true)) || lexicon.Vocabulary.Contains(first.Term) || IsTalk(first.Term)))
            {
                continue;
            }

            var phrase = string.Join(' ', Enumerable.Range(at, length).Select(i => terms[i].Term));
            // Words that are all spelt right are misspelt only where a title is sure to come: "I liked the dark night".
            var isSpeltRight = Enumerable.Range(at, length).All(i => lexicon.Vocabulary.Contains(terms[i].Term) || IsTalk(terms[i].Term));
            if ((isSpeltRight && !isWritten && !Follows(terms, at, isSingle: true)) || (!isLikely && (length == 1 || phrase.Length < ShortestUnlikely)))
            {
                continue;
            }

            if (lexicon.Misspelt.Nearest(phrase) is { } near && (best is null || near.Distance < best.Value.Distance))
            {
                best = (near.Phrase, near.Distance, length);
            }
        }

        if (best is not { } title)
        {
            return null;
        }

        var (withYear, _, chosen) = ByYear(terms, at + title.Length, lexicon.Titles[title.Phrase]);
        return new(at, title.Length + withYear, chosen, IsSure: false);
    }
}
