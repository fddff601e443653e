using System.Numerics.Tensors;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Ranking;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Recommending.Reranking;

/// <summary>
/// Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): each pick maximises
/// (1 − d) × score − d × similarity to the nearest pick so far. Similarity is the cosine of the text vectors, or the share
/// of common facets where one of the two has no vector.
/// </summary>
internal sealed class MmrReranker(ItemTable items, ItemVectors vectors) : IReranker
{
    // Picks come from the top of the ranking: what is far below is not good enough to be different.
    private const int PoolPerPick = 5;

    public string Name => "mmr";

    public int PoolFor(int limit) => limit * PoolPerPick;

    public IReadOnlyList<RankedCandidate> Rerank(IReadOnlyList<RankedCandidate> ranked, int limit, double diversity)
    {
        if (diversity <= 0 || ranked.Count == 0)
        {
            return [.. ranked.Take(limit)];
        }

        var pool = ranked.Take(PoolFor(limit)).Select(c => new Option(c, items[c.Item], vectors.Of(c.Item))).ToList();
        var best = ranked[0].Score > 0 ? ranked[0].Score : 1;
        var picks = new List<RankedCandidate>(limit);
        while (picks.Count < limit && pool.Count > 0)
        {
            var pick = pool.MaxBy(o => ((1 - diversity) * o.Candidate.Score / best) - (diversity * o.NearestPick))!;
            // What reads like a pick to the letter is to the reader the same again.
            pool.RemoveAll(o => o == pick || (pick.Title is { } title && o.Title == title));
            picks.Add(pick.Candidate);
            foreach (var option in pool)
            {
                option.NearestPick = Math.Max(option.NearestPick, option.SimilarityTo(pick));
            }
        }

        return picks;
    }

    private sealed class Option(RankedCandidate candidate, CatalogItem? item, ReadOnlyMemory<float> vector)
    {
        private readonly IReadOnlyList<Facet> _facets = item?.Facets ?? [];

        public RankedCandidate Candidate => candidate;

        public string? Title => item?.DisplayTitle;

        public double NearestPick { get; set; }

        public double SimilarityTo(Option other)
        {
            if (!vector.IsEmpty && !other.Vector.IsEmpty)
            {
                return Math.Max(0, TensorPrimitives.Dot(vector.Span, other.Vector.Span));
            }

            var shared = _facets.Count(other._facets.Contains);
            var all = _facets.Count + other._facets.Count - shared;
            return all == 0 ? 0 : (double)shared / all;
        }

        private ReadOnlyMemory<float> Vector => vector;
    }
}
