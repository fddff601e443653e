using System.Globalization;
using System.Text.Json;
using LlmRec.Catalog.Interactions;
using LlmRec.Evaluation.Datasets;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Evaluation;

/// <summary>Small data folders with something to learn: items come in series, and users mostly buy the next of a series.</summary>
internal static class SyntheticFolder
{
    public const int Items = 90;
    public const int Users = 160;

    private static readonly string[] Series = ["lavender soap", "steel kettle", "garden hose", "silk scarf", "chess board", "walnut desk", "running shoe", "green tea", "desk lamp"];

    /// <summary>What each user did, as item numbers, oldest first.</summary>
    public static List<int[]> Logs(int seed = 5)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Users).Select(_ =>
        {
            var (series, step) = (random.Next(Series.Length), random.Next(10));
            var log = new List<int>();
            for (var i = 0; i < 5 + random.Next(5); i++)
            {
                log.Add((series * 10) + (step++ % 10));
                (series, step) = random.Next(6) == 0 ? (random.Next(Series.Length), random.Next(10)) : (series, step);
            }

            return log.Distinct().ToArray();
        })];
    }

    /// <summary>Writes a folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="logs">What users did.</param>
    /// <param name="shuffle">A seed to give out other ids and to write lines in another order; null for the plain ones.</param>
    /// <param name="real">Whether the timestamps are times.</param>
    public static string Write(string folder, IReadOnlyList<int[]> logs, int? shuffle = null, bool real = false)
    {
        var (itemIds, userIds) = (Enumerable.Range(0, Items).ToArray(), Enumerable.Range(0, logs.Count).ToArray());
        var random = shuffle is { } seed ? new Random(seed) : null;
        random?.Shuffle(itemIds);
        random?.Shuffle(userIds);
        var items = Enumerable.Range(0, Items).Select(i => JsonSerializer.Serialize(new
        {
            id = $"i{itemIds[i]:000}",
            title = $"{Series[i / 10]} number {i % 10} {(char)('a' + (i % 10))}{i * 37 % 91}",
            attributes = new { s3recId = itemIds[i] },
        })).ToArray();
        var start = 1_500_000_000;
        var rows = logs.SelectMany((log, user) => log.Select((item, i) => string.Create(
            CultureInfo.InvariantCulture, $"u{userIds[user]:000},i{itemIds[item]:000},purchase,1,{(real ? start + (user * 5_000) + (i * 7_000) : i)}"))).ToArray();
        random?.Shuffle(items);
        random?.Shuffle(rows);
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "items.jsonl"), items);
        File.WriteAllLines(Path.Combine(folder, "interactions.csv"), ["user_id,item_id,type,value,timestamp", .. rows]);
        return folder;
    }

    public static DatasetReader Reader() => new(new LikeRules(Options.Create(new LikeOptions())), TimeProvider.System);
}
