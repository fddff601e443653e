using System.Text.Json;

namespace LlmRec.EndToEnd.Http.Access;

/// <summary>Keys that change while the service runs.</summary>
public sealed class KeyChangeTests(KeyChangeTests.Keyed api) : IClassFixture<KeyChangeTests.Keyed>
{
    [Fact]
    public async Task Keys_change_over_without_a_restart_and_what_makes_no_sense_leaves_the_former_ones()
    {
        Assert.Equal(200, await StatusAsync(Keyed.First));
        Assert.Equal(401, await StatusAsync("second-key-0123456789"));

        api.Write(("shop", "read", Keyed.First), ("shop", "read", "second-key-0123456789"));
        await UntilAsync(async () => await StatusAsync("second-key-0123456789") == 200);
        Assert.Equal(200, await StatusAsync(Keyed.First));

        api.Write(("shop", "read", "second-key-0123456789"));
        await UntilAsync(async () => await StatusAsync(Keyed.First) == 401);
        Assert.Equal(200, await StatusAsync("second-key-0123456789"));

        api.Write(("shop", "everything", "third-key-0123456789"));
        await UntilAsync(() => Task.FromResult(Told("'everything'; known: read, write, admin")));
        api.Write();
        await UntilAsync(() => Task.FromResult(Told("They name no key any more")));
        Assert.Equal(401, await StatusAsync("third-key-0123456789"));
        Assert.Equal(401, await StatusAsync(null));
        Assert.Equal(200, await StatusAsync("second-key-0123456789"));

        api.Write(("shop", "read", "fourth-key-0123456789"));
        await UntilAsync(async () => await StatusAsync("fourth-key-0123456789") == 200);
    }

    private bool Told(string text) => api.Logged.Any(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("the former ones stay", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal));

    private async Task<int> StatusAsync(string? key) => (int)(await api.SendAsync(HttpMethod.Get, "/v1/items/alien", change: r =>
    {
        if (key is not null)
        {
            r.Headers.Add("X-Api-Key", key);
        }
    })).StatusCode;

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>The API with its keys in a file.</summary>
    public sealed class Keyed : TestApi
    {
        public const string First = "first-key-0123456789";

        public Keyed() => Write(("shop", "write", First));

        protected override string? Key => First;

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Auth:KeysFile"] = Folder["keys.json"] };

        public void Write(params (string Name, string Scope, string Key)[] keys)
        {
            File.WriteAllText(Folder["new.json"], JsonSerializer.Serialize(new { ApiKeys = keys.Select(k => new { k.Name, k.Scope, k.Key }) }));
            File.Move(Folder["new.json"], Folder["keys.json"], overwrite: true);
        }
    }
}
