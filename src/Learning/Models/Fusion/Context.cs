namespace LlmRec.Learning.Models.Fusion;

/// <summary>How much is known: the circumstances that decide how much each member's score counts.</summary>
internal sealed class Context
{
    /// <summary>Kinds of user, by the length of the history.</summary>
    public static readonly IReadOnlyList<string> Users = ["1-3 likes", "4-9 likes", "10+ likes"];

    /// <summary>Kinds of item, by training interactions.</summary>
    public static readonly IReadOnlyList<string> Items = ["new", "1-5 interactions", "6+ interactions"];

    /// <summary>What is known of an item itself; each has one weight of either sign.</summary>
    public static readonly IReadOnlyList<string> Facts = ["log popularity", "recency", "has text", "is new"];

    /// <summary>The place of the fact "recency".</summary>
    public const int Recency = 1;

    /// <summary>The place of the fact "has text".</summary>
    public const int HasText = 2;

    private Context(byte[] itemKinds, float[][] facts, double most)
    {
        ItemKinds = itemKinds;
        ItemFacts = facts;
        Most = most;
    }

    /// <summary>The logarithm of 1 + the interactions of the most popular item.</summary>
    public double Most { get; }

    /// <summary>By item: its kind.</summary>
    public byte[] ItemKinds { get; }

    /// <summary>By fact and item, about 0 to 1.</summary>
    public float[][] ItemFacts { get; }

    /// <summary>The kind of a user.</summary>
    public static int UserKind(int likes) => likes < 4 ? 0 : likes < 10 ? 1 : 2;

    /// <summary>The kind of an item.</summary>
    public static byte ItemKind(int interactions) => (byte)(interactions == 0 ? 0 : interactions <= 5 ? 1 : 2);

    /// <summary>Looks at training data.</summary>
    public static Context Of(TrainingData data)
    {
        var counts = new int[data.ItemCount];
        var latest = new double[data.ItemCount];
        for (var user = 0; user < data.Histories.Count; user++)
        {
            for (var i = 0; i < data.Histories[user].Length; i++)
            {
                var item = data.Histories[user][i];
                counts[item]++;
                latest[item] = Math.Max(latest[item], data.Times?[user][i] ?? 0);
            }
        }

        var most = Math.Log(1 + Math.Max(1, counts.Max()));
        var (first, last) = data.Times is { } times ? (times.SelectMany(t => t).Min(), times.SelectMany(t => t).Max()) : (0, 0);
        bool HasTextOf(int item) => data.Texts is { } texts ? texts[item].Length > 0 : data.TextVectors is not null;
        return new(
            Array.ConvertAll(counts, ItemKind),
            [
                [.. counts.Select(c => (float)(Math.Log(1 + c) / most))],
                [.. latest.Select(t => last > first && t > 0 ? (float)((t - first) / (last - first)) : 0)],
                [.. Enumerable.Range(0, data.ItemCount).Select(i => HasTextOf(i) ? 1f : 0f)],
                [.. counts.Select(c => c == 0 ? 1f : 0f)],
            ],
            most);
    }
}
