using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;

namespace LlmRec.Recommending.Channels;

/// <summary>Neighbours by co-occurrence of everything the user likes, weighted by age.</summary>
internal sealed class ItemKnnChannel(ItemTable items, BehaviourView behaviour) : IRecallChannel
{
    public string Name => ChannelNames.ItemKnn;

    public bool Applies(RecallContext context) => context.Profile.Likes.Count > 0;

    public Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
    {
        using var scores = new ScoreBoard(items);
        foreach (var like in context.Profile.Likes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var neighbour in behaviour.Neighbours.Of(like.Item))
            {
                scores.Add(neighbour.Item, like.Weight * neighbour.Similarity);
            }
        }

        return Task.FromResult(scores.Best(context.Filter, limit));
    }

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) =>
        [.. context.Profile.Likes
            .Select(like => new WeightedItem(like.Item, like.Weight * behaviour.Neighbours.Similarity(like.Item, item)))
            .Where(because => because.Weight > 0)];
}
