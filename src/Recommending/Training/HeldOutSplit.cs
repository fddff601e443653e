namespace LlmRec.Recommending.Training;

/// <summary>
/// Holds likes out of a training. Where there are times: the latest twentieth of all likes, so that models are judged on
/// what comes after what they know. Where there is an order only, or fewer than a hundred users act late: each user's last like. Of the
/// users held out, every second one's likes choose settings, the others' compare models; who is which never changes, so
/// that what one training chooses by, no later one compares by.
/// </summary>
internal static class HeldOutSplit
{
    private const double LatestShare = 0.05;
    // Fewer say little of how models differ.
    private const int FewestUsers = 100;
    private const int MostTargets = 20;

    // One like to go by and one to learn from it: whoever has fewer keeps all.
    private const int FewestLikesLeft = 2;

    /// <summary>Splits.</summary>
    /// <param name="users">By user: the key and what they did.</param>
    /// <param name="hasTime">Whether times are times.</param>
    public static Split Of(IReadOnlyList<(int Key, UserLikes Likes)> users, bool hasTime)
    {
        var byTime = hasTime ? ByTime(users) : null;
        return byTime is not null && byTime.HeldOut.Select(h => h.User).Distinct().Count() >= FewestUsers ? byTime : ByLast(users);
    }

    /// <summary>Names a user and an item.</summary>
    public static long Mark(int user, int item) => (long)Mix(Mix((ulong)user) ^ (ulong)(uint)item);

    /// <summary>Whether a user's held-out likes compare models, rather than choose settings.</summary>
    public static bool Compares(int user) => (Mix((ulong)user) & 1) == 1;

    private static Split? ByTime(IReadOnlyList<(int Key, UserLikes Likes)> users)
    {
        var times = users.SelectMany(u => u.Likes.LikeTimes).Order().ToArray();
        if (times.Length == 0)
        {
            return null;
        }

        var cut = times[(int)((times.Length - 1) * (1 - LatestShare))];
        var trained = new List<(int[] Items, double[] Times)>();
        var heldOut = new List<HeldOutLike>();
        for (var user = 0; user < users.Count; user++)
        {
            var (key, likes) = users[user];
            var until = likes.CountUntil(cut);
            trained.Add(likes.After(until));
            foreach (var place in likes.NewLikes(until).Take(MostTargets))
            {
                var target = likes.At(place);
                // Before means earlier: what happened at the same moment is no history.
                var before = Enumerable.Range(0, place).Count(i => likes.At(i).Time < target.Time);
                Add(heldOut, user, key, likes.After(before), target);
            }
        }

        return new("time", trained, heldOut);
    }

    private static Split ByLast(IReadOnlyList<(int Key, UserLikes Likes)> users)
    {
        var trained = new List<(int[] Items, double[] Times)>();
        var heldOut = new List<HeldOutLike>();
        for (var user = 0; user < users.Count; user++)
        {
            var (key, likes) = users[user];
            var last = likes.LastNewLike();
            var before = last >= 0 ? likes.After(last) : ([], []);
            if (before.Items.Length < FewestLikesLeft)
            {
                trained.Add(likes.After(likes.Count));
                continue;
            }

            trained.Add(before);
            Add(heldOut, user, key, before, likes.At(last));
        }

        return new("last", trained, heldOut);
    }

    private static void Add(List<HeldOutLike> to, int user, int key, (int[] Items, double[] Times) history, UserEvent target)
    {
        if (history.Items.Length > 0)
        {
            to.Add(new(user, history.Items, history.Times, target.Item, key, target.Seq));
        }
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): near numbers come far apart.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    /// <summary>What is trained on and what is held out.</summary>
    /// <param name="By"><c>time</c> or <c>last</c>.</param>
    /// <param name="Trained">By user: likes to train on, oldest first.</param>
    /// <param name="HeldOut">The likes held out; the mark of each is the user's key still.</param>
    public sealed record Split(string By, IReadOnlyList<(int[] Items, double[] Times)> Trained, IReadOnlyList<HeldOutLike> HeldOut);
}
