using System.Net;
using LlmRec.Api.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.EndToEnd.Http.Admin;

public sealed class TrafficTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 11, 20, 12, 0, 30, TimeSpan.Zero));

    [Fact]
    public void Minutes_tell_how_many_were_answered_refused_and_failed_and_the_present_one_stands_last()
    {
        var window = new TrafficWindow(_time);
        Add(window, 200, .01, 200, .01, 404, .001, 503, .2);
        _time.Advance(TimeSpan.FromMinutes(2));
        Add(window, 200, .01);

        var hour = window.Read();

        Assert.Equal(TrafficWindow.Minutes, hour.Minutes.Count);
        Assert.Equal([4, 0, 1], hour.Minutes.TakeLast(3).Select(m => m.Answered.Requests));
        Assert.Equal((1, 1), (hour.Minutes[^3].Answered.Refused, hour.Minutes[^3].Answered.Failed));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 12, 2, 0, TimeSpan.Zero), hour.Minutes[^1].At);
        Assert.Null(hour.Minutes[^2].Answered.P95);
        Assert.Equal((5, 1, 1), (hour.All.Requests, hour.All.Refused, hour.All.Failed));
    }

    [Fact]
    public void What_is_an_hour_ago_is_forgotten_also_after_a_long_silence()
    {
        var window = new TrafficWindow(_time);
        Add(window, 200, .01);
        _time.Advance(TimeSpan.FromMinutes(TrafficWindow.Minutes - 1));
        Assert.Equal(1, window.Read().All.Requests);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, window.Read().All.Requests);
        Assert.Empty(window.Read().Routes);

        // The slot of the minute that is forgotten is this one's now.
        Add(window, 200, .01);
        Assert.Equal(1, window.Read().All.Requests);
    }

    [Theory]
    [InlineData(.000_01)]
    [InlineData(.003)]
    [InlineData(.25)]
    [InlineData(29)]
    public void Quantiles_are_within_five_per_cent_between_a_tenth_of_a_millisecond_and_a_minute(double seconds)
    {
        var window = new TrafficWindow(_time);
        for (var i = 1; i <= 1_000; i++)
        {
            window.Add("GET", "/v1/search", 200, seconds * i / 500);
        }

        var all = window.Read().All;

        Assert.InRange(all.P50!.Value, Math.Max(.1, 1000 * seconds) * .95, Math.Max(.1, 1000 * seconds) * 1.06);
        Assert.InRange(all.P95!.Value, Math.Max(.1, 1900 * seconds) * .95, Math.Max(.1, 1900 * seconds) * 1.06);
    }

    [Fact]
    public void Routes_are_told_apart_by_method_the_most_asked_first()
    {
        var window = new TrafficWindow(_time);
        window.Add("GET", "/v1/items", 200, .01);
        window.Add("PUT", "/v1/items", 200, 2);
        window.Add("PUT", "/v1/items", 200, 2);

        var routes = window.Read().Routes;

        Assert.Equal([("PUT", 2L), ("GET", 1L)], routes.Select(r => (r.Method, r.Answered.Requests)));
        Assert.True(routes[0].Answered.P50 > 1_800);
    }

    [Fact]
    public async Task Whoever_looks_is_not_counted_and_whoever_asks_is()
    {
        await using var api = new TestApi();
        await ((IAsyncLifetime)api).InitializeAsync();
        await api.GetAsync("/v1/titles?q=ali");
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync(HttpMethod.Get, "/v1/items/nosuch")).StatusCode);
        await api.GetAsync("/v1/jobs");
        await api.GetAsync("/health/live");
        await api.GetAsync("/v1/admin/overview");

        var hour = await api.GetAsync("/v1/admin/traffic");

        var routes = hour.GetProperty("routes").EnumerateArray().Select(r => $"{r.GetProperty("method")} {r.GetProperty("route")}").Order(StringComparer.Ordinal);
        Assert.Equal(["GET /v1/items/{id}", "GET /v1/titles", "PUT /v1/items"], routes);
        Assert.Equal((3, 1), (hour.GetProperty("all").GetProperty("requests").GetInt32(), hour.GetProperty("all").GetProperty("refused").GetInt32()));
        Assert.Equal(60, hour.GetProperty("minutes").GetArrayLength());
    }

    private static void Add(TrafficWindow window, params double[] statusAndSeconds)
    {
        foreach (var pair in statusAndSeconds.Chunk(2))
        {
            window.Add("GET", "/v1/search", (int)pair[0], pair[1]);
        }
    }
}
