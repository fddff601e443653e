using System.Net;
using System.Text.RegularExpressions;

namespace LlmRec.EndToEnd.Http.Access;

/// <summary>Who may call what, with keys configured.</summary>
public sealed class KeyTests(KeyTests.Keyed api) : IClassFixture<KeyTests.Keyed>
{
    internal const string Reader = "reader-key-0123456789";
    private const string Writer = "writer-key-0123456789";

    private static readonly string[] Names = ["the-reader", "the-writer", "the-admin"];

    [Theory]
    [InlineData("GET", "/v1/items/alien", "read")]
    [InlineData("GET", "/v1/items/alien/similar", "read")]
    [InlineData("GET", "/v1/search?q=x", "read")]
    [InlineData("GET", "/v1/items?id=alien", "read")]
    [InlineData("GET", "/v1/titles?q=x", "read")]
    [InlineData("GET", "/v1/users/nosuch", "read")]
    [InlineData("GET", "/v1/users/nosuch/beliefs", "read")]
    [InlineData("PATCH", "/v1/conversations/nosuch", "read")]
    [InlineData("GET", "/v1/users/nosuch/recommendations", "read")]
    [InlineData("POST", "/v1/recommendations", "read")]
    [InlineData("GET", "/metrics", "read")]
    [InlineData("PUT", "/v1/items", "write")]
    [InlineData("PUT", "/v1/users", "write")]
    [InlineData("POST", "/v1/interactions", "write")]
    [InlineData("POST", "/v1/impressions", "write")]
    [InlineData("DELETE", "/v1/items/nosuch", "admin")]
    [InlineData("DELETE", "/v1/users/nosuch", "admin")]
    [InlineData("GET", "/v1/jobs/nosuch", "admin")]
    [InlineData("GET", "/v1/jobs/nosuch/events", "admin")]
    [InlineData("POST", "/v1/jobs/nosuch/cancel", "admin")]
    [InlineData("GET", "/v1/jobs", "admin")]
    [InlineData("GET", "/v1/admin/overview", "admin")]
    [InlineData("GET", "/v1/admin/traffic", "admin")]
    [InlineData("GET", "/v1/admin/models", "admin")]
    [InlineData("POST", "/v1/admin/models/nosuch/rollback", "admin")]
    [InlineData("GET", "/v1/admin/attribution", "admin")]
    [InlineData("GET", "/v1/admin/map", "admin")]
    [InlineData("GET", "/v1/admin/map/points", "admin")]
    [InlineData("GET", "/v1/admin/map/items?at=1", "admin")]
    [InlineData("GET", "/v1/admin/map/neighbours?id=nosuch", "admin")]
    [InlineData("GET", "/v1/admin/users?prefix=x", "admin")]
    [InlineData("GET", "/v1/admin/users/nosuch/preview", "admin")]
    [InlineData("GET", "/v1/admin/items/nosuch/preview", "admin")]
    public async Task A_call_needs_its_scope_and_each_scope_includes_those_before_it(string method, string path, string scope)
    {
        string[] scopes = ["read", "write", "admin"];
        string[] keys = [Reader, Writer, Keyed.Admin];
        var body = path switch { "/v1/recommendations" or "/v1/conversations/nosuch" => "{}", _ when method is "PUT" or "POST" => "[]", _ => null };

        var none = await SendAsync(method, path, body, null);
        Assert.Equal("Bearer", Assert.Single(none.Headers.GetValues("WWW-Authenticate")));
        Assert.Contains($"key of scope '{scope}'", await TestApi.ProblemAsync(none, 401), StringComparison.Ordinal);
        for (var i = 0; i < keys.Length; i++)
        {
            var answer = await SendAsync(method, path, body, keys[i]);
            if (i >= Array.IndexOf(scopes, scope))
            {
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{scopes[i]}: {answer.StatusCode}");
            }
            else
            {
                Assert.Contains($"scope=\"{scope}\"", Assert.Single(answer.Headers.GetValues("WWW-Authenticate")), StringComparison.Ordinal);
                Assert.Contains($"needs a key of scope '{scope}'; the key '{Names[i]}' has '{scopes[i]}'.", await TestApi.ProblemAsync(answer, 403), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/health/ready", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/", 200)]
    [InlineData("GET", "/js/main.js", 200)]
    [InlineData("GET", "/widget.js", 200)]
    [InlineData("GET", "/admin/", 200)]
    [InlineData("GET", "/js/admin/main.js", 200)]
    [InlineData("GET", "/v1/nowhere", 404)]
    public async Task What_holds_no_data_needs_no_key(string method, string path, int status) =>
        Assert.Equal(status, (int)(await SendAsync(method, path, null, null)).StatusCode);

    [Fact]
    public async Task Notes_on_health_are_told_to_who_sends_a_key()
    {
        var open = await SendAsync("GET", "/health/ready", null, null);
        Assert.DoesNotContain("have a vector", await open.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("0 of 8 items have a vector", await (await SendAsync("GET", "/health/ready", null, Reader)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + Reader, 200)]
    [InlineData("Authorization", "bearer  " + Reader, 200)]
    [InlineData("X-Api-Key", Reader, 200)]
    [InlineData("Authorization", Reader, 401)]
    [InlineData("Authorization", "Basic " + Reader, 401)]
    [InlineData("Authorization", "Bearer", 401)]
    [InlineData("Authorization", "Bearer " + Reader + "x", 401)]
    [InlineData("Authorization", "Bearer " + Reader + ", Bearer " + Reader, 401)]
    [InlineData("X-Api-Key", "READER-KEY-0123456789", 401)]
    [InlineData("X-Api-Key", "sha256:bc1de0b1a9eb6ca1c6ec3a4d2b24e9e9a6ddd0d0ef8e3bcd3a9b02f84bd4a9b2", 401)]
    public async Task A_key_is_sent_as_bearer_or_in_its_own_header_and_nothing_else_passes_for_one(string header, string value, int status)
    {
        var answer = await api.SendAsync(HttpMethod.Get, "/v1/items/alien", change: r => r.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_hash_in_the_settings_is_no_key()
    {
        foreach (var hash in new[] { Keyed.HashOf(Writer), Keyed.HashOf(Writer)["sha256:".Length..] })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("GET", "/v1/items/alien", null, hash)).StatusCode);
        }
    }

    [Fact]
    public async Task Neither_keys_nor_user_ids_are_in_the_log_but_who_called_which_route_is()
    {
        await SendAsync("GET", "/v1/users/private-person", null, Reader);
        await SendAsync("GET", "/v1/users/private-person", null, "a-wrong-key");

        Assert.Contains(api.Logged, line => line.Contains("GET /v1/users/{id} 404", StringComparison.Ordinal) && line.Contains("for the-reader", StringComparison.Ordinal) && line.Contains("route=/v1/users/{id}", StringComparison.Ordinal));
        Assert.Contains(api.Logged, line => line.Contains("GET /v1/users/{id} 401", StringComparison.Ordinal) && line.Contains("for nobody", StringComparison.Ordinal));
        string[] secrets = ["private-person", Reader, Writer, Keyed.Admin, "a-wrong-key", Keyed.HashOf(Writer)];
        Assert.All(secrets, secret => Assert.DoesNotContain(api.Logged, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_key_that_stands_in_the_settings_as_it_is_is_warned_of_by_name()
    {
        Assert.Contains(api.Logged, line => Regex.IsMatch(line, "^Warning .*The API key 'the-reader' stands in the settings as it is\\."));
        Assert.DoesNotContain(api.Logged, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("the-writer", StringComparison.Ordinal));
        Assert.Contains(api.Logged, line => line.Contains("API keys: the-reader (read), the-writer (write), the-admin (admin)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_host_name_is_served_and_what_a_key_is_answered_is_kept_by_no_cache()
    {
        var answer = await api.SendAsync(HttpMethod.Get, "/v1/items/alien", change: r =>
        {
            r.Headers.Host = "recommend.example";
            r.Headers.Add("X-Api-Key", Reader);
        });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task The_openapi_document_says_which_scope_each_call_needs()
    {
        var document = await TestApi.JsonAsync(await SendAsync("GET", "/openapi/v1.json", null, null));

        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal("bearer", schemes.GetProperty("bearer").GetProperty("scheme").GetString());
        Assert.Equal("X-Api-Key", schemes.GetProperty("apiKey").GetProperty("name").GetString());
        var delete = document.GetProperty("paths").GetProperty("/v1/users/{id}").GetProperty("delete");
        Assert.Equal(["bearer", "apiKey"], delete.GetProperty("security").EnumerateArray().Select(s => s.EnumerateObject().Single().Name));
        Assert.Contains("scope `admin`", delete.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.True(delete.GetProperty("responses").TryGetProperty("403", out _));
        Assert.False(document.GetProperty("paths").GetProperty("/health/live").GetProperty("get").TryGetProperty("security", out _));
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path, string? body, string? key) =>
        api.SendAsync(new HttpMethod(method), path, body, change: r =>
        {
            if (key is not null)
            {
                r.Headers.Add("X-Api-Key", key);
            }
        });

    /// <summary>The API with a key of each scope.</summary>
    public sealed class Keyed : TestApi
    {
        public const string Admin = "admin-key-0123456789";

        protected override string? Key => Admin;

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Auth:ApiKeys:0:Name"] = "the-reader",
            ["Auth:ApiKeys:0:Scope"] = "read",
            ["Auth:ApiKeys:0:Key"] = Reader,
            ["Auth:ApiKeys:1:Name"] = "the-writer",
            ["Auth:ApiKeys:1:Scope"] = "Write",
            ["Auth:ApiKeys:1:Key"] = HashOf(Writer),
            ["Auth:ApiKeys:2:Name"] = "the-admin",
            ["Auth:ApiKeys:2:Scope"] = "admin",
            ["Auth:ApiKeys:2:Key"] = HashOf(Admin).ToUpperInvariant(),
        };

        public static string HashOf(string key) => "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));
    }
}
