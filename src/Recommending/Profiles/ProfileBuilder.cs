using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;

namespace LlmRec.Recommending.Profiles;

/// <summary>
/// Makes a <see cref="Profile"/> from a user's events, or from what a visitor says. A like counts 1/age, age counted in
/// later steps: a step is an event where there is only an order, and a sitting (events less than
/// <see cref="SittingGapSeconds"/> apart) where there is time, because order inside a sitting says little.
/// </summary>
public sealed class ProfileBuilder
{
    /// <summary>A longer pause begins a new sitting.</summary>
    public const double SittingGapSeconds = 12 * 3600;

    private const int MostLikes = 100;
    private const int MostDislikes = 20;

    private readonly ItemTable _items;

    /// <param name="items">The catalogue: items that left it are left out.</param>
    public ProfileBuilder(ItemTable items) => _items = items;

    /// <summary>The profile of a user with a history.</summary>
    /// <param name="events">The user's events as <see cref="UserHistories"/> orders them: oldest first, at one time the weakest first.</param>
    /// <param name="hasTime">Whether the events' times are times, not order indexes.</param>
    public Profile Build(ReadOnlySpan<LikeEvent> events, bool hasTime)
    {
        var likes = new List<WeightedItem>();
        var dislikes = new List<int>();
        var seen = new HashSet<int>(events.Length);
        var step = 1;
        for (var i = events.Length - 1; i >= 0; i--)
        {
            var e = events[i];
            step += i < events.Length - 1 && (!hasTime || events[i + 1].Time - e.Time > SittingGapSeconds) ? 1 : 0;
            if (!seen.Add(e.Item) || _items[e.Item] is null)
            {
                continue;
            }

            // Only the latest word on an item counts, and of one moment's the strongest: it comes last.
            if (e.IsLike && likes.Count < MostLikes)
            {
                likes.Add(new(e.Item, e.Weight / step));
            }
            else if (e.IsDislike && dislikes.Count < MostDislikes)
            {
                dislikes.Add(e.Item);
            }
        }

        return new(likes, dislikes, seen);
    }

    /// <summary>The profile of a visitor: likes count alike.</summary>
    public static Profile OfVisitor(IReadOnlyList<int> likes, IReadOnlyList<int> dislikes) => new(
        [.. likes.Distinct().Take(MostLikes).Select(item => new WeightedItem(item, 1))],
        [.. dislikes.Distinct().Take(MostDislikes)],
        new HashSet<int>(likes.Concat(dislikes)));
}
