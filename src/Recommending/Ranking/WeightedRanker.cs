using System.Collections.Frozen;
using System.Numerics.Tensors;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Merging;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Recommending.Ranking;

/// <summary>
/// Fixed weights, untrained. A judgement: behaviour where there is some (what people do says more than what texts say),
/// words and vectors where there is none; a wish outweighs any single habit; popularity and novelty only fill up.
/// What is near a dislike loses in proportion. See docs/pipeline.md.
/// </summary>
internal sealed class WeightedRanker(ItemVectors vectors, BehaviourView behaviour) : IRanker
{
    private const float DislikePenalty = 0.5f;

    // Where so many people like what the user likes, behaviour counts by half of its weight.
    private const float HalfTrusted = 10;

    private static readonly Dictionary<string, float> Weights = new()
    {
        [ChannelNames.Wish] = 1.5f,
        [ChannelNames.ItemKnn] = 1f,
        [ChannelNames.Transitions] = 0.7f,
        [ChannelNames.Similar] = 0.7f,
        [ChannelNames.Profile] = 0.2f,
        [ChannelNames.SimilarUsers] = 0.3f,
        [ChannelNames.Popular] = 0.1f,
        [ChannelNames.Fresh] = 0.05f,
        // Those that are trained come last: before any is, the sums of the others stay what they were, to the bit.
        [ChannelNames.Sequence] = 1f,
        [ChannelNames.Ease] = 1f,
        [ChannelNames.Masked] = 0.7f,
        [ChannelNames.TwoTower] = 0.7f,
        [ChannelNames.TextAdapter] = 0.3f,
        // Chosen on recorded dialogues, see docs/conversation.md.
        [ChannelNames.Dialogue] = 2f,
    };

    private static readonly string[] Channels = [.. Weights.Keys];
    private static readonly FrozenDictionary<string, int> Places = Channels.Index().ToFrozenDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);

    /// <summary>The weight of a channel.</summary>
    internal static float WeightOf(string channel) => Weights[channel];

    /// <summary>What is left of a score by how near the item is to a dislike.</summary>
    internal static float LeftBy(float nearness) => 1 - (DislikePenalty * Math.Min(1, nearness));

    public string Name => "weighted";

    public void CheckChannels(IReadOnlyList<string> channels)
    {
        if (channels.FirstOrDefault(c => !Weights.ContainsKey(c)) is { } unknown)
        {
            throw new ConfigurationException(
                $"Pipeline:Ranker is '{Name}', which has no weight for the channel '{unknown}'. Take it out of Pipeline:Channels, or choose another ranker. It has weights for: {string.Join(", ", Channels.Order())}.");
        }
    }

    public IReadOnlyList<RankedCandidate> Rank(RecallContext context, IReadOnlyList<MergedCandidate> candidates, int wanted)
    {
        var trust = Trust(context.Profile.Likes);
        float[] weights = [.. Channels.Select(channel => Weights[channel] * (channel is ChannelNames.ItemKnn or ChannelNames.Transitions ? trust : 1))];
        var ranked = Scored(candidates, weights).OrderByDescending(c => c.Score);
        ReadOnlyMemory<float>[] dislikes = [.. context.Profile.Dislikes.Select(vectors.Of).Where(v => !v.IsEmpty)];
        return [.. (dislikes.Length == 0 ? ranked : Lowered(ranked, dislikes, wanted)).OrderByDescending(c => c.Score).ThenBy(c => c.Item).Take(wanted)];
    }

    /// <summary>Weighted sums, divided by the weights of the channels that spoke: a score of 1 is the best of all of them at once.</summary>
    private static RankedCandidate[] Scored(IReadOnlyList<MergedCandidate> candidates, float[] weights)
    {
        var parts = new float[candidates.Count][];
        var speaking = new float[Channels.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new float[Channels.Length];
            foreach (var (channel, score) in candidates[i].Scores)
            {
                var at = Places[channel];
                parts[i][at] = weights[at] * score;
                speaking[at] = weights[at];
            }
        }

        var total = speaking.Sum() is > 0 and var sum ? sum : 1;
        var scored = new RankedCandidate[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            TensorPrimitives.Divide(parts[i], total, parts[i]);
            scored[i] = new(candidates[i].Item, TensorPrimitives.Sum<float>(parts[i]), new ChannelScores(Channels, parts[i]));
        }

        return scored;
    }

    /// <summary>Takes off what nearness to dislikes costs; stops where no other can come among the best any more, since scores only fall.</summary>
    private IEnumerable<RankedCandidate> Lowered(IEnumerable<RankedCandidate> ranked, ReadOnlyMemory<float>[] dislikes, int wanted)
    {
        var best = new PriorityQueue<float, float>(wanted + 1);
        foreach (var candidate in ranked.TakeWhile(c => best.Count < wanted || c.Score >= best.Peek()))
        {
            var lowered = candidate with { Score = candidate.Score * LeftBy(vectors.LargestCosine(dislikes, candidate.Item)) };
            best.Enqueue(lowered.Score, lowered.Score);
            if (best.Count > wanted)
            {
                best.Dequeue();
            }

            yield return lowered;
        }
    }

    /// <summary>How far behaviour can be trusted, 0 to 1: it says little where few people like what the user likes.</summary>
    private float Trust(IReadOnlyList<WeightedItem> likes)
    {
        var sum = likes.Sum(like => like.Weight);
        return sum <= 0 ? 1 : likes.Sum(like => like.Weight * Trust(behaviour.Histories.LikersOf(like.Item).Length)) / sum;
    }

    private static float Trust(int likers) => likers / (likers + HalfTrusted);
}
