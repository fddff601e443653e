using System.Runtime.InteropServices;
using LlmRec.Learning.Models.Words;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Recommending.Similarity;

/// <summary>
/// Which items share words with an item: BM25 (Robertson and Zaragoza, 2009, §3) with the words of its title and facets as
/// the query. The text is left out on both sides: what a thing is stands in the other two (docs/pipeline.md). In memory,
/// 12 bytes a word of an item; follows the items one change at a time. Safe for concurrent use.
/// </summary>
public sealed class ItemWords
{
    // A facet says what a thing is, a word of a title often doesn't.
    private const byte FacetCount = 2;

    // Of an item's words the common ones are left out once the rarer ones already lead to this many places.
    private const int MostPlaces = 400_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Term> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Entry> _entries = [];
    private int _count;
    private long _words;

    /// <summary>Rises with every change.</summary>
    public long Version { get; private set; }

    /// <summary>Adds to each item's score how much it shares with another: its BM25 score over that of the other itself, 0 to about 1.</summary>
    /// <param name="scores">What is added to.</param>
    /// <param name="item">The other; nothing is added when it is unknown or has no telling word.</param>
    /// <param name="weight">What the score is multiplied by.</param>
    internal void AddTo(ScoreBoard scores, int item, float weight)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(item, out var entry) || Telling(entry) is not { Count: > 0 } query)
            {
                return;
            }

            var scale = weight / query.Sum(t => Score(t.Idf, t.Count, entry.Words));
            foreach (var (term, _, idf) in query)
            {
                foreach (var place in CollectionsMarshal.AsSpan(term.Places))
                {
                    if (place.Item != item && _entries.TryGetValue(place.Item, out var other) && other.Revision == place.Revision)
                    {
                        scores.Add(place.Item, scale * Score(idf, place.Count, other.Words));
                    }
                }
            }
        }
    }

    /// <summary>How much one item shares with another, as in <see cref="AddTo"/>.</summary>
    public float Shared(int item, int other)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(item, out var entry) || !_entries.TryGetValue(other, out var second) || Telling(entry) is not { Count: > 0 } query)
            {
                return 0;
            }

            var counts = second.Terms.ToDictionary(t => t.Term, t => t.Count);
            return query.Sum(t => counts.TryGetValue(t.Term, out var count) ? Score(t.Idf, count, second.Words) : 0)
                / query.Sum(t => Score(t.Idf, t.Count, entry.Words));
        }
    }

    internal void Set(CatalogItem item)
    {
        var counts = Counts(item);
        lock (_lock)
        {
            if (_entries.TryGetValue(item.Key, out var before) && before.IsOf(counts))
            {
                return;
            }

            Drop(item.Key, before);
            var terms = new (Term, byte)[counts.Count];
            var revision = (before?.Revision ?? 0) + 1;
            var at = 0;
            foreach (var (word, count) in counts)
            {
                ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, word, out _);
                term ??= new(word);
                term.Items++;
                term.Places.Add(new(item.Key, revision, count));
                terms[at++] = (term, count);
            }

            var entry = new Entry(terms, counts.Sum(c => c.Value), revision);
            _entries[item.Key] = entry;
            _count += terms.Length > 0 ? 1 : 0;
            _words += entry.Words;
            Version++;
        }
    }

    internal void Remove(int key)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var entry))
            {
                Drop(key, entry);
                // The revision stays: should the item come back, its old places must not come back with it.
                _entries[key] = new([], 0, entry.Revision + 1);
                Version++;
            }
        }
    }

    private void Drop(int key, Entry? entry)
    {
        if (entry is not { Terms.Length: > 0 })
        {
            return;
        }

        _count--;
        _words -= entry.Words;
        foreach (var (term, _) in entry.Terms)
        {
            // Places that are out of date are passed over, and cleared away once they are the most.
            if (term.Places.Count > 2 * --term.Items)
            {
                term.Places.RemoveAll(p => p.Item == key || _entries[p.Item].Revision != p.Revision);
            }

            if (term.Items == 0)
            {
                _terms.Remove(term.Word);
            }
        }
    }

    /// <summary>The words of an item that say something: those that others have too, but not most; the rarest first.</summary>
    private List<(Term Term, byte Count, float Idf)> Telling(Entry entry)
    {
        var telling = new List<(Term, byte, float)>(entry.Terms.Length);
        var places = 0;
        foreach (var (term, count) in entry.Terms.OrderBy(t => t.Term.Items).ThenBy(t => t.Term.Word, StringComparer.Ordinal))
        {
            var idf = MathF.Log((_count - term.Items + 0.5f) / (term.Items + 0.5f));
            places += term.Items;
            if (idf <= 0 || (places > MostPlaces && telling.Count > 0))
            {
                break;
            }

            if (term.Items > 1)
            {
                telling.Add((term, count, idf));
            }
        }

        return telling;
    }

    private float Score(float idf, byte count, int words) => Bm25.Default.Of(idf, count, (float)words * _count / _words);

    private static Dictionary<string, byte> Counts(CatalogItem item)
    {
        var counts = new Dictionary<string, byte>(StringComparer.Ordinal);
        Add(item.Title, 1);
        foreach (var facet in item.Facets)
        {
            Add(facet.Value, FacetCount);
        }

        return counts;

        void Add(string text, byte times)
        {
            foreach (var term in SearchTerms.OfQuery(text))
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, term.Term, out _);
                count = (byte)Math.Min(byte.MaxValue, count + times);
            }
        }
    }

    private sealed class Term(string word)
    {
        public string Word { get; } = word;

        public int Items { get; set; }

        public List<Place> Places { get; } = [];
    }

    private readonly record struct Place(int Item, int Revision, byte Count);

    private sealed record Entry((Term Term, byte Count)[] Terms, int Words, int Revision)
    {
        public bool IsOf(Dictionary<string, byte> counts) =>
            Terms.Length == counts.Count && Terms.All(t => counts.TryGetValue(t.Term.Word, out var count) && count == t.Count);
    }
}
