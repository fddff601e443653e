using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;

namespace LlmRec.EndToEnd.Http.Access;

/// <summary>What one caller may ask, how long a request may take, and which sites' pages may call.</summary>
public sealed class LimitTests(LimitTests.Narrow api) : IClassFixture<LimitTests.Narrow>
{
    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back_and_costs_no_other_caller()
    {
        HttpResponseMessage? refused = null;
        for (var i = 0; i < 200 && refused is null; i++)
        {
            var answer = await SendAsync("/v1/items/alien", "greedy-key-0123456789");
            refused = answer.StatusCode == HttpStatusCode.TooManyRequests ? answer : null;
        }

        Assert.NotNull(refused);
        Assert.InRange(int.Parse(Assert.Single(refused.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("LlmRec:Limits:RequestsPerSecond", await TestApi.ProblemAsync(refused, 429), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/v1/items/alien", Narrow.Modest)).StatusCode);
        // Whoever looks whether the service lives is never sent away.
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync("/health/live", "greedy-key-0123456789")).StatusCode);
        }
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_given_up_with_the_reason()
    {
        await using var other = new SqliteConnection($"Data Source={api.StorePath};Pooling=False");
        await other.OpenAsync();
        var held = other.BeginTransaction(deferred: false);

        // One waits for the other writer, the others for that one.
        Task<HttpResponseMessage>[] deletes = [.. Enumerable.Range(0, 3).Select(_ => api.SendAsync(HttpMethod.Delete, "/v1/items/nosuch", change: r => r.Headers.Add("X-Api-Key", Narrow.Modest)))];
        var first = await await Task.WhenAny(deletes);
        await held.RollbackAsync();

        Assert.Equal("5", Assert.Single(first.Headers.GetValues("Retry-After")));
        Assert.Contains("longer than 3 s (LlmRec:Limits:RequestSeconds)", await TestApi.ProblemAsync(first, 503), StringComparison.Ordinal);
        await Task.WhenAll(deletes);
    }

    [Fact]
    public async Task A_client_that_sends_a_body_too_slowly_is_given_up_with_a_problem()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, api.Address.Port);
        // The rest of the body that it announces never comes.
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/recommendations HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {Narrow.Modest}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"));
        using var reader = new StreamReader(client.GetStream());

        var answer = await ToEmptyLineAsync(reader);

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_an_allowed_site_may_call_and_of_no_other()
    {
        var allowed = await PreflightAsync("https://shop.example");
        Assert.Equal("https://shop.example", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("x-api-key", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Headers")));
        Assert.False(allowed.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.False((await PreflightAsync("https://evil.example")).Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False((await PreflightAsync("https://shop.example.evil.example")).Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static async Task<string> ToEmptyLineAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            text.AppendLine(line);
        }

        return text.ToString();
    }

    private Task<HttpResponseMessage> PreflightAsync(string origin) => api.SendAsync(HttpMethod.Options, "/v1/recommendations", change: r =>
    {
        r.Headers.Add("Origin", origin);
        r.Headers.Add("Access-Control-Request-Method", "POST");
        r.Headers.Add("Access-Control-Request-Headers", "x-api-key");
    });

    private Task<HttpResponseMessage> SendAsync(string path, string key) => api.SendAsync(HttpMethod.Get, path, change: r => r.Headers.Add("X-Api-Key", key));

    /// <summary>The API with narrow limits.</summary>
    public sealed class Narrow : TestApi
    {
        public const string Modest = "modest-key-0123456789";

        protected override string? Key => Modest;

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Auth:ApiKeys:0:Name"] = "greedy",
            ["Auth:ApiKeys:0:Scope"] = "read",
            ["Auth:ApiKeys:0:Key"] = "greedy-key-0123456789",
            ["Auth:ApiKeys:1:Name"] = "modest",
            ["Auth:ApiKeys:1:Scope"] = "admin",
            ["Auth:ApiKeys:1:Key"] = Modest,
            ["Limits:RequestsPerSecond"] = "1",
            ["Limits:Burst"] = "40",
            ["Limits:RequestSeconds"] = "3",
            ["Cors:AllowedOrigins:0"] = "https://shop.example",
        };
    }
}
