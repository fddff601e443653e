namespace LlmRec.Recommending.Behaviour;

/// <summary>
/// Every user's events, oldest first, and for every item the users who like it. One writer; readers see each user's and
/// each item's list as of some moment, never half of a change: lists are replaced, or grown behind the end that readers know.
/// </summary>
public sealed class UserHistories
{
    private static readonly Likers Nobody = new([], 0);

    private volatile LikeEvent[]?[] _events = [];
    private volatile Likers?[] _likers = [];

    /// <summary>How many users like anything.</summary>
    public int UsersWithLikes { get; private set; }

    /// <summary>A user's events, oldest first; empty for an unknown user.</summary>
    public ReadOnlyMemory<LikeEvent> EventsOf(int user)
    {
        var events = _events;
        return (uint)user < (uint)events.Length ? events[user] : ReadOnlyMemory<LikeEvent>.Empty;
    }

    /// <summary>The users who like an item, in no particular order; empty for an unknown item.</summary>
    public ReadOnlyMemory<int> LikersOf(int item)
    {
        var likers = _likers;
        var list = (uint)item < (uint)likers.Length ? likers[item] ?? Nobody : Nobody;
        return list.Users.AsMemory(0, list.Count);
    }

    /// <summary>Adds events of one user; one for the same item and time replaces what was known. Returns the lists before and after.</summary>
    internal (LikeEvent[] Before, LikeEvent[] After) Add(int user, IReadOnlyList<LikeEvent> added)
    {
        var before = Before(user);
        var byKey = new Dictionary<(int, double), LikeEvent>(before.Length + added.Count);
        foreach (var known in before)
        {
            byKey[(known.Item, known.Time)] = known;
        }

        foreach (var change in added)
        {
            byKey[(change.Item, change.Time)] = change;
        }

        // The dictionary keeps the order of arrival and the sort is stable, so that equal times stay in that order.
        LikeEvent[] after = [.. byKey.Values.OrderBy(e => e.Time)];
        Replace(user, before, after);
        return (before, after);
    }

    /// <summary>Forgets a user; returns what was known.</summary>
    internal LikeEvent[] Remove(int user)
    {
        var before = Before(user);
        Replace(user, before, []);
        return before;
    }

    private LikeEvent[] Before(int user) => user < _events.Length ? _events[user] ?? [] : [];

    private void Replace(int user, LikeEvent[] before, LikeEvent[] after)
    {
        _events = WithRoomFor(_events, user);
        _events[user] = after;
        var was = Liked(before);
        var isNow = Liked(after);
        UsersWithLikes += Math.Sign(isNow.Count) - Math.Sign(was.Count);
        foreach (var item in was.Except(isNow))
        {
            var list = _likers[item]!;
            int[] others = [.. list.Users.Take(list.Count).Where(u => u != user)];
            _likers[item] = new(others, others.Length);
        }

        foreach (var item in isNow.Except(was))
        {
            _likers = WithRoomFor(_likers, item);
            _likers[item] = Appended(_likers[item] ?? Nobody, user);
        }
    }

    private static HashSet<int> Liked(LikeEvent[] events) => [.. events.Where(e => e.IsLike).Select(e => e.Item)];

    private static Likers Appended(Likers list, int user)
    {
        var users = list.Users;
        if (list.Count == users.Length)
        {
            Array.Resize(ref users, Math.Max(4, users.Length * 2));
        }

        users[list.Count] = user;
        return new(users, list.Count + 1);
    }

    private static T?[] WithRoomFor<T>(T?[] lists, int index)
    {
        if (index < lists.Length)
        {
            return lists;
        }

        var grown = new T?[Math.Max(index + 1, lists.Length * 2)];
        lists.CopyTo(grown, 0);
        return grown;
    }

    private sealed record Likers(int[] Users, int Count);
}
