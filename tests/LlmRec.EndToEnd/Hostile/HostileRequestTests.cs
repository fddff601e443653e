using LlmRec.EndToEnd.Http;

namespace LlmRec.EndToEnd.Hostile;

/// <summary>The table of <see cref="HttpCases"/>, over a real Kestrel with one victim's data in it.</summary>
public sealed class HostileRequestTests(HostileRequestTests.Victim api) : IClassFixture<HostileRequestTests.Victim>
{
    public static TheoryData<string> Names() => [.. HttpCases.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_comes_to_what_was_said_beforehand(string name)
    {
        var hostile = HttpCases.All[name];
        using var request = new HttpRequestMessage(new HttpMethod(hostile.Method), new Uri(api.Address + hostile.Path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (hostile.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new(hostile.ContentType);
        }

        // What is refused by its size is answered before it is sent: a client that sends on meanwhile may find the line closed.
        request.Headers.ExpectContinue = hostile.Status == 413;
        using var answer = await api.Client.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == hostile.Status, $"{(int)answer.StatusCode}: {(text.Length > 2_000 ? text[..2_000] : text)}");
        var says = hostile.Status >= 400 ? await TestApi.ProblemAsync(answer, hostile.Status) : text;
        Assert.Contains(hostile.Says, says, StringComparison.Ordinal);
        // What it was sent does not come back in megabytes, and nobody sees the victim.
        Assert.InRange(text.Length, 0, Math.Max(60_000, hostile.Status == 200 && hostile.Says == "\"unknownItems\"" ? 1_000_000 : 0));
        Assert.DoesNotContain("victim", text, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("X-Evil"));
    }

    [Fact]
    public void There_are_at_least_two_hundred() => Assert.InRange(HttpCases.All.Count, 200, int.MaxValue);

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("a?b#c d+e", "a%3Fb%23c%20d+e")]
    [InlineData("/", "%2f")]
    [InlineData("映画/3", "%E6%98%A0%E7%94%BB%2F3")]
    public async Task An_id_with_slashes_names_its_own_user_and_no_other(string id, string encoded)
    {
        await api.PutAsync("/v1/users", new[] { new { id, text = $"I am {id}" } });

        var answer = await TestApi.JsonAsync(await SendAsync(HttpMethod.Get, encoded));
        Assert.Equal((id, $"I am {id}"), (answer.GetProperty("id").GetString(), answer.GetProperty("text").GetString()));

        Assert.Equal(204, (int)(await SendAsync(HttpMethod.Delete, encoded)).StatusCode);
        Assert.Equal(0, await api.ScalarAsync<long>($"SELECT COUNT(*) FROM users WHERE id = '{id}'"));
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string id) =>
        api.Client.SendAsync(new(method, new Uri($"{api.Address}v1/users/{id}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })));

    /// <summary>The API with somebody in it whom no other may see, and bodies of at most 1 MiB.</summary>
    public sealed class Victim : TestApi
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Limits:MaxBodyMb"] = "1" };

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await PutAsync("/v1/users", new[] { new { id = "victim", text = "a secret of victim" } });
            await PostAsync("/v1/interactions", new[] { new { userId = "victim", itemId = "totoro", type = "like" } });
        }
    }
}
