using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Recommending.Search;

/// <summary>The titles of a catalogue as of one moment, sorted from each of their words on: what begins alike stands together.</summary>
internal sealed class TitleList
{
    // Titles of shops go on for lines: nobody types their end.
    private const int LongestTitle = 120;

    private readonly Title[] _titles;
    private readonly Place[] _places;

    private TitleList(long version, Title[] titles, Place[] places) => (Version, _titles, _places) = (version, titles, places);

    /// <summary>The catalogue's version that was read.</summary>
    public long Version { get; }

    /// <summary>How many titles there are.</summary>
    public int Count => _titles.Length;

    /// <summary>Reads a catalogue.</summary>
    public static TitleList Of(IEnumerable<CatalogItem> items, long version)
    {
        var (titles, places) = (new List<Title>(), new List<Place>());
        foreach (var item in items)
        {
            var text = TypedText.Of(item.DisplayTitle);
            var folded = text.Folded.Length > LongestTitle ? text.Folded[..LongestTitle] : text.Folded;
            var isLead = true;
            foreach (var start in text.Beginnings.TakeWhile(b => b < folded.Length))
            {
                places.Add(new(Place.KeyOf(folded.AsSpan(start)), titles.Count, (byte)start, isLead));
                // Behind "The" a title begins too.
                isLead = isLead && !SearchTerms.IsTelling(FirstWord(folded, start));
            }

            titles.Add(new(folded, item));
        }

        Title[] all = [.. titles];
        Place[] sorted = [.. places];
        Array.Sort(sorted, (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.In(all).CompareTo(b.In(all), StringComparison.Ordinal));
        return new(version, all, sorted);
    }

    /// <summary>The best items, of several lists, whose title has a word that begins so.</summary>
    public static IReadOnlyList<CatalogItem> Best(IReadOnlyList<TitleList> lists, string prefix, int limit, Func<CatalogItem, bool> isThere, Func<CatalogItem, double> likes)
    {
        var best = new List<Match>(limit + 1);
        foreach (var list in lists)
        {
            list.Collect(best, prefix, limit, isThere, likes);
        }

        return [.. best.Select(m => m.Item)];
    }

    private void Collect(List<Match> best, string prefix, int limit, Func<CatalogItem, bool> isThere, Func<CatalogItem, double> likes)
    {
        for (var i = First(prefix); i < _places.Length && _places[i].In(_titles).StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            var isFull = best.Count == limit;
            // A letter begins tens of thousands of words: most of them need no second look.
            if (isFull && best[^1].IsLead && !_places[i].IsLead)
            {
                continue;
            }

            var (folded, item) = _titles[_places[i].Title];
            var match = new Match(item, _places[i].IsLead, likes(item), folded.Length);
            if ((!isFull || match.CompareTo(best[^1]) < 0) && isThere(item))
            {
                Keep(best, match, limit);
            }
        }
    }

    private static void Keep(List<Match> best, Match match, int limit)
    {
        // "The Good, the Bad": one title can hold it twice.
        var known = best.FindIndex(b => b.Item.Key == match.Item.Key);
        if (known >= 0)
        {
            if (match.CompareTo(best[known]) >= 0)
            {
                return;
            }

            best.RemoveAt(known);
        }

        var place = best.BinarySearch(match);
        best.Insert(place < 0 ? ~place : place, match);
        if (best.Count > limit)
        {
            best.RemoveAt(limit);
        }
    }

    private static string FirstWord(string folded, int start)
    {
        var end = folded.IndexOf(' ', start);
        return end < 0 ? folded[start..] : folded[start..end];
    }

    private int First(string prefix)
    {
        var (low, high) = (0, _places.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_places[middle].In(_titles).CompareTo(prefix, StringComparison.Ordinal) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private sealed record Title(string Folded, CatalogItem Item);

    /// <param name="Key">Its first characters as one number, which nearly always tells two places apart.</param>
    /// <param name="Title">The title's number.</param>
    /// <param name="Start">Where in it a match may begin.</param>
    /// <param name="IsLead">Whether the title itself begins there.</param>
    private readonly record struct Place(ulong Key, int Title, byte Start, bool IsLead)
    {
        /// <summary>The first four characters, in an order that is that of the characters.</summary>
        public static ulong KeyOf(ReadOnlySpan<char> text)
        {
            var key = 0UL;
            for (var i = 0; i < 4; i++)
            {
                key = (key << 16) | (i < text.Length ? text[i] : '\0');
            }

            return key;
        }

        public ReadOnlySpan<char> In(Title[] titles) => titles[Title].Folded.AsSpan(Start);
    }

    private readonly record struct Match(CatalogItem Item, bool IsLead, double Likes, int Length) : IComparable<Match>
    {
        /// <summary>The better one comes first.</summary>
        public int CompareTo(Match other) => (!IsLead, -Likes, Length, Item.Key).CompareTo((!other.IsLead, -other.Likes, other.Length, other.Item.Key));
    }
}
