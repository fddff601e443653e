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

    /// <summary>The titles, in order; they don't overlap.</summary>
    public IReadOnlyList<LinkedTitle> Link(IReadOnlyList<MessageTerm> terms, CatalogueLexicon lexicon)
    {
        var found = new List<LinkedTitle>();
        for (var at = 0; at < terms.Count;)
        {
            // "Martin Scorsese" is not the film "Martin": the longer phrase is meant.
            var facet = lexicon.Facets.LongestAt(terms, at).Length;
            var link = Exact(terms, at, lexicon, IsNextOfList(terms, at, found)) is { } exact && exact.Length >= facet ? exact
                : facet < 2 ? Misspelt(terms, at, lexicon) : null;
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

    private LinkedTitle? Exact(IReadOnlyList<MessageTerm> terms, int at, CatalogueLexicon lexicon, bool isNextOfList)
    {
        var (length, keys) = lexicon.Titles.LongestAt(terms, at);
        if (length == 0)
        {
            return null;
        }

        var (withYear, sure, chosen) = ByYear(terms, at + length, AsWritten(terms, at, length, keys));
        return sure || (isNextOfList && length > 1) || CanBeTitle(terms, at, length, lexicon) ? new(at, length + withYear, chosen, IsSure: true) : null;
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
        if (first.IsQuoted || capitals >= Math.Max(1, length - words.Count(w => !char.IsLetter(w.Written[0])) - 2))
        {
            return true;
        }

        var isFacet = lexicon.Facets.LongestAt(terms, at).Length >= length;
        var follows = Follows(terms, at);
        return !isFacet && (length >= 3 ? telling > 0 : length == 2 ? telling == 2 || (telling == 1 && follows) : telling == 1 && follows);
    }

    /// <summary>Whether a word that titles follow stands before, maybe with an article between.</summary>
    private static bool Follows(IReadOnlyList<MessageTerm> terms, int at)
    {
        // "About a team": what an indefinite article stands before is a thing.
        var before = at > 0 && terms[at - 1].Written == "the" && !terms[at].BeginsPart ? at - 1 : at;
        return before > 0 && !terms[before].BeginsPart && Cues.BeforeTitles.Contains(terms[before - 1].Term);
    }

    private static bool IsArticle(MessageTerm term) => term.Written is "the" or "a" or "an";

    private static bool IsPlain(string term) => Cues.Liking.Contains(term) || Cues.Disliking.Contains(term) || Cues.Wanting.Contains(term) || Cues.Seeing.Contains(term);

    /// <summary>Looks for a misspelt title where one is likely: in quotes, in capitals, or behind a word that titles follow.</summary>
    private LinkedTitle? Misspelt(IReadOnlyList<MessageTerm> terms, int at, CatalogueLexicon lexicon)
    {
        var first = terms[at];
        var isLikely = first.IsQuoted || (first.IsCapital && !first.BeginsSentence) || Follows(terms, at);
        if (!isLikely || IsArticle(first))
        {
            return null;
        }

        var longest = Enumerable.Range(1, Math.Min(LongestMisspelt, terms.Count - at)).TakeWhile(n => n == 1 || !terms[at + n - 1].BeginsPart).Last();
        (string Phrase, double Distance, int Length)? best = null;
        for (var length = longest; length > 0; length--)
        {
            if (length == 1 && (first.Term.Length < ShortestMisspeltWord || lexicon.Vocabulary.Contains(first.Term) || Cues.IsAny(first.Term) || Cues.Talk.Contains(first.Term)))
            {
                continue;
            }

            var phrase = string.Join(' ', Enumerable.Range(at, length).Select(i => terms[i].Term));
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
