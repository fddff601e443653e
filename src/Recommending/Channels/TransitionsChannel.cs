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
        var scores = new Dictionary<int, float>();
        foreach (var like in context.Profile.Likes.Take(MostLikes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            behaviour.Transitions.AddFollowersOf(like.Item, like.Weight, scores);
        }

        return Task.FromResult(scores.Best(items, context.Filter, limit));
    }

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item)
    {
        var because = new List<WeightedItem>();
        foreach (var like in context.Profile.Likes.Take(MostLikes))
        {
            var followers = new Dictionary<int, float>();
            behaviour.Transitions.AddFollowersOf(like.Item, like.Weight, followers);
            if (followers.TryGetValue(item, out var weight) && weight > 0)
            {
                because.Add(new(like.Item, weight));
            }
        }

        return because;
    }
}
