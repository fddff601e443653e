using LlmRec.Learning.Models.Behaviour;

namespace LlmRec.Learning.Models.Words;

/// <summary>Scores items by the words they share with a history.</summary>
internal sealed class LexicalModel : IScoringModel
{
    private readonly TermIndex _index;
    private readonly RecencyWeights _recency;
    private readonly float[][] _impacts;

    public LexicalModel(TermIndex index, Bm25 bm25, RecencyWeights recency)
    {
        _index = index;
        _recency = recency;
        _impacts = [.. index.Postings.Select((postings, term) => Array.ConvertAll(postings, p => bm25.Of(index.Idf[term], p.Count, index.Lengths[p.Item])))];
    }

    /// <inheritdoc/>
    public string Name => ModelNames.Lexical;

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken) =>
        RowScores.Fill(histories, _index.Terms.Length, scores, ScoreOne, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void ScoreOne(ReadOnlySpan<int> history, Span<float> scores)
    {
        scores.Clear();
        // The queries are summed before the texts are looked at: each term's list is walked once.
        var query = new SortedDictionary<int, float>();
        for (var i = 0; i < history.Length; i++)
        {
            var weight = _recency.At(i, history.Length);
            foreach (var term in _index.Terms[history[i]])
            {
                query[term] = query.GetValueOrDefault(term) + weight;
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
}
