using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Recommending.Channels;

/// <summary>Neighbours, by words and by text vector, of each of the user's latest likes.</summary>
internal sealed class SimilarChannel(ItemTable items, TextNeighbours neighbours) : IRecallChannel
{
    private const int MostLikes = 10;

    public string Name => ChannelNames.Similar;

    public bool Applies(RecallContext context) => context.Profile.Likes.Count > 0;

    public async Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
    {
        var likes = context.Profile.Likes.Take(MostLikes).ToList();
        int[] keys = [.. likes.Select(like => like.Item)];
        // Conditions can leave little of the neighbours that are kept: then the filter belongs into the search.
        var found = context.Filter.HasConditions
            ? await neighbours.OfAsync(keys, context.Filter, limit, cancellationToken)
            : await neighbours.OfAsync(keys, cancellationToken);
        using var scores = new ScoreBoard(items);
        for (var i = 0; i < likes.Count; i++)
        {
            foreach (var (item, score) in found[i])
            {
                scores.Add(item, likes[i].Weight * score);
            }
        }

        return scores.Best(context.Filter, limit);
    }

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item)
    {
        var likes = context.Profile.Likes.Take(MostLikes).ToList();
        var nearness = neighbours.Nearness([.. likes.Select(like => like.Item)], item);
        return [.. likes.Select((like, i) => new WeightedItem(like.Item, like.Weight * nearness[i])).Where(because => because.Weight > 0)];
    }
}
