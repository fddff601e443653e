using System.IO.Compression;
using System.IO.Pipes;
using System.Text;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Testing;

namespace LlmRec.Tests.Catalog;

public sealed class ImportTests : IAsyncLifetime
{
    private const string Header = "user_id,item_id,type,value,timestamp\n";
    private const string Items = """
        {"id":"m1","title":"Alien","text":"In space no one can hear you scream.","categories":["horror"],"attributes":{"year":1979,"cast":["Weaver","Hurt"],"seen":true},"imageUrl":"https://example.org/1.jpg","createdAt":"2020-01-02T03:04:05+02:00"}
        {"id":"m2","title":"Amélie","text":null,"categories":[],"attributes":{}}
        {"id":"映画 3","title":"千と千尋の神隠し"}

        """;

    private TestCatalogue _catalogue = null!;

    public async Task InitializeAsync() => _catalogue = await TestCatalogue.OpenAsync();

    [Fact]
    public async Task Items_users_and_interactions_are_stored_as_the_contract_writes_them()
    {
        var report = await _catalogue.ImportAsync(
            Items,
            """{"id":"u1","text":"I like dark films","attributes":{"age":"25-34","likes":["noir"]}}""",
            Header + "u1,m1,rating,4.5,1700000000\nu1,映画 3,like,,2023-11-14T22:13:20.5Z\nu2,m1,click,1,2024-01-01T00:00:00+01:00\n");

        Assert.Equal((3, 1, 3), (report.Items.Accepted, report.Users.Accepted, report.Interactions.Accepted));
        Assert.Empty(report.Problems);
        var item = (await _catalogue.Items.GetAsync("m1"))!;
        Assert.Equal(("Alien", "In space no one can hear you scream.", "https://example.org/1.jpg"), (item.Title, item.Text, item.ImageUrl));
        Assert.Equal(new DateTimeOffset(2020, 1, 2, 1, 4, 5, TimeSpan.Zero), item.CreatedAt);
        Assert.Equal(["horror"], item.Categories);
        Assert.Equal(["Weaver", "Hurt"], item.Attributes["cast"].Values);
        Assert.Equal("1979 true", $"{item.Attributes["year"].Values[0]} {item.Attributes["seen"].Values[0]}");
        Assert.Equal(1979, ItemFacets.YearOf(item));
        Assert.Equal("I like dark films", (await _catalogue.Users.GetAsync("u1"))!.Text);
        var events = await _catalogue.Interactions.OfUserAsync((await _catalogue.Users.FindKeyAsync("u1"))!.Value);
        Assert.Equal([("like", 1, 1_700_000_000.5), ("rating", 4.5, 1_700_000_000)], events.Select(e => (e.Type, e.Value, e.Timestamp)));
        Assert.Equal(TimeKind.Real, await _catalogue.Interactions.TimeKindAsync());
    }

    [Fact]
    public async Task The_same_files_twice_change_nothing()
    {
        const string Users = """{"id":"u1","text":"t","attributes":{"a":1}}""";
        const string Events = Header + "u1,m1,rating,4,1700000000\nu9,m2,like,1,1700000001\nu1,m1,rating,4,1700000000\n";
        await _catalogue.ImportAsync(Items, Users, Events);
        var before = await _catalogue.DumpAsync();

        var report = await _catalogue.ImportAsync(Items, Users, Events);

        Assert.Equal((0, 3), (report.Items.Accepted, report.Items.Unchanged));
        Assert.Equal((0, 1), (report.Users.Accepted, report.Users.Unchanged));
        Assert.Equal((0, 3), (report.Interactions.Accepted, report.Interactions.Unchanged));
        Assert.Equal(before, await _catalogue.DumpAsync());
    }

    [Fact]
    public async Task A_line_that_changed_changes_its_entry_and_no_other()
    {
        await _catalogue.ImportAsync(Items);

        var report = await _catalogue.ImportAsync(Items.Replace("Amélie", "Amelie", StringComparison.Ordinal));

        Assert.Equal((1, 2), (report.Items.Accepted, report.Items.Unchanged));
        Assert.Equal("Amelie", (await _catalogue.Items.GetAsync("m2"))!.Title);
    }

    [Fact]
    public async Task Zipped_files_are_known_by_their_content_not_by_their_name()
    {
        var report = await _catalogue.Importer.ImportAsync(
            new(_catalogue.File(Zipped(Items)), null, _catalogue.File(Zipped(Header + "u1,m1,like,1,1700000000\n"))), null, CancellationToken.None);

        Assert.Equal((3, 1), (report.Items.Accepted, report.Interactions.Accepted));
    }

    [Fact]
    public async Task A_zipped_file_of_any_size_is_read_whole_and_one_of_several_parts_too()
    {
        var random = new Random(5);
        for (var size = 0; size < 30_000; size += 700)
        {
            var content = Convert.ToBase64String(Enumerable.Range(0, size).Select(_ => (byte)random.Next(256)).ToArray());
            await using var input = await InputFile.OpenAsync(_catalogue.File([.. Zipped(content), .. Zipped("the rest")]), CancellationToken.None);

            Assert.Equal(content + "the rest", await new StreamReader(input.Content).ReadToEndAsync());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_zipped_file_that_was_cut_off_is_told(bool items)
    {
        var random = new Random(1);
        var content = items
            ? string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{{\"id\":\"{i}\",\"title\":\"{random.NextInt64()}\"}}\n"))
            : Header + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{random.NextInt64()},m1,like,1,1700000000\n"));
        var zipped = Zipped(content);
        foreach (var length in new[] { 11, zipped.Length / 3, zipped.Length / 2, zipped.Length - 9, zipped.Length - 1 })
        {
            var file = _catalogue.File(zipped[..length]);

            var fault = await Assert.ThrowsAsync<ImportException>(() => _catalogue.Importer.ImportAsync(new(items ? file : null, null, items ? null : file), null, CancellationToken.None));

            Assert.Contains(file, fault.Message, StringComparison.Ordinal);
            Assert.Contains("gzip", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_byte_order_mark_and_windows_line_ends_are_taken_in_stride()
    {
        var report = await _catalogue.ImportAsync(
            "\uFEFF" + Items.ReplaceLineEndings("\r\n"), null, "\uFEFF" + (Header + "u1,m1,like,1,1700000000\n\nu2,m2,like,1,1700000000").ReplaceLineEndings("\r\n"));

        Assert.Equal((3, 0, 2, 0), (report.Items.Accepted, report.Items.Rejected, report.Interactions.Accepted, report.Interactions.Rejected));
    }

    public static TheoryData<string, string> BadItems() => new()
    {
        { "{\"id\":\"x\",", "not valid" },
        { "not json at all", "not valid" },
        { "null", "null" },
        { "[]", "it is not an object" },
        { "\"text\"", "it is not an object" },
        { "{\"id\":\"x\",\"title\":null}", "title is null" },
        { "{\"id\":\"x\",\"title\":[\"t\"]}", "title has the wrong type" },
        { "{\"title\":\"no id\"}", "id" },
        { "{\"id\":\"x\"}", "title" },
        { "{\"id\":\"\",\"title\":\"t\"}", "id is missing or empty" },
        { "{\"id\":\"x\",\"title\":\"  \"}", "title is missing or empty" },
        { "{\"id\":\"x\",\"title\":\"\\u0001\\u0002\"}", "title is missing or empty" },
        { "{\"id\":5,\"title\":\"t\"}", "id has the wrong type" },
        { "{\"id\":\"a\\u0007b\",\"title\":\"t\"}", "control character" },
        { "{\"id\":\"x\\ud800\",\"title\":\"t\"}", "lone surrogate" },
        { "{\"id\":\"x\",\"title\":\"\\udc00 t\"}", "lone surrogate" },
        { "{\"id\":\"x\",\"title\":\"t\",\"attributes\":{\"a\":\"\\ud83d\"}}", "lone surrogate" },
        { "{\"id\":\"x\",\"title\":\"t\",\"attributes\":{\"a\":{\"b\":1}}}", "attribute" },
        { "{\"id\":\"x\",\"title\":\"t\",\"attributes\":{\"a\":[null]}}", "attribute" },
        { "{\"id\":\"x\",\"title\":\"t\",\"attributes\":null}", "attributes is null" },
        { "{\"id\":\"x\",\"title\":\"t\",\"attributes\":{\"\":1}}", "attributes" },
        { "{\"id\":\"x\",\"title\":\"t\",\"categories\":[null]}", "categories" },
        { "{\"id\":\"x\",\"title\":\"t\",\"categories\":\"horror\"}", "categories" },
        { "{\"id\":\"x\",\"title\":\"t\",\"imageUrl\":\"javascript:alert(1)\"}", "imageUrl" },
        { "{\"id\":\"x\",\"title\":\"t\",\"createdAt\":\"+275760-09-13T00:00:00Z\"}", "createdAt is not an RFC 3339 time" },
        { $"{{\"id\":\"{new string('x', 257)}\",\"title\":\"t\"}}", "256" },
        { $"{{\"id\":\"x\",\"title\":\"{new string('x', 2_001)}\"}}", "2,000" },
        { $"{{\"id\":\"x\",\"title\":\"t\",\"text\":\"{new string('x', 1_000_001)}\"}}", "1,000,000" },
        { $"{{\"id\":\"x\",\"title\":\"t\",\"ignored\":\"{new string('x', 5 << 20)}\"}}", "4 MiB" },
        { "{\"id\":\"m1\",\"title\":\"another\"}", "line 1 already" },
    };

    [Theory]
    [MemberData(nameof(BadItems))]
    public async Task A_bad_item_is_reported_with_its_line_and_reason_and_costs_no_other(string bad, string reason)
    {
        var report = await _catalogue.ImportAsync("{\"id\":\"m1\",\"title\":\"before\"}\n" + bad + "\n{\"id\":\"m2\",\"title\":\"after\"}");

        var problem = Assert.Single(report.Problems);
        Assert.Equal(2, problem.Line);
        Assert.Contains(reason.Split('|'), r => problem.Reason.Contains(r, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"\b(LlmRec|System)\.|Path: ", problem.Reason);
        Assert.Equal((2, 1), (report.Items.Accepted, report.Items.Rejected));
        Assert.Equal(("before", "after"), ((await _catalogue.Items.GetAsync("m1"))!.Title, (await _catalogue.Items.GetAsync("m2"))!.Title));
    }

    [Fact]
    public async Task A_rejected_entry_takes_no_id_from_a_good_one_behind_it()
    {
        var report = await _catalogue.ImportAsync(
            "{\"id\":\"m1\",\"title\":\"\"}\n{\"id\":\"m1\",\"title\":\"good\"}\n{\"id\":\"m1\",\"title\":\"late\"}",
            "{\"id\":\"u1\",\"attributes\":{\"\":1}}\n{\"id\":\"u1\",\"text\":\"good\"}");

        Assert.Equal(("good", "good"), ((await _catalogue.Items.GetAsync("m1"))!.Title, (await _catalogue.Users.GetAsync("u1"))!.Text));
        Assert.Equal((1, 2, 1, 1), (report.Items.Accepted, report.Items.Rejected, report.Users.Accepted, report.Users.Rejected));
        Assert.Contains("stands on line 2 already", report.Problems[1].Reason, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BadInteractions() => new()
    {
        { "u1,m1", "2 fields" },
        { "u1,m1,like,1", "4 fields" },
        { "u1,m9,like,1,1700000000", "'m9' is not in the catalogue" },
        { ",m1,like,1,1700000000", "user_id" },
        { "u1,,like,1,1700000000", "item_id" },
        { "u\u0001,m1,like,1,1700000000", "control character" },
        { "u1,m1,loved,1,1700000000", "'loved' is not known; known: click, dislike, like, purchase, rating, stated" },
        { "u1,m1,rating,many,1700000000", "not a number" },
        { "u1,m1,rating,NaN,1700000000", "finite" },
        { "u1,m1,rating,1e999,1700000000", "finite" },
        { "u1,m1,like,1,", "timestamp is missing" },
        { "u1,m1,like,1,yesterday", "RFC 3339" },
        { "u1,m1,like,1,\"October 5, 2020\"", "RFC 3339" },
        { "u1,m1,like,1,NaN", "RFC 3339" },
        { "u1,m1,like,1,-1", "before 1970" },
        { "u1,m1,like,1,-8640000000000000", "before 1970" },
        { "u1,m1,like,1,1969-12-31T23:59:59Z", "before 1970" },
        { "u1,m1,like,1,8640000000000", "future" },
        { "u1,m1,like,1,+275760-09-13T00:00:00Z", "RFC 3339" },
        { "u1,m1,like,1,1700000000000", "send seconds" },
        { "u1,m1,like,1,2026-11-25T08:00:00Z", "future" },
        { "u1,\"m1,like,1,1700000000", "never closed|closing quote" },
        { "u1,\"m1\"x,like,1,1700000000", "closing quote" },
    };

    [Theory]
    [MemberData(nameof(BadInteractions))]
    public async Task A_bad_interaction_is_reported_with_its_line_and_reason_and_costs_no_other(string bad, string reason)
    {
        await _catalogue.AddItemsAsync("m1");

        var report = await _catalogue.ImportAsync(interactions: Header + "a,m1,like,1,1700000000\n" + bad + "\nb,m1,like,1,1700000000\n\"c\",\"m1\",like,1,1700000000\n");

        var problem = Assert.Single(report.Problems);
        Assert.Equal(3, problem.Line);
        Assert.Contains(reason.Split('|'), r => problem.Reason.Contains(r, StringComparison.Ordinal));
        Assert.Equal((3, 1), (report.Interactions.Accepted, report.Interactions.Rejected));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_reported_in_either_file()
    {
        await _catalogue.AddItemsAsync("m1");
        byte[] items = [.. "{\"id\":\"m2\",\"title\":\"a"u8, 0xFF, .. "\"}\n{\"id\":\"m3\",\"title\":\"b\"}\n"u8];
        byte[] events = [.. Encoding.UTF8.GetBytes(Header), .. "u"u8, 0xC3, .. ",m1,like,1,1700000000\nu2,m1,like,1,1700000000\n"u8];

        var report = await _catalogue.Importer.ImportAsync(new(_catalogue.File(items), null, _catalogue.File(events)), null, CancellationToken.None);

        Assert.Equal(["1: it is not valid UTF-8", "2: it is not valid UTF-8"], report.Problems.Select(p => $"{p.Line}: {p.Reason}"));
        Assert.Equal((1, 1), (report.Items.Accepted, report.Interactions.Accepted));
    }

    [Fact]
    public async Task Columns_stand_in_any_order_beside_others_whose_quoted_fields_hold_commas_quotes_and_lines()
    {
        await _catalogue.AddItemsAsync("a,\"b\"");

        var report = await _catalogue.ImportAsync(interactions:
            "comment,timestamp,type, item_id ,user_id,value\n\"one,\ntwo \"\"2\"\"\r\n\nthree\",1700000000,rating,\"a,\"\"b\"\"\",u1,4\n,1700000001,like,\"a,\"\"b\"\"\",u1,\n");

        Assert.Empty(report.Problems);
        Assert.Equal(2, report.Interactions.Accepted);
        Assert.Equal([1_700_000_001, 1_700_000_000.0], (await _catalogue.Interactions.OfUserAsync(1)).Select(e => e.Timestamp));
    }

    [Fact]
    public async Task A_stray_quote_does_not_swallow_the_lines_behind_it()
    {
        await _catalogue.AddItemsAsync("m1");
        var lines = Enumerable.Range(0, 8_000).Select(i => i == 7 ? "\"u7,m1,like,1,1700000000" : $"u{i},m1,like,1,1700000000");

        var report = await _catalogue.ImportAsync(interactions: Header + string.Join('\n', lines));

        Assert.Equal((7_999, 1), (report.Interactions.Accepted, report.Interactions.Rejected));
        Assert.Equal(9, Assert.Single(report.Problems).Line);
    }

    [Theory]
    [InlineData("u1,m1,like,1,1700000000\n")]
    [InlineData("user,item,type,value,timestamp\n")]
    [InlineData("user_id;item_id;type;value;timestamp\n")]
    public async Task Interactions_without_their_header_are_refused_with_what_it_must_be(string content)
    {
        var fault = await Assert.ThrowsAsync<ImportException>(() => _catalogue.ImportAsync(interactions: content));

        Assert.Contains("user_id,item_id,type,value,timestamp", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    public async Task An_empty_file_imports_nothing(string content)
    {
        var report = await _catalogue.ImportAsync(content, content, content);

        Assert.Equal((0, 0, 0), (report.Items.Accepted + report.Items.Rejected, report.Users.Accepted + report.Users.Rejected, report.Interactions.Accepted + report.Interactions.Rejected));
    }

    [Fact]
    public async Task Strict_stops_at_the_first_bad_line_names_it_and_keeps_what_came_before()
    {
        var fault = await Assert.ThrowsAsync<ImportException>(() => _catalogue.ImportAsync(
            "{\"id\":\"a\",\"title\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"title\":\"c\"}\n", strict: true));

        Assert.Contains("line 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains("title", fault.Message, StringComparison.Ordinal);
        Assert.Equal((1, null), (await _catalogue.Items.CountAsync(), await _catalogue.Items.GetAsync("c")));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told_before_anything_is_stored()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), "llmrec-nowhere.jsonl");

        var fault = await Assert.ThrowsAsync<ImportException>(() => _catalogue.Importer.ImportAsync(new(_catalogue.File(Items), nowhere, null), null, CancellationToken.None));

        Assert.Contains(nowhere, fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, await _catalogue.Items.CountAsync());
    }

    [Fact]
    public async Task A_pipe_and_an_empty_name_are_told_as_what_they_are()
    {
        var empty = await Assert.ThrowsAsync<ImportException>(() => InputFile.OpenAsync("", CancellationToken.None));
        Assert.Equal("The name of a file is empty.", empty.Message);

        await using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        await pipe.WriteAsync("{}"u8.ToArray());
        if (OperatingSystem.IsLinux())
        {
            var path = $"/proc/self/fd/{pipe.GetClientHandleAsString()}";
            Assert.Contains("Write it to a file first", (await Assert.ThrowsAsync<ImportException>(() => InputFile.OpenAsync(path, CancellationToken.None))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_unfit_to_be_shown_is_cleaned_and_what_has_no_value_is_left_out()
    {
        await _catalogue.ImportAsync(
            """{"id":"x","title":" a\u0000b\u001b[31m ","text":"one\r\ntwo\u0007\tthree","categories":["k\u0085ind","kind"],"attributes":{"none":null,"empty":[],"name":"e\u001bsc","list":["a\u0000",1]}}""",
            """{"id":"u","text":"\u0001 ","attributes":{"none":null,"name":"e\u001bsc"}}""");

        var item = (await _catalogue.Items.GetAsync("x"))!;
        Assert.Equal(("ab[31m", "one\ntwo\tthree"), (item.Title, item.Text));
        Assert.Equal(["kind"], item.Categories);
        Assert.Equal(["list", "name"], item.Attributes.Keys.Order());
        Assert.Equal(["a", "1"], item.Attributes["list"].Values);
        Assert.Equal("esc", item.Attributes["name"].Values[0]);
        var user = (await _catalogue.Users.GetAsync("u"))!;
        Assert.Null(user.Text);
        Assert.Equal("esc", Assert.Single(user.Attributes).Value.Values[0]);
    }

    [Fact]
    public async Task An_empty_text_is_no_text_and_one_of_a_megabyte_is_kept_whole()
    {
        var novel = string.Concat(Enumerable.Repeat("word ", 199_999)) + "enden";
        var report = await _catalogue.ImportAsync($"{{\"id\":\"a\",\"title\":\"a\",\"text\":\"\"}}\n{{\"id\":\"b\",\"title\":\"b\",\"text\":\"{novel}\"}}");

        Assert.Empty(report.Problems);
        Assert.Null((await _catalogue.Items.GetAsync("a"))!.Text);
        Assert.Equal(novel, (await _catalogue.Items.GetAsync("b"))!.Text);
        Assert.Equal(2, Assert.Single(await _catalogue.Lexical.SearchAsync("enden", 5)).Key);
    }

    [Fact]
    public async Task Of_many_problems_a_hundred_are_told_and_all_counted()
    {
        var report = await _catalogue.ImportAsync(string.Concat(Enumerable.Repeat("x\n", 250)));

        Assert.Equal((250, 100), (report.Items.Rejected, report.Problems.Count));
    }

    [Fact]
    public async Task A_file_of_a_hundred_megabytes_is_imported_with_a_heap_of_less_than_half_of_it()
    {
        using var folder = new TempFolder();
        var words = string.Concat(Enumerable.Repeat("In a small town by the sea an old lighthouse keeper finds a letter. ", 8));
        var filler = new string('x', 900_000);
        await using (var items = new StreamWriter(folder["items.jsonl"]))
        await using (var events = new StreamWriter(folder["interactions.csv"]))
        {
            await events.WriteLineAsync("user_id,item_id,type,value,timestamp,comment");
            for (var i = 0; i < 110; i++)
            {
                // Text that is stored, and text of the owner's own that is not.
                await items.WriteLineAsync($"{{\"id\":\"m{i}\",\"title\":\"t{i}\",\"text\":\"{(i % 10 == 0 ? filler : words)}\",\"notes\":\"{filler}\"}}");
                await events.WriteLineAsync($"u{i},m{i},like,1,1700000000,\"{words}\n{words}\"");
            }
        }

        Assert.True(new FileInfo(folder["items.jsonl"]).Length > 100_000_000);
        var answer = await ChildProcess.RunAsync<SmallHeap.Answer>(
            SmallHeap.Name, [folder["llmrec.db"], folder["items.jsonl"], folder["interactions.csv"]], ("DOTNET_GCHeapHardLimit", "0x3000000"));

        Assert.Equal((110, 110, 0), (answer.Items, answer.Interactions, answer.Rejected));
        Assert.InRange(answer.PeakMiB, 0.1, 48);
    }

    public Task DisposeAsync()
    {
        _catalogue.Dispose();
        return Task.CompletedTask;
    }

    private static byte[] Zipped(string content)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(content));
        }

        return zipped.ToArray();
    }
}
