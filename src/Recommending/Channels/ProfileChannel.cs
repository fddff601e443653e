using System.Runtime.CompilerServices;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Recommending.Channels;

/// <summary>Items whose text is near one of the user's interests, each interest searched on its own.</summary>
internal sealed class ProfileChannel(ItemTable items, ItemVectors vectors, VectorNeighbours neighbours) : IRecallChannel
{
    // Clustered once a request, for recall and for the evidence.
    private readonly ConditionalWeakTable<RecallContext, IReadOnlyList<Interest>> _interests = [];

    public string Name => ChannelNames.Profile;

    public bool Applies(RecallContext context) => context.Profile.Likes.Count > 0 && vectors.Count > 0;

    public async Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
    {
        var interests = InterestsOf(context);
        using var scores = new ScoreBoard(items);
        for (var i = 0; i < interests.Count; i++)
        {
            // The heaviest interest counts in full, a lighter one less, but not in proportion: it is what would be forgotten.
            var weight = MathF.Sqrt(interests[i].Weight / interests[0].Weight);
            using var nearest = await NearestAsync(interests[i], context.Filter, limit, cancellationToken);
            scores.Raise(nearest, weight);
        }

        return scores.Best(context.Filter, limit);
    }

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) =>
        InterestsOf(context)
            .Select(interest => vectors.Nearness(interest.Members, item))
            .MaxBy(because => because.Sum(b => b.Weight)) ?? [];

    private IReadOnlyList<Interest> InterestsOf(RecallContext context) =>
        _interests.GetValue(context, c => Interests.Of(c.Profile.Likes, vectors.Of));

    /// <summary>
    /// Items near an interest's centre. The cosine to a mean of vectors is the mean of the cosines, up to a factor that is
    /// the same for every item: the members' kept neighbours give it without a scan, but for members whose list an item is not on.
    /// </summary>
    private async Task<ScoreBoard> NearestAsync(Interest interest, CandidateFilter filter, int limit, CancellationToken cancellationToken)
    {
        int[] members = [.. interest.Members.Select(m => m.Item)];
        var (found, share) = filter.HasConditions
            ? (await vectors.NearestAsync([members], filter, limit, cancellationToken), 1f)
            : (await neighbours.OfAsync(members, cancellationToken), 1f / members.Length);
        var sums = new ScoreBoard(items);
        foreach (var list in found)
        {
            foreach (var (item, score) in list)
            {
                sums.Add(item, score * share);
            }
        }

        return sums;
    }
}
