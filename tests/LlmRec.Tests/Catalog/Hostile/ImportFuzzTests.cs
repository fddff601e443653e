using System.Text;
using LlmRec.Catalog.Import;

namespace LlmRec.Tests.Catalog.Hostile;

/// <summary>
/// A seeded fuzzer over the files of an import: good lines, mutated byte by byte and piece by piece. Whatever comes of it,
/// every line is accounted for, nothing but a refusal with a reason is thrown, and the good lines between are stored.
/// </summary>
public sealed class ImportFuzzTests : IDisposable
{
    private const int LinesAFile = 400;
    private const string Header = "user_id,item_id,type,value,timestamp\n";

    private static readonly string[] Pieces =
    [
        "\"", "\\", "\0", "{", "}", "[", "]", ",", ":", "null", "true", "1e999", "-0", "NaN", "\\ud800", "\\u0000", "\r", "\t", "\uFEFF", "\u202E", "😀", "' OR 1=1 --", "..", "/", "99999999999999999999", "\"\"", "\"id\"", "\"title\":5", "2024-02-30T25:61:61Z",
    ];

    private readonly TestCatalogue _catalogue = TestCatalogue.OpenAsync().GetAwaiter().GetResult();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Mutated_items_are_stored_or_rejected_one_by_one(int seed)
    {
        var random = new Random(seed);
        var file = Lines(random, i => $"{{\"id\":\"i{i}\",\"title\":\"Title {i}\",\"text\":\"Some text.\",\"categories\":[\"a\",\"b\"],\"attributes\":{{\"year\":{1900 + (i % 100)},\"cast\":[\"x\"]}},\"createdAt\":\"2020-01-02T03:04:05Z\"}}");

        var report = await _catalogue.Importer.ImportAsync(new(_catalogue.File([.. file]), null, null), null, CancellationToken.None);

        await CheckAsync(report, report.Items, file, "i");
        Assert.NotEqual(0, report.Items.Rejected);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Mutated_users_are_stored_or_rejected_one_by_one(int seed)
    {
        var random = new Random(seed);
        var file = Lines(random, i => $"{{\"id\":\"u{i}\",\"text\":\"I like {i}.\",\"attributes\":{{\"age\":\"25-34\",\"likes\":[\"noir\",{i}]}}}}");

        var report = await _catalogue.Importer.ImportAsync(new(null, _catalogue.File([.. file]), null), null, CancellationToken.None);

        await CheckAsync(report, report.Users, file, "u");
        Assert.NotEqual(0, report.Users.Rejected);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Mutated_interactions_are_stored_or_rejected_one_by_one(int seed)
    {
        await _catalogue.AddItemsAsync([.. Enumerable.Range(0, LinesAFile).Select(i => $"m{i}")]);
        var random = new Random(seed);
        byte[] file = [.. Encoding.UTF8.GetBytes(Header), .. Lines(random, i => $"\"user {i}\",m{i},rating,{i % 5}.5,{1_700_000_000 + i}")];

        ImportReport report;
        try
        {
            report = await _catalogue.Importer.ImportAsync(new(null, null, _catalogue.File(file)), null, CancellationToken.None);
        }
        catch (ImportException refusal)
        {
            // A digit lost made an order index of a time: the file as a whole is refused, and nothing of it stored.
            Assert.Contains("mixes order indexes", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM interactions"));
            return;
        }

        Assert.InRange(report.Interactions.Accepted + report.Interactions.Unchanged, LinesAFile / 2, 2 * LinesAFile);
        Assert.Equal(report.Interactions.Accepted, await CountAsync("SELECT COUNT(*) FROM interactions"));
        Assert.All(report.Problems, p => Assert.InRange(p.Reason.Length, 1, 501));
    }

    public void Dispose() => _catalogue.Dispose();

    private async Task CheckAsync(ImportReport report, EntryCounts counts, IReadOnlyList<byte> file, string prefix)
    {
        var lines = Encoding.Latin1.GetString([.. file]).Split('\n').Count(l => l.Trim(' ', '\t', '\r').Length > 0);
        Assert.Equal(lines, counts.Accepted + counts.Unchanged + counts.Rejected);
        // Every third line is left as it is.
        Assert.InRange(await CountAsync($"SELECT COUNT(*) FROM {(prefix == "i" ? "items" : "users")} WHERE id GLOB '{prefix}[0-9]*'"), LinesAFile / 3, LinesAFile * 2);
        Assert.All(report.Problems, p => Assert.InRange(p.Reason.Length, 1, 501));
        Assert.All(report.Problems, p => Assert.DoesNotContain("LlmRec.", p.Reason, StringComparison.Ordinal));
    }

    private Task<int> CountAsync(string sql) => _catalogue.Store.ReadAsync(s => s.ScalarAsync<int>(sql));

    private static List<byte> Lines(Random random, Func<int, string> line)
    {
        var file = new List<byte>();
        for (var i = 0; i < LinesAFile; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(line(i)).ToList();
            for (var times = i % 3 == 0 ? 0 : random.Next(1, 4); times > 0; times--)
            {
                Mutate(bytes, random);
            }

            file.AddRange(bytes);
            file.Add((byte)'\n');
        }

        return file;
    }

    private static void Mutate(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at - 1));
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)));
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                break;
        }
    }
}
