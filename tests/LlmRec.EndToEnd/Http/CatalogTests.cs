using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace LlmRec.EndToEnd.Http;

public sealed class CatalogTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Ndjson = "application/x-ndjson";

    [Fact]
    public async Task An_item_is_put_read_changed_and_deleted()
    {
        var item = new { id = "crud", title = "First", text = "Some text.", categories = new[] { "A" }, attributes = new { year = 1999, cast = new[] { "B", "C" }, short_ = true }, createdAt = "2026-01-02T03:04:05Z" };
        Assert.Equal(1, (await api.PutAsync("/v1/items", new[] { item })).GetProperty("accepted").GetInt32());
        var read = await api.GetAsync("/v1/items/crud");
        Assert.Equal("First", read.GetProperty("title").GetString());
        Assert.Equal(1999, read.GetProperty("attributes").GetProperty("year").GetInt32());
        Assert.Equal(["B", "C"], read.GetProperty("attributes").GetProperty("cast").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), read.GetProperty("createdAt").GetDateTimeOffset());

        await api.PutAsync("/v1/items", new[] { new { id = "crud", title = "Second" } });
        Assert.Equal("Second", (await api.GetAsync("/v1/items/crud")).GetProperty("title").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync(HttpMethod.Delete, "/v1/items/crud")).StatusCode);
        await TestApi.ProblemAsync(await api.SendAsync(HttpMethod.Delete, "/v1/items/crud"), 404);
        await TestApi.ProblemAsync(await api.SendAsync(HttpMethod.Get, "/v1/items/crud"), 404);
    }

    [Fact]
    public async Task The_same_entries_twice_change_nothing()
    {
        var items = new[] { new { id = "same", title = "Same", attributes = new { year = 1.5 } } };
        Assert.Equal((1, 0), Counts(await api.PutAsync("/v1/items", items)));
        Assert.Equal((0, 1), Counts(await api.PutAsync("/v1/items", items)));

        var users = new[] { new { id = "same", text = "Hello" } };
        Assert.Equal((1, 0), Counts(await api.PutAsync("/v1/users", users)));
        Assert.Equal((0, 1), Counts(await api.PutAsync("/v1/users", users)));

        var interactions = new[] { new { userId = "same", itemId = "alien", type = "like", timestamp = 1_700_000_000 } };
        Assert.Equal((1, 0), Counts(await api.PostAsync("/v1/interactions", interactions)));
        Assert.Equal((0, 1), Counts(await api.PostAsync("/v1/interactions", interactions)));

        var impressions = new[] { new { recommendationId = "r-same", items = new[] { "alien", "aliens" } } };
        Assert.Equal((1, 0), Counts(await api.PostAsync("/v1/impressions", impressions)));
        Assert.Equal((0, 1), Counts(await api.PostAsync("/v1/impressions", impressions)));
    }

    [Fact]
    public async Task Bad_entries_of_an_array_are_named_by_index_and_the_others_stored()
    {
        var answer = await TestApi.JsonAsync(await api.SendAsync(HttpMethod.Put, "/v1/items", """
            [{"id":"ok1","title":"One"}, {"id":"no-title"}, null, 5, {"id":"","title":"x"}, {"id":"bad\u0000id","title":"x"}, {"id":"lone","title":"a\ud800b"},
             {"id":"ok1","title":"One"}, {"id":"url","title":"x","imageUrl":"javascript:alert(1)"}, {"id":"cat","title":"x","categories":[7]}, {"id":"ok2","title":"Two"}]
            """));

        Assert.Equal((2, 1), Counts(answer));
        Assert.Equal([1, 2, 3, 4, 5, 6, 8, 9], answer.GetProperty("rejected").EnumerateArray().Select(r => r.GetProperty("index").GetInt32()));
        Assert.Equal(8, answer.GetProperty("rejectedCount").GetInt32());
        Assert.All(answer.GetProperty("rejected").EnumerateArray(), r => Assert.NotEqual("", r.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Bad_lines_of_a_stream_are_named_by_line_and_the_others_stored()
    {
        var answer = await TestApi.JsonAsync(await api.SendAsync(
            HttpMethod.Put, "/v1/items", "{\"id\":\"l1\",\"title\":\"One\"}\n\nnot json\n{\"id\":\"l2\",\"title\":\"Two\"}\r\n{\"id\":\"l3\"}\n{\"id\":\"l4\",\"title\":\"Last line without an end\"}", Ndjson));

        Assert.Equal((3, 0), Counts(answer));
        Assert.Equal([3, 5], answer.GetProperty("rejected").EnumerateArray().Select(r => r.GetProperty("index").GetInt32()));
    }

    [Fact]
    public async Task Interactions_that_cannot_be_are_rejected_with_the_reason()
    {
        var answer = await TestApi.JsonAsync(await api.SendAsync(HttpMethod.Post, "/v1/interactions", """
            [{"userId":"bad","itemId":"nosuch","type":"like"}, {"userId":"bad","itemId":"alien","type":"admire"}, {"userId":"","itemId":"alien","type":"like"},
             {"userId":"bad","itemId":"alien","type":"like","timestamp":5}, {"userId":"bad","itemId":"alien","type":"like","timestamp":"+275760-09-13T00:00:00Z"},
             {"userId":"bad","itemId":"alien","type":"like","timestamp":1700000000000}, {"userId":"bad","itemId":"alien","type":"rating","value":1e999}]
            """));

        string[] expected = ["not in the catalogue", "known: ", "user_id", "order index", "275760", "send seconds", ""];
        var reasons = answer.GetProperty("rejected").EnumerateArray().Select(r => r.GetProperty("reason").GetString()!).ToList();
        Assert.Equal(7, reasons.Count);
        Assert.All(expected.Zip(reasons), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        await TestApi.ProblemAsync(await api.SendAsync(HttpMethod.Get, "/v1/users/bad"), 404);
    }

    [Fact]
    public async Task A_damaged_array_says_where_it_breaks_and_what_became_of_the_entries_before()
    {
        var detail = await TestApi.ProblemAsync(await api.SendAsync(HttpMethod.Put, "/v1/items", "[{\"id\":\"before\",\"title\":\"B\"},{\"id\":"), 400);

        Assert.Contains("not valid JSON", detail, StringComparison.Ordinal);
        Assert.Contains("Of the 1 entries before it 1 were accepted", detail, StringComparison.Ordinal);
        await api.GetAsync("/v1/items/before");
    }

    [Fact]
    public async Task What_a_client_that_leaves_in_the_middle_of_a_stream_has_sent_whole_is_kept()
    {
        using (var connection = new TcpClient())
        {
            await connection.ConnectAsync(IPAddress.Loopback, api.Address.Port);
            var stream = connection.GetStream();
            var body = string.Concat(Enumerable.Range(0, 1_500).Select(i => $"{{\"id\":\"leaver{i}\",\"title\":\"Leaver {i}\"}}\n")) + "{\"id\":\"half\",\"ti";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(
                $"PUT /v1/items HTTP/1.1\r\nHost: localhost\r\nContent-Type: {Ndjson}\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n"));
            // Its first thousand are stored while it still sends.
            await UntilAsync(async () => await CountAsync("leaver%") >= 1_000);
        }

        await UntilAsync(async () => await CountAsync("leaver%") == 1_500);
        Assert.Equal(0, await CountAsync("half%"));
    }

    [Fact]
    public async Task A_stream_is_stored_while_it_still_comes_in()
    {
        using var content = new Slow();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(api.Address, "/v1/items")) { Content = content };
        var pending = api.Client.SendAsync(request);
        await content.SendAsync(string.Concat(Enumerable.Range(0, 1_000).Select(i => $"{{\"id\":\"slow{i}\",\"title\":\"Slow\"}}\n")));
        await UntilAsync(async () => await CountAsync("slow%") == 1_000);
        Assert.False(pending.IsCompleted);

        await content.SendAsync("{\"id\":\"slow-last\",\"title\":\"Slow\"}\n");
        content.End();

        Assert.Equal((1_001, 0), Counts(await TestApi.JsonAsync(await pending)));
    }

    [Fact]
    public async Task An_erased_user_is_gone_with_all_that_was_known_of_them()
    {
        await api.PutAsync("/v1/users", new[] { new { id = "leaver", text = "Secret words" } });
        await api.PostAsync("/v1/interactions", new[] { new { userId = "leaver", itemId = "alien", type = "like" } });
        var answer = await api.GetAsync("/v1/users/leaver/recommendations");
        await api.PostAsync("/v1/impressions", new[] { new { recommendationId = answer.GetProperty("recommendationId").GetString(), userId = "leaver", items = new[] { "aliens" } } });

        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync(HttpMethod.Delete, "/v1/users/leaver")).StatusCode);

        await TestApi.ProblemAsync(await api.SendAsync(HttpMethod.Get, "/v1/users/leaver"), 404);
        Assert.Equal(0, await api.ScalarAsync<long>("SELECT COUNT(*) FROM users WHERE id = 'leaver' OR text LIKE '%Secret%'"));
        Assert.DoesNotContain("liked", (await api.GetAsync("/v1/users/leaver/recommendations")).GetRawText(), StringComparison.Ordinal);
    }

    private static (int Accepted, int Unchanged) Counts(JsonElement answer) => (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("unchanged").GetInt32());

    private Task<long> CountAsync(string id) => api.ScalarAsync<long>($"SELECT COUNT(*) FROM items WHERE id LIKE '{id}' AND deleted = 0");

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>A body that is sent piece by piece.</summary>
    private sealed class Slow : HttpContent
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Slow() => Headers.ContentType = new(Ndjson);

        public async Task SendAsync(string text)
        {
            var stream = await _stream.Task;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
            await stream.FlushAsync();
        }

        public void End() => _ended.SetResult();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _stream.SetResult(stream);
            return _ended.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
