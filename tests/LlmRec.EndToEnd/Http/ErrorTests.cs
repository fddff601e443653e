using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LlmRec.EndToEnd.Http;

/// <summary>Whatever is wrong with a request, the answer is a problem that says what to do.</summary>
public sealed class ErrorTests(ErrorTests.Small api) : IClassFixture<ErrorTests.Small>
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("GET", "/v1/nowhere", 404, "/openapi/v1.json")]
    [InlineData("GET", "/v1/items/nosuch", 404, "There is no item 'nosuch'.")]
    [InlineData("GET", "/v1/items/nosuch/similar", 404, "There is no item 'nosuch'.")]
    [InlineData("GET", "/v1/users/nosuch", 404, "There is no user 'nosuch'.")]
    [InlineData("DELETE", "/v1/users/nosuch", 404, "There is no user 'nosuch'.")]
    [InlineData("GET", "/v1/jobs/nosuch", 404, "There is no job 'nosuch'.")]
    [InlineData("GET", "/v1/jobs/nosuch/events", 404, "There is no job 'nosuch'.")]
    [InlineData("POST", "/v1/jobs/nosuch/cancel", 404, "There is no job 'nosuch'.")]
    [InlineData("DELETE", "/v1/search", 405, "/openapi/v1.json")]
    [InlineData("GET", "/v1/interactions", 405, "/openapi/v1.json")]
    [InlineData("GET", "/v1/search", 400, "/v1/search?q=")]
    [InlineData("GET", "/v1/search?q=%20", 400, "/v1/search?q=")]
    [InlineData("GET", "/v1/search?q=x&limit=0", 400, "limit must be from 1 to 200; it is 0.")]
    [InlineData("GET", "/v1/search?q=x&limit=10000", 400, "limit must be from 1 to 200; it is 10000.")]
    [InlineData("GET", "/v1/search?q=x&limit=many", 400, "limit is 'many', which can't be read as a whole number.")]
    [InlineData("GET", "/v1/search?q=x&limit=99999999999", 400, "limit is '99999999999', which can't be read as a whole number.")]
    [InlineData("GET", "/v1/search?q=x&yearFrom=2000&yearTo=1999", 400, "yearFrom (2000) is after yearTo (1999).")]
    [InlineData("GET", "/v1/items/alien/similar?limit=-1", 400, "limit must be from 1 to 200; it is -1.")]
    [InlineData("GET", "/v1/users/u/recommendations?limit=201", 400, "limit must be from 1 to 200; it is 201.")]
    [InlineData("GET", "/v1/users/u/recommendations?diversity=NaN", 400, "diversity must be from 0")]
    [InlineData("GET", "/v1/users/u/recommendations?diversity=1.01", 400, "diversity must be from 0")]
    [InlineData("GET", "/v1/users/u/recommendations?diversity=x", 400, "diversity is 'x', which can't be read as a number.")]
    [InlineData("GET", "/v1/users/u/recommendations?explain=maybe", 400, "explain is 'maybe', which can't be read as true or false.")]
    [InlineData("GET", "/v1/users/nobody/explanations/alien", 404, "There is no user 'nobody'.")]
    [InlineData("GET", "/v1/users/u/recommendations?yearFrom=2000&yearTo=1999", 400, "yearFrom")]
    public async Task An_address_or_query_that_cannot_be(string method, string path, int status, string says) =>
        Assert.Contains(says, await TestApi.ProblemAsync(await api.SendAsync(new HttpMethod(method), path), status), StringComparison.Ordinal);

    [Theory]
    [InlineData("POST", "/v1/recommendations", null, Json, 400, "The body is missing")]
    [InlineData("POST", "/v1/recommendations", "", Json, 400, "The body")]
    [InlineData("POST", "/v1/recommendations", "{\"likes\":", Json, 400, "not valid JSON")]
    [InlineData("POST", "/v1/recommendations", "[]", Json, 400, "another shape")]
    [InlineData("POST", "/v1/recommendations", "{\"likes\":5}", Json, 400, "likes has the wrong type")]
    [InlineData("POST", "/v1/recommendations", "{\"likes\":[1]}", Json, 400, "likes[0] has the wrong type")]
    [InlineData("POST", "/v1/recommendations", "{\"filters\":{\"yearFrom\":\"old\"}}", Json, 400, "filters.yearFrom has the wrong type")]
    [InlineData("POST", "/v1/recommendations", "{\"filters\":{\"attributes\":{\"a\":\"b\"}}}", Json, 400, "filters.attributes")]
    [InlineData("POST", "/v1/recommendations", "{\"filters\":{\"attributes\":{\"a\":null}}}", Json, 400, "filters.attributes.a must be a list of values.")]
    [InlineData("POST", "/v1/recommendations", "{\"filters\":{\"attributes\":{\"year\":[\"1999\"]}}}", Json, 400, "filter by yearFrom and yearTo")]
    [InlineData("POST", "/v1/recommendations", "{\"filters\":{\"yearFrom\":2,\"yearTo\":1}}", Json, 400, "yearFrom (2) is after yearTo (1).")]
    [InlineData("POST", "/v1/recommendations", "{\"limit\":0}", Json, 400, "limit must be from 1 to 200; it is 0.")]
    [InlineData("POST", "/v1/recommendations", "{\"diversity\":-1}", Json, 400, "diversity must be from 0")]
    [InlineData("POST", "/v1/recommendations", "{\"wish\":\"a\\ud800b\"}", Json, 400, "wish holds a lone surrogate")]
    [InlineData("POST", "/v1/recommendations", "{}", "text/plain", 415, Json)]
    [InlineData("PUT", "/v1/items", "[{}]", "text/csv", 415, "application/x-ndjson")]
    [InlineData("PUT", "/v1/items", "[{}]", "multipart/form-data; boundary=x", 415, "application/x-ndjson")]
    [InlineData("PUT", "/v1/items", "", Json, 400, "not valid JSON")]
    [InlineData("PUT", "/v1/items", "{\"id\":\"a\",\"title\":\"b\"}", Json, 400, "another shape")]
    [InlineData("PUT", "/v1/users", "nonsense", Json, 400, "not valid JSON")]
    [InlineData("POST", "/v1/backfills", "{\"kind\":\"films\"}", Json, 400, "kind must be items or users; it is 'films'.")]
    [InlineData("POST", "/v1/backfills", "{\"batch\":0}", Json, 400, "batch must be from 1 to 10,000; it is 0.")]
    [InlineData("POST", "/v1/backfills", "{\"batch\":\"x\"}", Json, 400, "batch has the wrong type")]
    public async Task A_body_that_cannot_be(string method, string path, string? body, string contentType, int status, string says) =>
        Assert.Contains(says, await TestApi.ProblemAsync(await api.SendAsync(new HttpMethod(method), path, body, contentType), status), StringComparison.Ordinal);

    [Fact]
    public async Task Too_many_ids_are_refused_with_how_many_are_taken()
    {
        var ids = string.Join(',', Enumerable.Range(0, 1_001).Select(i => $"\"i{i}\""));

        Assert.Contains("at most 1,000", await TestApi.ProblemAsync(await api.SendAsync(HttpMethod.Post, "/v1/recommendations", $"{{\"likes\":[{ids}]}}"), 400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_with_what_to_do(bool chunked)
    {
        var id = $"large-{chunked}";
        var body = string.Concat(Enumerable.Range(0, 1_200).Select(i => $"{{\"id\":\"{id}-{i}\",\"title\":\"{new string('x', 1_000)}\"}}\n"));

        var response = await api.SendAsync(HttpMethod.Put, "/v1/items", body, "application/x-ndjson", request => request.Headers.TransferEncodingChunked = chunked);

        Assert.Contains("MaxBodyMb", await TestApi.ProblemAsync(response, 413), StringComparison.Ordinal);
        // Told by its length it is refused unread; else what had been read by then is kept, however much that was.
        Assert.InRange(await api.ScalarAsync<long>($"SELECT COUNT(*) FROM items WHERE id LIKE '{id}-%'"), 0, chunked ? 1_199 : 0);
    }

    [Fact]
    public async Task A_foreign_host_name_is_refused_as_a_page_that_rebinds_its_name_would_send()
    {
        foreach (var host in new[] { "evil.example", "localhost.evil.example", "127.0.0.1.nip.io" })
        {
            Assert.Contains("localhost only", await TestApi.ProblemAsync(await api.SendAsync(HttpMethod.Get, "/", change: r => r.Headers.Host = host), 403), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, "/health/live", change: r => r.Headers.Host = "LOCALHOST:1234")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:3000", HttpStatusCode.OK)]
    public async Task A_page_of_another_site_changes_nothing(string origin, HttpStatusCode status) => Assert.Equal(
        status, (await api.SendAsync(HttpMethod.Post, "/v1/interactions", "[]", change: r => r.Headers.Add("Origin", origin))).StatusCode);

    [Fact]
    public async Task Connections_are_taken_on_loopback_only()
    {
        var other = Dns.GetHostAddresses(Dns.GetHostName()).FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        if (other is not null)
        {
            using var client = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(other, api.Address.Port));
        }
    }

    [Fact]
    public async Task A_request_id_is_the_callers_where_it_is_sane_and_stands_in_the_answer_and_in_the_log()
    {
        var sane = await api.SendAsync(HttpMethod.Get, "/v1/items/alien", change: r => r.Headers.Add("X-Request-Id", "trace-7.A_b"));
        Assert.Equal("trace-7.A_b", Assert.Single(sane.Headers.GetValues("X-Request-Id")));
        Assert.Contains(api.Logged, line => line.Contains("GET /v1/items/{id} 200", StringComparison.Ordinal) && line.Contains("requestId=trace-7.A_b", StringComparison.Ordinal));

        foreach (var bad in new[] { "no spaces", new string('x', 65), "a\"b" })
        {
            var answer = await api.SendAsync(HttpMethod.Get, "/v1/items/alien", change: r => r.Headers.TryAddWithoutValidation("X-Request-Id", bad));
            Assert.Matches("^[0-9a-f]{32}$", Assert.Single(answer.Headers.GetValues("X-Request-Id")));
        }
    }

    [Fact]
    public async Task What_people_search_for_stays_out_of_the_log()
    {
        await api.SendAsync(HttpMethod.Get, "/v1/search?q=private-words");

        Assert.Contains(api.Logged, line => line.Contains("GET /v1/search 200", StringComparison.Ordinal));
        Assert.DoesNotContain(api.Logged, line => line.Contains("private-words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nonsense_on_the_wire_ends_the_connection_and_not_the_service()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, api.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("\0\u0001 NONSENSE\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 400", await reader.ReadLineAsync(), StringComparison.Ordinal);

        await api.GetAsync("/health/live");
    }

    /// <summary>The API with a limit of 1 MiB a body.</summary>
    public sealed class Small : TestApi
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Limits:MaxBodyMb"] = "1" };
    }
}
