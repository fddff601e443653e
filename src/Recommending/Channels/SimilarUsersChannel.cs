using System.Runtime.InteropServices;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Recommending.Channels;

/// <summary>
/// What people like whose text (stated profile, attributes, likes) is near the user's: user-based neighbours (Resnick et
/// al., CSCW 1994) found by text vectors instead of common ratings, so that a user without any history has some too.
/// A neighbour's likes count by nearness. What the neighbours say of an item is smoothed by what everybody says, and then
/// divided by a power of it, or this would be <c>popular</c> over again. See docs/pipeline.md for what was measured.
/// </summary>
internal sealed class SimilarUsersChannel(ItemTable items, BehaviourView behaviour, UserNeighbours neighbours) : IRecallChannel
{
    // Whoever liked more than this is better known by it than by a text.
    private const int MostOwnLikes = 10;
    private const int MostLikesOfNeighbour = 100;
    // One person's like alone is no pattern, and none of anybody else's business.
    private const int FewestLikers = 2;
    // What everybody says has half the say of all neighbours together.
    private const float Smoothing = 0.5f;
    private const float Damping = 0.25f;

    public string Name => ChannelNames.SimilarUsers;

    public bool Applies(RecallContext context) =>
        context.User is not null && context.Profile.Likes.Count <= MostOwnLikes && neighbours.Count > 0;

    public async Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<int, (float Weight, int Likers)>();
        var total = 0f;
        foreach (var (user, weight) in await neighbours.OfAsync(context.User!.Value, cancellationToken))
        {
            total += weight;
            Add(sums, behaviour.Histories.EventsOf(user).Span, weight);
        }

        using var scores = new ScoreBoard(items);
        foreach (var (item, (weight, likers)) in sums)
        {
            if (likers >= FewestLikers)
            {
                var everybody = (float)behaviour.Histories.LikersOf(item).Length / behaviour.Histories.UsersWithLikes;
                scores.Add(item, ((weight / total) + (Smoothing * everybody)) / MathF.Pow(everybody, Damping));
            }
        }

        return scores.Best(context.Filter, limit);
    }

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) => [];

    /// <summary>Adds a neighbour's latest likes; only the latest word on an item counts.</summary>
    private static void Add(Dictionary<int, (float Weight, int Likers)> sums, ReadOnlySpan<LikeEvent> events, float weight)
    {
        var spokenOf = new HashSet<int>();
        var likes = 0;
        for (var i = events.Length - 1; i >= 0 && likes < MostLikesOfNeighbour; i--)
        {
            if (events[i].Weight != 0 && spokenOf.Add(events[i].Item) && events[i].IsLike)
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, events[i].Item, out _);
                sum = (sum.Weight + (weight * events[i].Weight), sum.Likers + 1);
                likes++;
            }
        }
    }
}
