using LlmRec.Recommending.Merging;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Recommending.Ranking;

/// <summary>Makes one score of what the channels say of a candidate.</summary>
public interface IRanker
{
    /// <summary>The name used in configuration.</summary>
    string Name { get; }

    /// <summary>Refuses, at the start, channels whose scores this ranker knows no weight for. By default it takes any.</summary>
    /// <param name="channels">The names of the channels in use.</param>
    /// <exception cref="ConfigurationException">It can't rank what one of them finds.</exception>
    void CheckChannels(IReadOnlyList<string> channels)
    {
    }

    /// <summary>Scores candidates.</summary>
    /// <param name="context">The request.</param>
    /// <param name="candidates">The candidates, each once.</param>
    /// <param name="wanted">How many of the best will be looked at.</param>
    /// <returns>These, or all where there are fewer, best first, scores from 0 to 1.</returns>
    IReadOnlyList<RankedCandidate> Rank(RecallContext context, IReadOnlyList<MergedCandidate> candidates, int wanted);
}

/// <summary>A candidate with its score.</summary>
/// <param name="Item">The item's key.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Parts">What each channel contributed to the score; they add up to it, before what dislikes take off.</param>
public sealed record RankedCandidate(int Item, float Score, IReadOnlyDictionary<string, float> Parts);
