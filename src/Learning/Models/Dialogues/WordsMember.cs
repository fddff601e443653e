using LlmRec.Learning.Models.Words;
using LlmRec.Text.Lexical;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>
/// BM25 (Robertson and Zaragoza, 2009) of texts for what was said, the latest heaviest: of the items' own texts, or of all
/// that was said before each was recommended, so that it learns which words go with which items.
/// </summary>
internal sealed class WordsMember : IDialogueMember
{
    private readonly TermIndex _index;
    private readonly Dictionary<string, int> _numbers;
    private readonly float[][] _impacts;

    /// <param name="name">The member's name.</param>
    /// <param name="terms">By item: its terms, in any order.</param>
    public WordsMember(string name, IReadOnlyList<IEnumerable<string>> terms)
    {
        Name = name;
        _numbers = new(StringComparer.Ordinal);
        _index = TermIndex.OfTerms(terms, _numbers);
        var bm25 = Bm25.Default;
        _impacts = [.. _index.Postings.Select((postings, term) => Array.ConvertAll(postings, p => bm25.Of(_index.Idf[term], p.Count, _index.Lengths[p.Item])))];
    }

    /// <summary>A member on texts.</summary>
    public static WordsMember Of(string name, IReadOnlyList<string> texts) => new(name, [.. texts.Select(text => SearchTerms.OfText(text).Select(t => t.Term))]);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void Score(DialogueTurn turn, Span<float> scores)
    {
        scores.Clear();
        var query = new SortedDictionary<int, float>();
        for (var i = 0; i < turn.Said.Count; i++)
        {
            foreach (var term in SearchTerms.OfText(turn.Said[i]).Select(t => t.Term).Distinct())
            {
                if (SearchTerms.IsTelling(term) && _numbers.TryGetValue(term, out var number))
                {
                    query[number] = query.GetValueOrDefault(number) + (1f / (turn.Said.Count - i));
                }
            }
        }

        foreach (var (term, weight) in query)
        {
            var (postings, impacts) = (_index.Postings[term], _impacts[term]);
            for (var i = 0; i < postings.Length; i++)
            {
                scores[postings[i].Item] += weight * impacts[i];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
