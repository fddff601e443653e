using LlmRec.Catalog.Lexical;
using LlmRec.Embedding.Encoders;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Recommending.Search;

/// <summary>
/// Search by meaning and by words: the encoder's nearest items and BM25's best, each divided by its best, added. BM25 is
/// the better on titles and rare words, the encoder where the words differ; both together beat either.
/// </summary>
public sealed class HybridSearch
{
    // Of .5, .6 and .7 the best on MovieLens' tags as queries (docs/pipeline.md).
    private const float LexicalWeight = 0.6f;
    private const int Depth = 200;

    private readonly ItemTable _items;
    private readonly ItemVectors _vectors;
    private readonly LexicalIndex _lexical;
    private readonly QueryEncoder _encoder;

    /// <summary>Creates the search over the catalogue, its vectors and its words.</summary>
    public HybridSearch(ItemTable items, ItemVectors vectors, LexicalIndex lexical, QueryEncoder encoder)
    {
        _items = items;
        _vectors = vectors;
        _lexical = lexical;
        _encoder = encoder;
    }

    /// <summary>Finds items for free text.</summary>
    /// <param name="query">Any text; empty finds nothing.</param>
    /// <param name="filter">Which items may be found.</param>
    /// <param name="limit">The most items wanted.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Items, best first; scores from 0 to 1.</returns>
    public async Task<IReadOnlyList<Candidate>> FindAsync(string query, CandidateFilter filter, int limit, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(query))
        {
            return [];
        }

        var depth = Math.Max(Depth, limit);
        var lexical = LexicalAsync(query, filter, depth, cancellationToken);
        var semantic = SemanticAsync(query, filter, depth, cancellationToken);
        using var scores = new ScoreBoard(_items);
        // Words count for less when even the best item holds but a part of them.
        var byWords = await lexical;
        Add(scores, byWords, LexicalWeight * Math.Min(1, byWords.Count > 0 ? byWords[0].Score : 0));
        Add(scores, await semantic, 1 - LexicalWeight);
        return scores.Best(filter, limit);
    }

    private async Task<IReadOnlyList<Candidate>> LexicalAsync(string query, CandidateFilter filter, int depth, CancellationToken cancellationToken)
    {
        // The index of words knows nothing of filters: search deeper, so that a filter leaves enough.
        var hits = await _lexical.SearchAsync(query, depth * 5, cancellationToken);
        using var scores = new ScoreBoard(_items);
        foreach (var hit in hits)
        {
            scores.Add(hit.Key, (float)hit.Score);
        }

        return scores.Best(filter, depth);
    }

    private async Task<IReadOnlyList<Candidate>> SemanticAsync(string query, CandidateFilter filter, int depth, CancellationToken cancellationToken)
    {
        if (_vectors.Count == 0)
        {
            return [];
        }

        var vectors = await _encoder.EncodeAsync([query], cancellationToken);
        return await _vectors.NearestAsync(vectors[0], filter, depth, cancellationToken);
    }

    private static void Add(ScoreBoard scores, IReadOnlyList<Candidate> candidates, float weight)
    {
        foreach (var candidate in candidates)
        {
            scores.Add(candidate.Item, weight * candidate.Score / candidates[0].Score);
        }
    }
}
