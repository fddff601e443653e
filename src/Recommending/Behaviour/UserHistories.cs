namespace LlmRec.Recommending.Behaviour;

/// <summary>
/// Every user's events, and for every item the users who like it. One writer; readers see each user's and each item's list
/// as of some moment, never half of a change: lists are replaced, or grown behind the end that readers know. Events are in
/// order of time; at one time (dates are often days) the weaker come first, and equally strong ones as they were stored:
/// who looks from the end for the latest word on an item finds the strongest of its moment.
/// </summary>
public sealed class UserHistories
{
    private static readonly Likers Nobody = new([], 0);

    private volatile LikeEvent[]?[] _events = [];
    private volatile Likers?[] _likers = [];

    /// <summary>How many users like anything.</summary>
    public int UsersWithLikes { get; private set; }

    /// <summary>A user's events, oldest first and, at one time, the weakest first; empty for an unknown user.</summary>
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

    /// <summary>
    /// Adds events of one user, no two alike in item, type and time; one alike with what was known replaces it. Returns the
    /// lists before and after.
    /// </summary>
    internal (LikeEvent[] Before, LikeEvent[] After) Add(int user, IReadOnlyCollection<LikeEvent> added)
    {
        var before = Before(user);
        var replaced = added.Select(Key).ToHashSet();
        LikeEvent[] after = [.. before.Where(known => !replaced.Contains(Key(known))).Concat(added)
            .OrderBy(e => e.Time).ThenBy(e => Math.Abs(e.Weight))];
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

    private static (int Item, int Type, double Time) Key(LikeEvent e) => (e.Item, e.Type, e.Time);

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
