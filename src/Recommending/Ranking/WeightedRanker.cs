using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Merging;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Recommending.Ranking;

/// <summary>
/// Fixed weights, untrained. A judgement: behaviour where there is some (what people do says more than what texts say),
/// words and vectors where there is none; a wish outweighs any single habit; popularity and novelty only fill up.
/// What is near a dislike loses in proportion. See docs/pipeline.md.
/// </summary>
internal sealed class WeightedRanker(ItemVectors vectors) : IRanker
{
    private const float DislikePenalty = 0.5f;

    private static readonly Dictionary<string, float> Weights = new()
    {
        [ChannelNames.Wish] = 1.5f,
        [ChannelNames.ItemKnn] = 1f,
        [ChannelNames.Transitions] = 0.7f,
        [ChannelNames.Similar] = 0.4f,
        [ChannelNames.Profile] = 0.4f,
        [ChannelNames.Popular] = 0.1f,
        [ChannelNames.Fresh] = 0.05f,
    };

    private static readonly string[] Channels = [.. Weights.Keys];

    public string Name => "weighted";

    public IReadOnlyList<RankedCandidate> Rank(RecallContext context, IReadOnlyList<MergedCandidate> candidates)
    {
        // Divided by the weights of the channels that spoke: a score of 1 is the best of all of them at once.
        var total = candidates.SelectMany(c => c.Scores.Keys).Distinct().Sum(channel => Weights[channel]);
        float[][] dislikes = [.. context.Profile.Dislikes.Select(vectors.Of).OfType<float[]>()];
        return [.. candidates.Select(c => Score(c, dislikes, total)).OrderByDescending(c => c.Score).ThenBy(c => c.Item)];
    }

    private RankedCandidate Score(MergedCandidate candidate, float[][] dislikes, float total)
    {
        var parts = new float[Channels.Length];
        foreach (var (channel, score) in candidate.Scores)
        {
            parts[Array.IndexOf(Channels, channel)] = Weights[channel] * score / total;
        }

        return new(candidate.Item, parts.Sum() * (1 - (DislikePenalty * Math.Min(1, vectors.LargestCosine(dislikes, candidate.Item)))), new ChannelScores(Channels, parts));
    }
}
