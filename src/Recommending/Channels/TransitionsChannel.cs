using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;

namespace LlmRec.Recommending.Channels;

/// <summary>What people liked next after the user's latest likes, weighted by age.</summary>
internal sealed class TransitionsChannel(ItemTable items, BehaviourView behaviour) : IRecallChannel
{
    // With weights of 1/age, what is further back adds little.
    private const int MostLikes = 30;

    public string Name => ChannelNames.Transitions;

    public bool Applies(RecallContext context) => context.Profile.Likes.Count > 0;

    public Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
    {
        using var scores = new ScoreBoard(items);
        foreach (var like in context.Profile.Likes.Take(MostLikes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var follower in behaviour.Transitions.FollowersOf(like.Item))
            {
                scores.Add(follower.Item, like.Weight * follower.Weight);
            }
        }

        return Task.FromResult(scores.Best(context.Filter, limit));
    }

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) =>
        [.. context.Profile.Likes
            .Take(MostLikes)
            .Select(like => new WeightedItem(like.Item, like.Weight * behaviour.Transitions.Weight(like.Item, item)))
            .Where(because => because.Weight > 0)];
}
