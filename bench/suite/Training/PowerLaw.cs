namespace LlmRec.Bench;

/// <summary>Seeded histories of any size: users' activity and items' popularity fall by power laws, and a third of the events follow from the one before.</summary>
internal static class PowerLaw
{
    private const double Activity = 0.5;
    private const double Following = 0.3;

    /// <summary>Draws histories.</summary>
    /// <param name="users">Users, each with two events or more.</param>
    /// <param name="items">Items; the density of popularity falls like 1/rank.</param>
    /// <param name="interactions">Events in all, about.</param>
    public static int[][] Histories(int users, int items, int interactions)
    {
        var random = new Random(5);
        // The sum of rank^-a over n ranks is about n^(1-a) / (1-a).
        var scale = interactions * (1 - Activity) / Math.Pow(users, 1 - Activity);
        var histories = new int[users][];
        for (var user = 0; user < users; user++)
        {
            var history = histories[user] = new int[Math.Max(2, (int)Math.Round(scale * Math.Pow(user + 1, -Activity)))];
            for (var i = 0; i < history.Length; i++)
            {
                history[i] = i > 0 && random.NextDouble() < Following
                    ? (history[i - 1] + 1) % items
                    : Math.Min(items - 1, (int)Math.Pow(items, random.NextDouble()) - 1);
            }
        }

        return histories;
    }
}
