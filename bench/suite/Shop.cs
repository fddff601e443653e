using System.Globalization;
using System.Text.Json;
using LlmRec.Catalog;
using LlmRec.Catalog.Items;

namespace LlmRec.Bench;

/// <summary>A seeded catalogue and what people did there: popularity falls like 1/rank, and everybody keeps mostly to two genres.</summary>
internal static class Shop
{
    private const int GenreCount = 20;

    /// <summary>Writes items with titles and texts of the demo's words.</summary>
    public static async Task WriteItemsAsync(string path, int count)
    {
        var random = new Random(3);
        string[] words = [.. Texts.Items.SelectMany(i => (i.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 2)];
        string Sentence(int length) => string.Join(' ', Enumerable.Range(0, length).Select(_ => words[random.Next(words.Length)]));
        await using var file = new StreamWriter(path);
        for (var i = 0; i < count; i++)
        {
            var item = new Item { Id = $"i{i}", Title = $"{Sentence(3)} {i}", Text = Sentence(25), Categories = [$"Genre {i % GenreCount}"] };
            await file.WriteLineAsync(JsonSerializer.Serialize(item, CatalogJson.Options));
        }
    }

    /// <summary>Writes ratings, in the order of time.</summary>
    public static async Task WriteInteractionsAsync(string path, int items, int users, int count)
    {
        var random = new Random(4);
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("user_id,item_id,type,value,timestamp");
        for (var i = 0; i < count; i++)
        {
            var user = i % users;
            // Log-uniform: the density of ranks falls like 1/rank.
            var item = (int)Math.Pow(items, random.NextDouble()) - 1;
            var genre = random.NextDouble() < 0.8 ? (user * 7 % GenreCount) + (random.Next(2) * 3) : random.Next(GenreCount);
            item = Math.Clamp((item / GenreCount * GenreCount) + (genre % GenreCount), 0, items - 1);
            var value = 1 + (random.Next(9) * 0.5);
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"u{user},i{item},rating,{value},{1_600_000_000 + ((long)i * 100_000_000 / count)}"));
        }
    }
}
