using System.Runtime.InteropServices;
using LlmRec.Recommending.Profiles;

namespace LlmRec.Recommending.Behaviour;

/// <summary>
/// What follows what: from each liked item to the next <see cref="Reach"/> likes of the same user, weight 1/gap, divided
/// by √((all that leaves the item + 1) × (all that reaches the other + 1)). A first-order Markov chain with skips, after
/// Rendle et al., WWW 2010, §4, and He and McAuley, ICDM 2016, §3.
/// </summary>
public sealed class Transitions
{
    /// <summary>How many likes ahead count.</summary>
    public const int Reach = 3;

    // Weights 1, 1/2, 1/3 in sixths: whole numbers, so that adding and taking away leaves no rounding behind.
    private static readonly int[] Sixths = [6, 3, 2];

    private const int MostUsers = 2_000;

    // Of an item's followers the heaviest: the rest were seen once or twice.
    private const int Kept = 500;

    private readonly UserHistories _histories;
    private readonly ItemLists _followers;
    private volatile int[] _leaving = [];
    private volatile int[] _reaching = [];

    /// <param name="histories">Who liked what, in which order.</param>
    public Transitions(UserHistories histories)
    {
        _histories = histories;
        _followers = new(Compute);
    }

    /// <summary>What follows an item, each follower with its weight; in no particular order, at most 500.</summary>
    public IEnumerable<WeightedItem> FollowersOf(int item)
    {
        // The sums change with every user, the counts only with those who like the item: divided here, kept undivided.
        var leaving = At(_leaving, item) / 6f;
        foreach (var (follower, sixths) in _followers.Of(item))
        {
            yield return new(follower, Weight(leaving, follower, sixths));
        }
    }

    /// <summary>The weight of one follower; 0 when it is none.</summary>
    public float Weight(int item, int follower) => Weight(At(_leaving, item) / 6f, follower, _followers.CountOf(item, follower));

    /// <summary>Replaces one user's contribution to the sums.</summary>
    internal void Change(ReadOnlySpan<LikeEvent> before, ReadOnlySpan<LikeEvent> after)
    {
        Add(before, -1);
        Add(after, +1);
        _followers.Forget(before, after);
    }

    private ItemCount[] Compute(int item)
    {
        var sixths = new Dictionary<int, int>();
        var users = _histories.LikersOf(item).Span;
        Span<int> next = stackalloc int[Reach];
        foreach (var user in users[Math.Max(0, users.Length - MostUsers)..])
        {
            var events = _histories.EventsOf(user).Span;
            for (var i = 0; i < events.Length; i++)
            {
                if (events[i].Item != item || !events[i].IsLike)
                {
                    continue;
                }

                var found = NextLikes(events, i, next);
                for (var gap = 0; gap < found; gap++)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(sixths, next[gap], out _) += Sixths[gap];
                }
            }
        }

        return [.. sixths.Where(s => s.Key != item).Select(s => new ItemCount(s.Key, s.Value)).OrderByDescending(f => f.Count).ThenBy(f => f.Item).Take(Kept)];
    }

    private float Weight(float leaving, int follower, int sixths) => sixths / 6f / MathF.Sqrt((leaving + 1) * ((At(_reaching, follower) / 6f) + 1));

    private void Add(ReadOnlySpan<LikeEvent> events, int sign)
    {
        Span<int> next = stackalloc int[Reach];
        for (var i = 0; i < events.Length; i++)
        {
            if (!events[i].IsLike)
            {
                continue;
            }

            var found = NextLikes(events, i, next);
            for (var gap = 0; gap < found; gap++)
            {
                _leaving = WithRoomFor(_leaving, events[i].Item);
                _reaching = WithRoomFor(_reaching, next[gap]);
                _leaving[events[i].Item] += sign * Sixths[gap];
                _reaching[next[gap]] += sign * Sixths[gap];
            }
        }
    }

    private static int NextLikes(ReadOnlySpan<LikeEvent> events, int from, Span<int> next)
    {
        var found = 0;
        for (var i = from + 1; i < events.Length && found < next.Length; i++)
        {
            if (events[i].IsLike)
            {
                next[found++] = events[i].Item;
            }
        }

        return found;
    }

    private static int At(int[] sums, int item) => (uint)item < (uint)sums.Length ? sums[item] : 0;

    private static int[] WithRoomFor(int[] sums, int item)
    {
        if (item >= sums.Length)
        {
            Array.Resize(ref sums, Math.Max(item + 1, sums.Length * 2));
        }

        return sums;
    }
}
