using System.Net;
using System.Text.Json;
using LlmRec.EndToEnd.Browser;

namespace LlmRec.EndToEnd.Http.Admin;

/// <summary>What the page at /admin reads.</summary>
public sealed class AdminTests(PageApi api) : IClassFixture<PageApi>
{
    [Fact]
    public async Task The_overview_counts_what_is_stored_and_names_what_serves_it()
    {
        var overview = await api.GetAsync("/v1/admin/overview");

        var catalogue = overview.GetProperty("catalogue");
        Assert.Equal((8L, await api.ScalarAsync<long>("SELECT COUNT(*) FROM interactions")), (catalogue.GetProperty("items").GetInt64(), catalogue.GetProperty("interactions").GetInt64()));
        Assert.Equal(8, overview.GetProperty("space").GetProperty("items").GetInt32());
        Assert.Equal(("embedded", 8), (overview.GetProperty("index").GetProperty("name").GetString(), overview.GetProperty("index").GetProperty("items").GetInt32()));
        Assert.Contains("item-knn", overview.GetProperty("pipeline").GetProperty("channels").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("weighted", overview.GetProperty("pipeline").GetProperty("ranker").GetString());
        var providers = overview.GetProperty("providers").EnumerateArray().ToDictionary(p => p.GetProperty("part").GetString()!, p => p.GetProperty("name").GetString());
        Assert.Equal(("cpu", "sqlite", null), (providers["ONNX Runtime"], providers["store"], providers["language model"]));
    }

    [Fact]
    public async Task Jobs_are_listed_the_newest_first_with_what_was_asked_for()
    {
        await api.BackfillAsync();
        var jobs = (await api.GetAsync("/v1/jobs?limit=2")).GetProperty("jobs").EnumerateArray().ToList();

        Assert.Equal(("backfill", "succeeded", false), (jobs[0].GetProperty("kind").GetString(), jobs[0].GetProperty("state").GetString(), jobs[0].GetProperty("cancelRequested").GetBoolean()));
        Assert.Equal(256, jobs[0].GetProperty("parameters").GetProperty("batch").GetInt32());
        Assert.True(jobs.Count == 1 || jobs[0].GetProperty("createdAt").GetDateTimeOffset() >= jobs[1].GetProperty("createdAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_projection_makes_a_map_whose_points_are_kept_by_who_knows_them()
    {
        using var accepted = await api.SendAsync(HttpMethod.Post, "/v1/projections", "{\"neighbours\":3}");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var ended = await EndedAsync(await TestApi.JsonAsync(accepted));
        Assert.True(ended.GetProperty("state").GetString() == "succeeded", ended.GetRawText());

        var map = await api.GetAsync("/v1/admin/map");
        Assert.Equal((8, false), (map.GetProperty("items").GetInt32(), map.GetProperty("isBehind").GetBoolean()));
        using var points = await api.SendAsync(HttpMethod.Get, "/v1/admin/map/points");
        Assert.Equal("application/octet-stream", points.Content.Headers.ContentType!.MediaType);
        Assert.Equal(8 * 5, (await points.Content.ReadAsByteArrayAsync()).Length);
        Assert.True(points.Headers.CacheControl is { Private: true, NoCache: true });
        using var again = await api.SendAsync(HttpMethod.Get, "/v1/admin/map/points", change: r => r.Headers.IfNoneMatch.Add(points.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);

        var items = (await api.GetAsync("/v1/admin/map/items?at=0&at=7&id=alien")).GetProperty("items");
        Assert.Equal(3, items.GetArrayLength());
        Assert.Equal("Alien (1979)", items[2].GetProperty("title").GetString());
        var near = (await api.GetAsync("/v1/admin/map/neighbours?id=alien&limit=2")).GetProperty("items");
        Assert.Equal(2, near.GetArrayLength());
        Assert.NotEqual(JsonValueKind.Null, near[0].GetProperty("at").ValueKind);
    }

    [Fact]
    public async Task A_preview_shows_each_channels_part_and_is_not_stored()
    {
        var before = await api.ScalarAsync<long>("SELECT COUNT(*) FROM recommendations");
        var preview = await api.GetAsync("/v1/admin/users/eve/preview?limit=3");
        var item = await api.GetAsync("/v1/admin/items/alien/preview?limit=3");

        var first = preview.GetProperty("items")[0];
        Assert.Equal(1, first.GetProperty("channels").EnumerateArray().Sum(c => c.GetProperty("share").GetDouble()), 1e-3);
        Assert.NotEqual(0, first.GetProperty("reasons").GetArrayLength());
        Assert.Equal((1, true), (item.GetProperty("likes").GetInt32(), item.GetProperty("hasVector").GetBoolean()));
        Assert.Equal(3, item.GetProperty("similar").GetProperty("items").GetArrayLength());
        Assert.Equal(before, await api.ScalarAsync<long>("SELECT COUNT(*) FROM recommendations"));
        Assert.Equal(["eve"], (await api.GetAsync("/v1/admin/users?prefix=ev")).GetProperty("ids").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(0, (await api.GetAsync("/v1/admin/users?prefix=EV")).GetProperty("ids").GetArrayLength());
    }

    [Fact]
    public async Task What_was_shown_and_clicked_is_told_by_channel()
    {
        var answer = await api.GetAsync("/v1/users/eve/recommendations?limit=2");
        var ids = answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!).ToArray();
        await api.PostAsync("/v1/impressions", new[] { new { recommendationId = answer.GetProperty("recommendationId").GetString(), userId = "eve", items = ids } });
        await api.PostAsync("/v1/interactions", new[] { new { userId = "eve", itemId = ids[0], type = "click" } });

        var report = await api.GetAsync("/v1/admin/attribution?days=1");

        Assert.Equal((2, 1), (report.GetProperty("shown").GetInt32(), report.GetProperty("clicked").GetInt32()));
        Assert.Equal(1, report.GetProperty("channels").EnumerateArray().Sum(c => c.GetProperty("clicked").GetProperty("share").GetDouble()), 1e-2);
    }

    [Theory]
    [InlineData("GET", "/v1/admin/attribution?days=0", 400, "days must be from 1 to 365")]
    [InlineData("GET", "/v1/admin/attribution?days=week", 400, "can't be read as a whole number")]
    [InlineData("GET", "/v1/admin/map/neighbours", 400, "Say whose neighbours")]
    [InlineData("GET", "/v1/admin/map/neighbours?id=nosuch", 404, "There is no item 'nosuch'")]
    [InlineData("GET", "/v1/admin/map/neighbours?id=alien&limit=1000", 400, "limit must be from 1 to 200")]
    [InlineData("GET", "/v1/admin/users/nosuch/preview", 404, "There is no user 'nosuch'")]
    [InlineData("GET", "/v1/admin/items/nosuch/preview", 404, "There is no item 'nosuch'")]
    [InlineData("GET", "/v1/jobs?limit=0", 400, "limit must be from 1 to 200")]
    [InlineData("POST", "/v1/projections", 400, "neighbours must be from 2 to 100")]
    [InlineData("POST", "/v1/admin/models/nosuch/rollback", 404, "There is no model 'nosuch'")]
    [InlineData("POST", "/v1/admin/models/ease/rollback", 409, "No trained 'ease' is in use")]
    public async Task A_request_that_can_not_be_served_says_what_to_change(string method, string path, int status, string detail)
    {
        using var answer = await api.SendAsync(new HttpMethod(method), path, path == "/v1/projections" ? "{\"neighbours\":1}" : null);

        Assert.Contains(detail, await TestApi.ProblemAsync(answer, status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_rolled_back_and_versions_say_what_was_promoted_when()
    {
        string[][] tastes = [["alien", "aliens", "terminator", "blade-runner"], ["amelie", "totoro", "spirited", "heist"]];
        await using var own = new TestApi();
        await ((IAsyncLifetime)own).InitializeAsync();
        await own.PostAsync("/v1/interactions", from user in Enumerable.Range(0, 24)
                                                from film in tastes[user % 2].Where((_, i) => i != user / 2 % 4)
                                                select new { userId = $"t{user}", itemId = film, type = "like" });
        var ended = await EndedAsync(await own.PostAsync("/v1/trainings", new { models = new[] { "ease" } }), own);
        Assert.True(ended.GetProperty("state").GetString() == "succeeded", ended.GetRawText());

        var version = Assert.Single((await own.GetAsync("/v1/admin/models")).GetProperty("versions").EnumerateArray().ToList());
        Assert.True(version.GetProperty("inUse").GetBoolean());
        Assert.NotEqual(JsonValueKind.Null, version.GetProperty("promotedAt").ValueKind);

        var back = await own.PostAsync("/v1/admin/models/ease/rollback", new { });
        Assert.Equal((version.GetProperty("version").GetString(), JsonValueKind.Null), (back.GetProperty("was").GetString(), back.GetProperty("inUse").ValueKind));
        Assert.False((await own.GetAsync("/v1/admin/models")).GetProperty("versions")[0].GetProperty("inUse").GetBoolean());
    }

    private async Task<JsonElement> EndedAsync(JsonElement job, TestApi? of = null)
    {
        of ??= api;
        await using var stream = await of.Client.GetStreamAsync(new Uri(of.Address, $"/v1/jobs/{job.GetProperty("id").GetString()}/events"));
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync())
        {
            if (item.EventType == "done")
            {
                return JsonSerializer.Deserialize<JsonElement>(item.Data);
            }
        }

        throw new InvalidOperationException("The stream of events ended without the event done.");
    }
}
