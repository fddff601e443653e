using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmRec.EndToEnd.Http;

/// <summary>Jobs, health, metrics, the OpenAPI document, the page's headers, and answers while a part is down.</summary>
public sealed class HostTests : IClassFixture<TestApi>
{
    private readonly TestApi _api;

    public HostTests(TestApi api) => _api = api;

    [Fact]
    public async Task A_backfill_reports_its_progress_as_events_and_ends_with_done()
    {
        await _api.PutAsync("/v1/items", Enumerable.Range(0, 40).Select(i => new { id = $"job{i}", title = $"Job film {i}", text = $"The {i}th of many." }).ToArray());
        var response = await StartAsync(new { batch = 4 });
        Assert.Equal(202, (int)response.StatusCode);
        var job = await TestApi.JsonAsync(response);
        var id = job.GetProperty("id").GetString();
        Assert.Equal($"/v1/jobs/{id}", response.Headers.Location?.OriginalString);

        var events = await EventsAsync(id!);

        Assert.Equal("done", events[^1].EventType);
        Assert.All(events[..^1], e => Assert.Equal("progress", e.EventType));
        var done = events.Select(e => e.Data.GetProperty("done").GetInt64()).ToList();
        Assert.Equal(done.Order(), done);
        var last = events[^1].Data;
        Assert.Equal("succeeded", last.GetProperty("state").GetString());
        Assert.Equal(last.GetProperty("total").GetInt64(), last.GetProperty("done").GetInt64());
        var seen = await _api.GetAsync($"/v1/jobs/{id}");
        Assert.Equal(["id", "kind", "state", "total", "done", "failed", "rate", "etaSeconds", "counts", "error", "failures", "createdAt", "startedAt", "finishedAt", "cancelRequested", "parameters"], seen.EnumerateObject().Select(p => p.Name));
        Assert.Equal("succeeded", (await TestApi.JsonAsync(await _api.SendAsync(HttpMethod.Post, $"/v1/jobs/{id}/cancel"))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_second_backfill_is_refused_while_one_runs_and_names_it_and_a_cancelled_one_makes_room()
    {
        await using var own = new Own();
        await own.StartAsync();
        await own.Api.PutAsync("/v1/items", Enumerable.Range(0, 900).Select(i => new { id = $"m{i}", title = $"Many {i}", text = string.Join(' ', Enumerable.Range(i, 60)) }).ToArray());
        var first = await TestApi.JsonAsync(await own.Api.SendAsync(HttpMethod.Post, "/v1/backfills", "{\"batch\":1}"));
        var id = first.GetProperty("id").GetString()!;

        var second = await own.Api.SendAsync(HttpMethod.Post, "/v1/backfills");
        var problem = await second.Content.ReadAsStringAsync();
        Assert.Contains(id, await TestApi.ProblemAsync(second, 409), StringComparison.Ordinal);
        Assert.Equal(id, JsonSerializer.Deserialize<JsonElement>(problem).GetProperty("jobId").GetString());

        await TestApi.JsonAsync(await own.Api.SendAsync(HttpMethod.Post, $"/v1/jobs/{id}/cancel"));
        var events = await EventsAsync(own.Api, id);
        Assert.Equal("cancelled", events[^1].Data.GetProperty("state").GetString());
        Assert.True(events[^1].Data.GetProperty("done").GetInt64() < 900);
        Assert.Equal("succeeded", (await own.Api.BackfillAsync()).GetProperty("state").GetString());
        Assert.Equal(908, await own.Api.ScalarAsync<long>("SELECT COUNT(*) FROM vectors WHERE kind = 0 AND vector IS NOT NULL"));
    }

    [Fact]
    public async Task Health_says_whether_it_lives_and_names_every_part()
    {
        Assert.Equal("live", (await _api.GetAsync("/health/live")).GetProperty("status").GetString());
        var ready = await _api.GetAsync("/health/ready");
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Equal(["store", "projections", "vectors", "models", "language"], ready.GetProperty("parts").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Metrics_are_prometheus_text_that_counts_requests_by_route_and_status()
    {
        await _api.SendAsync(HttpMethod.Get, "/v1/items/alien");
        await _api.SendAsync(HttpMethod.Get, "/v1/search?q=x&limit=0");

        var response = await _api.SendAsync(HttpMethod.Get, "/metrics");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(@"^(# (HELP|TYPE) llmrec_\w+ .+|llmrec_\w+(\{(\w+=""[^""]*"",?)+\})? [0-9.eE+-]+)$", line));
        var count = Regex.Match(text, @"llmrec_http_request_duration_seconds_count\{method=""GET"",route=""/v1/items/\{id\}"",status=""200""\} (\d+)");
        Assert.True(int.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture) >= 1);
        Assert.Matches(@"_count\{method=""GET"",route=""/v1/search"",status=""400""\} \d+", text);
        Assert.Matches(@"llmrec_items \d+", text);
        Assert.Matches(@"llmrec_process_start_time_seconds 1\.\d+E\+09|llmrec_process_start_time_seconds \d{10}", text);
    }

    [Fact]
    public async Task The_openapi_document_lists_every_call_with_examples_that_work()
    {
        var document = await _api.GetAsync("/openapi/v1.json");
        var paths = document.GetProperty("paths");
        Assert.Equal(
            [
                "/health/live", "/health/ready", "/metrics",
                "/v1/admin/attribution", "/v1/admin/items/{id}/preview", "/v1/admin/map", "/v1/admin/map/items", "/v1/admin/map/neighbours", "/v1/admin/map/points", "/v1/admin/models", "/v1/admin/models/{model}/rollback",
                "/v1/admin/overview", "/v1/admin/traffic", "/v1/admin/users", "/v1/admin/users/{id}/preview",
                "/v1/backfills", "/v1/chat", "/v1/chat/completions", "/v1/conversations", "/v1/conversations/{id}", "/v1/embeddings", "/v1/impressions", "/v1/interactions", "/v1/items", "/v1/items/{id}", "/v1/items/{id}/similar",
                "/v1/jobs", "/v1/jobs/{id}", "/v1/jobs/{id}/cancel", "/v1/jobs/{id}/events", "/v1/models", "/v1/models/{id}", "/v1/projections", "/v1/recommendations", "/v1/search", "/v1/titles", "/v1/trainings", "/v1/users", "/v1/users/{id}",
                "/v1/users/{id}/beliefs", "/v1/users/{id}/explanations/{itemId}", "/v1/users/{id}/recommendations",
            ],
            paths.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));

        var tried = 0;
        foreach (var path in new[] { "/v1/items", "/v1/users", "/v1/interactions", "/v1/impressions", "/v1/recommendations", "/v1/chat", "/v1/chat/completions", "/v1/embeddings" })
        {
            var operation = paths.GetProperty(path).EnumerateObject().Single(o => o.Value.TryGetProperty("requestBody", out _));
            var example = operation.Value.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");
            var answer = await TestApi.JsonAsync(await _api.SendAsync(new HttpMethod(operation.Name.ToUpperInvariant()), path, example.GetRawText()));
            Assert.True(!answer.TryGetProperty("rejectedCount", out var rejected) || rejected.GetInt32() == 0, answer.GetRawText());
            tried++;
        }

        Assert.Equal(8, tried);
    }

    [Fact]
    public async Task The_page_and_its_parts_come_with_a_policy_that_lets_nothing_else_run()
    {
        foreach (var path in new[] { "/", "/admin/", "/js/main.js", "/css/base.css", "/fonts/hanken-grotesk.woff2", "/icon.svg", "/widget.js", "/widget-demo.html" })
        {
            var response = await _api.SendAsync(HttpMethod.Get, path);
            Assert.True(response.IsSuccessStatusCode, path);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("require-trusted-types-for 'script'; trusted-types 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task The_page_is_sent_compressed_and_no_answer_that_holds_data_is()
    {
        static void Accepts(HttpRequestMessage request) => request.Headers.Add("Accept-Encoding", "br");

        var script = await _api.SendAsync(HttpMethod.Get, "/js/main.js", change: Accepts);
        var answer = await _api.SendAsync(HttpMethod.Get, "/v1/search?q=alien", change: Accepts);

        Assert.Equal(["br"], script.Content.Headers.ContentEncoding);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task While_the_words_are_unreadable_search_goes_on_by_what_is_left_and_says_so()
    {
        await using var own = new Own();
        await own.StartAsync();
        await own.Api.PostAsync("/v1/interactions", new[] { new { userId = "u", itemId = "alien", type = "like" } });
        await own.Api.ScalarAsync<string>("ALTER TABLE lexical RENAME TO hidden; SELECT 'done'");

        var answer = await own.Api.PostAsync("/v1/recommendations", new { wish = "a creature" });

        Assert.True(answer.GetProperty("degraded").GetBoolean());
        Assert.Equal("wish", answer.GetProperty("faults")[0].GetProperty("part").GetString());
        Assert.NotEqual(0, answer.GetProperty("items").GetArrayLength());
    }

    private Task<HttpResponseMessage> StartAsync(object request) => _api.SendAsync(HttpMethod.Post, "/v1/backfills", JsonSerializer.Serialize(request));

    private Task<List<SseItem<JsonElement>>> EventsAsync(string id) => EventsAsync(_api, id);

    private static async Task<List<SseItem<JsonElement>>> EventsAsync(TestApi api, string id)
    {
        using var response = await api.Client.GetAsync(new Uri(api.Address, $"/v1/jobs/{id}/events"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = new List<SseItem<JsonElement>>();
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(), (_, data) => JsonSerializer.Deserialize<JsonElement>(data));
        await foreach (var item in parser.EnumerateAsync())
        {
            events.Add(item);
        }

        return events;
    }

    /// <summary>An API that a test has for itself.</summary>
    private sealed class Own : IAsyncDisposable
    {
        public TestApi Api { get; } = new();

        public Task StartAsync() => Api.InitializeAsync();

        public async ValueTask DisposeAsync() => await ((IAsyncLifetime)Api).DisposeAsync();
    }
}
