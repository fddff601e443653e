using LlmRec.Recommending.Ranking;

namespace LlmRec.Recommending.Reranking;

/// <summary>Chooses and orders the final list out of the ranked candidates.</summary>
public interface IReranker
{
    /// <summary>The name used in configuration.</summary>
    string Name { get; }

    /// <summary>How many of the best candidates it looks at to pick so many.</summary>
    int PoolFor(int limit);

    /// <summary>Picks from ranked candidates.</summary>
    /// <param name="ranked">Best first.</param>
    /// <param name="limit">How many to pick.</param>
    /// <param name="diversity">0: by score alone; 1: as unlike each other as can be.</param>
    IReadOnlyList<RankedCandidate> Rerank(IReadOnlyList<RankedCandidate> ranked, int limit, double diversity);
}
