using LlmRec.Text.Lexical;

namespace LlmRec.Learning.Models.Words;

/// <summary>The terms of all texts, both ways.</summary>
internal sealed class TermIndex
{
    private TermIndex(Posting[][] postings, int[][] terms, float[] lengths, float[] idf)
    {
        Postings = postings;
        Terms = terms;
        Lengths = lengths;
        Idf = idf;
    }

    /// <summary>By term: the items it stands in, and how often.</summary>
    public Posting[][] Postings { get; }

    /// <summary>By item: its terms, each once.</summary>
    public int[][] Terms { get; }

    /// <summary>By item: length over the mean length.</summary>
    public float[] Lengths { get; }

    /// <summary>By term: log(1 + (n − df + ½)/(df + ½)).</summary>
    public float[] Idf { get; }

    /// <summary>Indexes texts; one's place is the item's number.</summary>
    public static TermIndex Of(IReadOnlyList<string> texts) => Of(texts, new(StringComparer.Ordinal));

    /// <summary>Indexes texts; one's place is the item's number.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="numbers">Receives the number of each term.</param>
    public static TermIndex Of(IReadOnlyList<string> texts, Dictionary<string, int> numbers) =>
        OfTerms([.. texts.Select(text => SearchTerms.OfText(text).Select(t => t.Term))], numbers);

    /// <summary>Indexes bags of terms; one's place is the item's number.</summary>
    /// <param name="bags">The terms.</param>
    /// <param name="numbers">Receives the number of each term.</param>
    public static TermIndex OfTerms(IReadOnlyList<IEnumerable<string>> bags, Dictionary<string, int> numbers)
    {
        var postings = new List<List<Posting>>();
        var terms = new int[bags.Count][];
        var lengths = new float[bags.Count];
        for (var item = 0; item < bags.Count; item++)
        {
            var counts = new Dictionary<int, int>();
            foreach (var term in bags[item])
            {
                if (!numbers.TryGetValue(term, out var number))
                {
                    numbers.Add(term, number = numbers.Count);
                    postings.Add([]);
                }

                counts[number] = counts.GetValueOrDefault(number) + 1;
                lengths[item]++;
            }

            terms[item] = [.. counts.Keys.Order()];
            foreach (var (term, count) in counts)
            {
                postings[term].Add(new(item, count));
            }
        }

        var withText = Math.Max(1, lengths.Count(l => l > 0));
        var mean = Math.Max(1, lengths.Sum() / withText);
        return new(
            [.. postings.Select(p => p.ToArray())],
            terms,
            [.. lengths.Select(l => l / mean)],
            [.. postings.Select(p => (float)Math.Log(1 + ((withText - p.Count + 0.5) / (p.Count + 0.5))))]);
    }
}

/// <summary>A text in which a term stands.</summary>
/// <param name="Item">The item.</param>
/// <param name="Count">How often.</param>
internal readonly record struct Posting(int Item, int Count);
