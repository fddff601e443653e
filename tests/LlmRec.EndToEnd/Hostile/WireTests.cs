using System.Net;
using System.Net.Sockets;
using System.Text;
using LlmRec.EndToEnd.Http;

namespace LlmRec.EndToEnd.Hostile;

/// <summary>What no HTTP client would send, byte by byte on a socket.</summary>
public sealed class WireTests(WireTests.Served api) : IClassFixture<WireTests.Served>
{
    private const string Host = "Host: localhost\r\n";
    private const string Smuggled = "GET /v1/users/victim HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /// <summary>What is sent, by name, with the statuses that the answers must have, in order; the connection ends behind them.</summary>
    private static readonly Dictionary<string, (string Sent, int[] Statuses)> Cases = new()
    {
        // Smuggling: a second request hidden in the first one's body is never answered.
        ["length and chunks"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Smuggled}", [400]),
        ["length and chunks, the length longer"] = ($"POST /v1/recommendations HTTP/1.1\r\n{Host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nContent-Length: {2 + Smuggled.Length}\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n{Smuggled}", [200]),
        ["two lengths"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Length: 2\r\nContent-Length: {2 + Smuggled.Length}\r\n\r\n[]{Smuggled}", [400]),
        ["two lengths in one"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Length: 2, 2\r\n\r\n[]{Smuggled}", [400]),
        ["a negative length"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Length: -1\r\n\r\n{Smuggled}", [400]),
        // The server reads +2 as 2: what follows is a request of its own, which is not answered after the last.
        ["a length with a sign"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Length: +2\r\nConnection: close\r\n\r\n[]{Smuggled}", [200]),
        ["a length past 64 bits"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Length: 99999999999999999999\r\n\r\n{Smuggled}", [400]),
        ["a length past the limit"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Type: application/json\r\nContent-Length: 9223372036854775807\r\n\r\n[]", [413]),
        ["a length in hexadecimal"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Length: 0x2\r\n\r\n[]{Smuggled}", [400]),
        ["no body that is length or chunks"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Transfer-Encoding: gzip\r\n\r\n{Smuggled}", [400]),
        ["chunks that are not the last coding"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{Smuggled}", [400]),
        ["chunks spelt wrongly"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{Smuggled}", [400]),
        ["a space before the colon"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{Smuggled}", [400]),
        ["a folded header"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n{Smuggled}", [400]),
        ["a chunk size that is none"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[]\r\n0\r\n\r\n{Smuggled}", [400]),
        ["a negative chunk size"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n[]\r\n0\r\n\r\n{Smuggled}", [400]),
        ["a chunk size past 64 bits"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n[]", [400]),
        ["a chunk longer than said"] = ($"PUT /v1/items HTTP/1.1\r\n{Host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[]\r\n0\r\n\r\n", [400]),
        // Request lines and headers that are none.
        ["no version"] = ("GET /\r\n\r\n", [400]),
        ["a version of the future"] = ($"GET / HTTP/9.9\r\n{Host}\r\n", [505]),
        ["another protocol"] = ($"GET / FTP/1.0\r\n{Host}\r\n", [505]),
        // Refused in the other protocol's own words.
        ["HTTP/2 without asking"] = ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", []),
        ["TLS to a plain port"] = ("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n", [400]),
        ["spaces in the address"] = ($"GET /v1/items/a b HTTP/1.1\r\n{Host}\r\n", [400]),
        ["a NUL in the address"] = ($"GET /v1/items/alien%00 HTTP/1.1\r\n{Host}\r\n", [400]),
        ["a raw NUL in the address"] = ($"GET /v1/items/\0 HTTP/1.1\r\n{Host}\r\n", [400]),
        ["a method of control characters"] = ($"G\u0001T / HTTP/1.1\r\n{Host}\r\n", [400]),
        ["no host"] = ("GET /health/live HTTP/1.1\r\n\r\n", [400]),
        ["two hosts"] = ($"GET /health/live HTTP/1.1\r\n{Host}Host: evil.example\r\n\r\n", [400]),
        ["a host that is none"] = ("GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n", [400]),
        ["an address of another host"] = ($"GET http://evil.example/health/live HTTP/1.1\r\n{Host}\r\n", [400]),
        ["an address of another host, and its name"] = ("GET http://evil.example/health/live HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", [403]),
        ["a header without a colon"] = ($"GET / HTTP/1.1\r\n{Host}nonsense\r\n\r\n", [400]),
        ["a header without a name"] = ($"GET / HTTP/1.1\r\n{Host}: value\r\n\r\n", [400]),
        ["a header with a NUL"] = ($"GET / HTTP/1.1\r\n{Host}X-A: a\0b\r\n\r\n", [400]),
        ["a header with a lone carriage return"] = ($"GET / HTTP/1.1\r\n{Host}X-A: a\rX-B: b\r\n\r\n", [400]),
        ["a header of a megabyte"] = ($"GET / HTTP/1.1\r\n{Host}X-A: {new string('a', 1 << 20)}\r\n\r\n", [431]),
        ["ten thousand headers"] = ($"GET / HTTP/1.1\r\n{Host}{string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X{i}: 1\r\n"))}\r\n", [431]),
        ["an address of three megabytes"] = ($"GET /{new string('a', 3 << 20)} HTTP/1.1\r\n{Host}\r\n", [414]),
        ["a proxy's method"] = ("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n", [403]),
        ["an upgrade"] = ($"GET /health/live HTTP/1.1\r\n{Host}Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n", [200]),
        // Harmless: several requests on one connection are answered in order.
        ["two requests at once"] = ($"GET /health/live HTTP/1.1\r\n{Host}\r\nGET /v1/items/nosuch HTTP/1.1\r\n{Host}Connection: close\r\n\r\n", [200, 404]),
        ["HTTP/1.0"] = ($"GET /health/live HTTP/1.0\r\n{Host}\r\n", [200]),
        ["an empty line in front"] = ($"\r\nGET /health/live HTTP/1.1\r\n{Host}Connection: close\r\n\r\n", [200]),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_answered_as_was_said_beforehand_and_what_hides_in_it_is_not(string name)
    {
        var (sent, statuses) = Cases[name];
        var answer = await SendAsync(Encoding.Latin1.GetBytes(sent));

        Assert.Equal(statuses, answer.Split("HTTP/1.1 ").Skip(1).Select(a => int.Parse(a[..3], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
        await api.GetAsync("/health/live");
    }

    [Fact]
    public async Task A_stream_half_closed_in_the_middle_of_a_line_is_ended_and_what_came_whole_is_kept()
    {
        var body = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"{{\"id\":\"whole{i}\",\"title\":\"Whole\"}}\n")) + "{\"id\":\"hal";
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, api.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT /v1/items HTTP/1.1\r\n{Host}Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n"));
        await UntilAsync(async () => await CountAsync("whole%") == 1_000);

        var stream = client.GetStream();
        client.Client.Shutdown(SocketShutdown.Send);

        Assert.DoesNotContain("HTTP/1.1 2", await RestAsync(stream, CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal(1_000, await CountAsync("whole%"));
        Assert.Equal(0, await CountAsync("hal%"));
    }

    [Fact]
    public async Task Hundreds_of_clients_that_never_finish_their_request_keep_nobody_else_waiting()
    {
        var idle = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 300; i++)
            {
                var client = new TcpClient();
                idle.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, api.Address.Port);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(i % 2 == 0
                    ? $"GET /v1/search?q=x HTTP/1.1\r\n{Host}X-Slow: "
                    : $"PUT /v1/items HTTP/1.1\r\n{Host}Content-Type: application/x-ndjson\r\nContent-Length: 1000\r\n\r\n{{\"id\":"));
            }

            Assert.Equal("heist", (await api.GetAsync("/v1/search?limit=1&q=heist")).GetProperty("items")[0].GetProperty("id").GetString());
            await api.PutAsync("/v1/items", new[] { new { id = "meanwhile", title = "Meanwhile" } });
        }
        finally
        {
            idle.ForEach(c => c.Dispose());
        }
    }

    [Fact]
    public async Task Two_writers_of_the_same_items_at_once_lose_nothing()
    {
        object Entry(int writer, int i) => new { id = $"both{i}", title = $"Writer {writer}" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => api.PutAsync("/v1/items", Enumerable.Range(0, 500).Select(i => Entry(writer, i)).ToArray())));

        Assert.All(answers, a => Assert.Equal(500, a.GetProperty("accepted").GetInt32() + a.GetProperty("unchanged").GetInt32()));
        Assert.Equal(500, await api.ScalarAsync<long>("SELECT COUNT(*) FROM items WHERE id LIKE 'both%'"));
        Assert.Equal("ok", await api.ScalarAsync<string>("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_listener_to_a_jobs_events_who_leaves_frees_what_was_done_for_them()
    {
        // A job that another process works on, for as long as the test takes.
        const string job = "followed";
        await api.ScalarAsync<string>(
            """
            INSERT INTO jobs (id, kind, state, parameters, total, done, failed, rate, counts, owner, lease_until, cancel_requested, created_at, started_at)
            VALUES ('followed', 'elsewhere', 'running', '{}', 10, 1, 0, 0, '{}', 'another', 253370764800000, 0, 1790000000000, 1790000000000);
            SELECT 'done'
            """);
        var leaver = new TcpClient();
        await leaver.ConnectAsync(IPAddress.Loopback, api.Address.Port);
        await leaver.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /v1/jobs/{job}/events HTTP/1.1\r\n{Host}\r\n"));
        Assert.NotEqual(0, await leaver.GetStream().ReadAsync(new byte[1_000]));
        await UntilAsync(async () => await FollowersAsync() == "1");

        leaver.Dispose();

        await UntilAsync(async () => await FollowersAsync() == "0");
        Assert.Equal("running", (await api.GetAsync($"/v1/jobs/{job}")).GetProperty("state").GetString());
    }

    private async Task<string> FollowersAsync() =>
        (await (await api.SendAsync(HttpMethod.Get, "/metrics")).Content.ReadAsStringAsync()).Split("\nllmrec_job_followers ")[1].Split('\n')[0];

    /// <summary>Sends bytes and reads what comes back until the server closes.</summary>
    private async Task<string> SendAsync(byte[] bytes)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, api.Address.Port, patience.Token);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(bytes, patience.Token);
        }
        catch (IOException)
        {
            // The server closed while there was still something to send; what it said counts.
        }

        return await RestAsync(stream, patience.Token);
    }

    /// <summary>Everything that comes until the server closes, gently or not.</summary>
    private static async Task<string> RestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, cancellationToken);
        }
        catch (IOException)
        {
            // What it said before counts.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private Task<long> CountAsync(string id) => api.ScalarAsync<long>($"SELECT COUNT(*) FROM items WHERE id LIKE '{id}'");

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>The API with a user whom nobody is to see.</summary>
    public sealed class Served : TestApi
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await PutAsync("/v1/users", new[] { new { id = "victim", text = "a secret" } });
        }
    }
}
