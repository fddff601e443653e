using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;

namespace LlmRec.Recommending.Channels;

/// <summary>What many people like, of late where there is time.</summary>
internal sealed class PopularChannel(BehaviourView behaviour) : IRecallChannel
{
    public string Name => ChannelNames.Popular;

    public bool Applies(RecallContext context) => true;

    public Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
    {
        var popularity = behaviour.Popularity;
        var found = new List<Candidate>(limit);
        var best = 0.0;
        foreach (var key in popularity.Ordered().Span)
        {
            var score = popularity.ScoreOf(key);
            best = Math.Max(best, score);
            if (context.Filter.Allows(key))
            {
                // Scores can be as large as 2^900: the ratio to the best fits a float. The rank keeps vanishing ones apart.
                found.Add(new(key, (best > 0 ? (float)(score / best) : 0) + (1e-6f / (found.Count + 1))));
            }

            if (found.Count == limit)
            {
                break;
            }
        }

        return Task.FromResult<IReadOnlyList<Candidate>>(found);
    }

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) => [];
}
