using System.IO.Compression;
using System.Text;
using LlmRec.Catalog.Import;

namespace LlmRec.Tests.Catalog.Hostile;

/// <summary>Hostile files, read by the real importer into a real store; each with its outcome stated beforehand.</summary>
public sealed class HostileFileTests : IAsyncLifetime
{
    private const string Header = "user_id,item_id,type,value,timestamp\n";
    private const string Row = "u,m1,like,1,1700000000\n";

    private TestCatalogue _catalogue = null!;

    private enum Kind
    {
        Items,
        Users,
        Interactions,
    }

    /// <summary>By name: the file, how many entries are accepted and rejected, and what a rejection says; or, with no counts, what the refusal of the file says.</summary>
    private static readonly Dictionary<string, (Kind Kind, Func<byte[]> File, (int Accepted, int Rejected)? Counts, string Says)> Cases = new()
    {
        ["a zip bomb of one endless line"] = (Kind.Items, () => Bomb(0x20, 256), (0, 1), "longer than 4 MiB"),
        ["a zip bomb of NUL"] = (Kind.Items, () => Bomb(0, 64), (0, 1), "longer than 4 MiB"),
        ["a zip bomb of line ends"] = (Kind.Items, () => Bomb((byte)'\n', 64), (0, 0), ""),
        ["a zip bomb of quotes"] = (Kind.Interactions, () => Zip([.. Utf8(Header), .. Enumerable.Repeat((byte)'"', 16 << 20), .. Utf8("\n" + Row)]), (1, 1), "longer than 4 MiB"),
        ["a zip bomb of commas"] = (Kind.Interactions, () => Zip([.. Utf8(Header), .. Enumerable.Repeat((byte)',', 3 << 20), .. Utf8("\n" + Row)]), (1, 1), "user_id is missing"),
        ["zipped twice"] = (Kind.Items, () => Zip(Zip(Utf8("{\"id\":\"a\",\"title\":\"b\"}"))), (0, 1), "not valid"),
        ["a zip header and nothing behind it"] = (Kind.Items, () => [0x1f, 0x8b], null, "no intact gzip file"),
        ["a zip header and nonsense"] = (Kind.Items, () => [0x1f, 0x8b, .. Utf8("nonsense, nonsense, nonsense")], null, "no intact gzip file"),
        ["a zip whose checksum is wrong"] = (Kind.Items, () => Damaged(Zip(Utf8("{\"id\":\"a\",\"title\":\"b\"}\n")), -8), null, "no intact gzip file"),
        ["a zip with nonsense behind it"] = (Kind.Items, () => [.. Zip(Utf8("{\"id\":\"a\",\"title\":\"b\"}\n")), .. Utf8("nonsense")], null, "no intact gzip file"),
        ["brackets to the end of the line"] = (Kind.Items, () => Utf8(new string('[', 1 << 20)), (0, 1), "it is not an object"),
        ["objects a hundred thousand deep"] = (Kind.Items, () => Utf8("{\"id\":\"a\",\"title\":\"b\",\"attributes\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100_000))), (0, 1), "not valid"),
        ["deep nesting in a field that nobody reads"] = (Kind.Items, () => Utf8($"{{\"id\":\"a\",\"title\":\"b\",\"x\":{new string('[', 100)}{new string(']', 100)}}}"), (0, 1), "not valid"),
        ["numbers past every type"] = (Kind.Items, () => Utf8("{\"id\":\"a\",\"title\":\"b\",\"attributes\":{\"year\":1e999999999999,\"n\":" + new string('9', 1_000) + "}}"), (1, 0), ""),
        ["NaN"] = (Kind.Items, () => Utf8("{\"id\":\"a\",\"title\":\"b\",\"attributes\":{\"year\":NaN}}"), (0, 1), "not valid"),
        ["Infinity"] = (Kind.Users, () => Utf8("{\"id\":\"a\",\"attributes\":{\"age\":-Infinity}}"), (0, 1), "not valid"),
        ["a field twice"] = (Kind.Items, () => Utf8("{\"id\":\"a\",\"id\":\"b\",\"title\":\"b\",\"title\":\"c\"}"), (1, 0), ""),
        ["fields of an inner kind"] = (Kind.Users, () => Utf8("{\"id\":\"a\",\"key\":0,\"seq\":-1,\"vector\":[1,2],\"__proto__\":{}}"), (1, 0), ""),
        ["ids out of the folder"] = (Kind.Items, () => Utf8("{\"id\":\"../../etc/passwd\",\"title\":\"b\"}\n{\"id\":\"..\",\"title\":\"b\"}\n{\"id\":\"C:\\\\windows\",\"title\":\"b\"}"), (2, 1), "no address can name"),
        ["SQL in every field"] = (Kind.Items, () => Utf8("{\"id\":\"'); DROP TABLE items; --\",\"title\":\"' OR 1=1 --\",\"categories\":[\"\\\" OR \\\"\"],\"attributes\":{\"'--\":\"');\"}}"), (1, 0), ""),
        ["bytes of UTF-16"] = (Kind.Items, () => Encoding.Unicode.GetBytes("{\"id\":\"a\",\"title\":\"b\"}"), (0, 1), "not valid"),
        ["bytes of Latin-1"] = (Kind.Users, () => Encoding.Latin1.GetBytes("{\"id\":\"café\"}"), (0, 1), "UTF-8"),
        ["an overlong encoding of a slash"] = (Kind.Users, () => [.. Utf8("{\"id\":\"a"), 0xC0, 0xAF, .. Utf8("b\"}")], (0, 1), "UTF-8"),
        ["random bytes"] = (Kind.Interactions, () => [.. Utf8(Header), 0xFF, 0x00, 0xFE, 0x80, (byte)'\n', .. Utf8(Row)], (1, 1), "UTF-8"),
        ["carriage returns alone"] = (Kind.Items, () => Utf8("{\"id\":\"a\",\"title\":\"b\"}\r{\"id\":\"c\",\"title\":\"d\"}\r"), (0, 1), "not valid"),
        ["a header of a megabyte"] = (Kind.Interactions, () => Utf8(new string('x', 1 << 20) + "\n" + Row), null, "must begin with the line user_id,item_id,type,value,timestamp"),
        ["columns twice"] = (Kind.Interactions, () => Utf8("user_id,item_id,type,value,timestamp,user_id\nu,m1,like,1,1700000000,victim\n"), (1, 0), ""),
        ["values that are no numbers"] = (Kind.Interactions, () => Utf8(Header + "u,m1,like,NaN,1700000000\nu,m1,like,Infinity,1700000000\nu,m1,like,1e999,1700000000\nu,m1,like,0x10,1700000000\nu,m1,like,\u0661,1700000000\n" + Row), (1, 5), "not"),
        ["times that are none"] = (Kind.Interactions, () => Utf8(Header + "u,m1,like,1,NaN\nu,m1,like,1,-1\nu,m1,like,1,1e300\nu,m1,like,1,9999-99-99T99:99:99Z\nu,m1,like,1,\n" + Row), (1, 5), "timestamp"),
        ["formulas of a spreadsheet"] = (Kind.Interactions, () => Utf8(Header + "=cmd|' /C calc'!A0,m1,like,1,1700000000\n"), (1, 0), ""),
        // Each of these lines opens a quote as itself, and closes and opens one inside another's: were all behind it read
        // again for each, the time would grow with the square of the file.
        ["quotes that never close"] = (Kind.Interactions, () => Utf8(Header + Row + string.Concat(Enumerable.Repeat("x\",\"y\n", 200_000)) + Row), (1, 200_000), "a quote is opened and never closed"),
        ["quotes that close wrongly far behind"] = (Kind.Interactions, () => Utf8(Header + string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("x\",\"y\n", 30_000)) + "\"z\n", 4)) + Row), (1, 120_004), "quote"),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    public async Task InitializeAsync()
    {
        _catalogue = await TestCatalogue.OpenAsync();
        await _catalogue.AddItemsAsync("m1");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_comes_to_what_was_said_beforehand(string name)
    {
        var (kind, file, counts, says) = Cases[name];
        var path = _catalogue.File(file());
        var request = kind switch
        {
            Kind.Items => new ImportRequest(path, null, null),
            Kind.Users => new ImportRequest(null, path, null),
            _ => new ImportRequest(null, null, path),
        };
        // Nothing hangs: far longer than the slowest takes.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        if (counts is null)
        {
            var refusal = await Assert.ThrowsAsync<ImportException>(() => _catalogue.Importer.ImportAsync(request, null, patience.Token));
            Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
            Assert.InRange(refusal.Message.Length, 0, 1_000);
            return;
        }

        var report = await _catalogue.Importer.ImportAsync(request, null, patience.Token);

        var came = kind switch { Kind.Items => report.Items, Kind.Users => report.Users, _ => report.Interactions };
        Assert.Equal(counts, ((int)came.Accepted, (int)came.Rejected));
        Assert.All(report.Problems, p => Assert.Contains(says, p.Reason, StringComparison.Ordinal));
        Assert.All(report.Problems, p => Assert.InRange(p.Reason.Length, 1, 501));
        Assert.Equal("ok", await _catalogue.Store.ReadAsync(s => s.ScalarAsync<string>("PRAGMA integrity_check")));
    }

    [Fact]
    public async Task Two_importers_of_the_same_files_at_once_lose_nothing_and_store_nothing_twice()
    {
        var items = _catalogue.File(string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{{\"id\":\"i{i}\",\"title\":\"Item {i}\"}}\n")));
        var events = _catalogue.File(Header + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"u{i % 7},i{i},like,1,{1_700_000_000 + i}\n")));
        // Another process's store on the same file.
        using var other = await TestCatalogue.OpenAsync(_catalogue.Store.Dialect.Location);

        var reports = await Task.WhenAll(
            Task.Run(() => _catalogue.Importer.ImportAsync(new(items, null, events), null, CancellationToken.None)),
            Task.Run(() => other.Importer.ImportAsync(new(items, null, events), null, CancellationToken.None)));

        Assert.All(reports, r => Assert.Equal((3_000, 3_000, 0), (r.Items.Accepted + r.Items.Unchanged, r.Interactions.Accepted + r.Interactions.Unchanged, r.Items.Rejected + r.Interactions.Rejected)));
        Assert.Equal((3_000, 3_000), (reports.Sum(r => r.Items.Accepted), reports.Sum(r => r.Interactions.Accepted)));
        Assert.Equal(3_000, await _catalogue.Store.ReadAsync(s => s.ScalarAsync<int>("SELECT COUNT(*) FROM interactions")));
    }

    public Task DisposeAsync()
    {
        _catalogue.Dispose();
        return Task.CompletedTask;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>So many MiB of one byte, zipped to a thousandth of it.</summary>
    private static byte[] Bomb(byte content, int mebibytes)
    {
        var block = new byte[1 << 20];
        Array.Fill(block, content);
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal))
        {
            for (var i = 0; i < mebibytes; i++)
            {
                zip.Write(block);
            }
        }

        return zipped.ToArray();
    }

    private static byte[] Zip(byte[] content)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            zip.Write(content);
        }

        return zipped.ToArray();
    }

    private static byte[] Damaged(byte[] file, int at)
    {
        file[file.Length + at] ^= 0xFF;
        return file;
    }
}
