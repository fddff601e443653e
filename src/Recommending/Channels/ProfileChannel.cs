using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Recommending.Channels;

/// <summary>Items whose text is near one of the user's interests, each interest searched on its own.</summary>
internal sealed class ProfileChannel(ItemTable items, ItemVectors vectors) : IRecallChannel
{
    public string Name => ChannelNames.Profile;

    public bool Applies(RecallContext context) => context.Profile.Likes.Count > 0 && vectors.Count > 0;

    public async Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
    {
        var interests = Interests.Of(context.Profile.Likes, vectors.Of);
        if (interests.Count == 0)
        {
            return [];
        }

        var found = await vectors.NearestAsync([.. interests.Select(i => i.Members.Select(m => m.Item))], context.Filter, limit, cancellationToken);
        var scores = new Dictionary<int, float>();
        for (var i = 0; i < interests.Count; i++)
        {
            // The heaviest interest counts in full, a lighter one less, but not in proportion: it is what would be forgotten.
            var weight = MathF.Sqrt(interests[i].Weight / interests[0].Weight);
            foreach (var (item, score) in found[i])
            {
                scores[item] = MathF.Max(scores.GetValueOrDefault(item), weight * score);
            }
        }

        return scores.Best(items, context.Filter, limit);
    }

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item)
    {
        var interests = Interests.Of(context.Profile.Likes, vectors.Of);
        return [.. interests
            .Select(interest => vectors.Nearness(interest.Members, item))
            .MaxBy(because => because.Sum(b => b.Weight)) ?? []];
    }
}
