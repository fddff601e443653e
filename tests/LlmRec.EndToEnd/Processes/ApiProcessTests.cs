using System.Net.Http.Json;
using System.Text.Json;

namespace LlmRec.EndToEnd.Processes;

public sealed class ApiProcessTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("LlmRec__Pipeline__Channels__0", "popularr", "Pipeline:Channels names 'popularr', which is not known.")]
    [InlineData("LlmRec__Pipeline__Candidates", "many", "LlmRec:Pipeline:Candidates")]
    [InlineData("LlmRec__Pipeline__Candidates", "3", "Candidates")]
    [InlineData("LlmRec__Pipelines__Ranker", "weighted", "The setting LlmRec:Pipelines:Ranker is not known.")]
    [InlineData("LlmRec__Llm__Path", "/nowhere/llm", "/nowhere/llm")]
    [InlineData("LlmRec__Chat__Policy", "magic", "Chat:Policy names 'magic', which is not known. Known: state, tools.")]
    [InlineData("LlmRec__Chat__Policy", "tools", "which needs a language model, and none is configured. Set LlmRec:Llm:Endpoint")]
    [InlineData("LlmRec__Chat__MostSteps", "0", "MostSteps")]
    [InlineData("LlmRec__Auth__ApiKeys__0__Key", "secret-of-mine", "Auth:ApiKeys:0 needs a Name")]
    [InlineData("LlmRec__Auth__ApiKeys__0__Scopes", "read", "Scopes")]
    [InlineData("LlmRec__Auth__KeysFile", "/nowhere/keys.json", "There is no file /nowhere/keys.json (Auth:KeysFile).")]
    [InlineData("LlmRec__Cors__AllowedOrigins__0", "https://shop.example/path", "which is no origin")]
    [InlineData("LlmRec__Limits__Burst", "0", "Burst")]
    [InlineData("LlmRec__Encoder__Path", "/nowhere", "There is no encoder folder at /nowhere")]
    [InlineData("LlmRec__Store", "mysql:x", "write sqlite:PATH")]
    [InlineData("LlmRec__Demo", "true", "There is no demo catalogue at")]
    public async Task A_start_that_cannot_be_is_refused_in_one_line_with_exit_code_1(string setting, string value, string says)
    {
        using var api = TestProcess.Api(_folder.Store, TestProcess.FreePort(), ("LlmRec__DemoPath", "/nowhere"), (setting, value));
        await api.EndAsync();

        Assert.Equal(1, api.ExitCode);
        Assert.Contains(says, api.Errors, StringComparison.Ordinal);
        Assert.Single(api.Errors.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("   at ", api.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-mine", api.Errors + api.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_model_or_store_file_is_refused_in_one_line_with_exit_code_1()
    {
        var encoder = Directory.CreateDirectory(_folder["encoder"]).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(LlmRec.Testing.SharedFolder.RepoRoot, "models/encoders/use-lite")))
        {
            File.Copy(file, Path.Combine(encoder, Path.GetFileName(file)));
        }

        await using (var model = File.OpenWrite(Path.Combine(encoder, "model.onnx")))
        {
            model.SetLength(model.Length / 2);
        }

        await RefusedAsync("damaged or cut off", ("LlmRec__Encoder__Path", encoder));
        Directory.CreateDirectory(_folder.Data);
        await File.WriteAllTextAsync(_folder.Store, new string('x', 5_000));
        await RefusedAsync("is not an intact SQLite database");
    }

    [Fact]
    public async Task A_port_in_use_is_refused_with_what_to_do_and_the_first_goes_on()
    {
        var port = TestProcess.FreePort();
        using var client = Client(port);
        using var first = TestProcess.Api(_folder.Store, port);
        await first.ReadyAsync(client);

        using var second = TestProcess.Api(_folder.Store, port);
        await second.EndAsync();

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("Another process listens there", second.Errors, StringComparison.Ordinal);
        Assert.False(first.HasExited);
        await first.InterruptAsync();
        await first.EndAsync();
        Assert.True(first.ExitCode == 0, first.Errors);
        Assert.Empty(first.Errors);
    }

    [Fact]
    public async Task Two_services_on_one_store_and_the_command_line_see_each_others_work_without_a_restart()
    {
        var (portA, portB) = (TestProcess.FreePort(), TestProcess.FreePort());
        using var clientA = Client(portA);
        using var clientB = Client(portB);
        using var a = TestProcess.Api(_folder.Store, portA);
        await a.ReadyAsync(clientA);
        using var b = TestProcess.Api(_folder.Store, portB);
        await b.ReadyAsync(clientB);

        await clientA.PutAsJsonAsync("/v1/items", Films.All);
        Assert.Equal("Alien", (await JsonAsync(clientB, "/v1/items/alien")).GetProperty("title").GetString());
        Assert.Contains("0 of 8 items have a vector", (await JsonAsync(clientB, "/health/ready")).GetRawText(), StringComparison.Ordinal);

        // Either of the services may be quicker to take the job: the command waits for its end all the same.
        using var backfill = await TestProcess.RunCliAsync("backfill", "--data-dir", _folder.Data, "--json");
        Assert.True(backfill.ExitCode == 0, backfill.Errors);
        Assert.Equal(8, backfill.Json().GetProperty("embedded").GetInt32());
        Assert.NotEqual(0, (await JsonAsync(clientA, "/v1/items/alien/similar")).GetProperty("items").GetArrayLength());
        Assert.DoesNotContain("items have a vector", (await JsonAsync(clientB, "/health/ready")).GetRawText(), StringComparison.Ordinal);

        await clientB.PostAsJsonAsync("/v1/interactions", new[] { new { userId = "ana", itemId = "totoro", type = "like" } });
        Assert.Equal("spirited", (await JsonAsync(clientA, "/v1/users/ana/recommendations")).GetProperty("items")[0].GetProperty("id").GetString());
        await clientA.DeleteAsync(new Uri("/v1/items/spirited", UriKind.Relative));
        Assert.DoesNotContain("spirited", (await JsonAsync(clientB, "/v1/users/ana/recommendations")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_killed_during_a_backfill_goes_on_with_it_when_started_again()
    {
        using (var import = await TestProcess.RunCliAsync("import", "--items", _folder.Many(1_000), "--data-dir", _folder.Data))
        {
            Assert.Equal(0, import.ExitCode);
        }

        var port = TestProcess.FreePort();
        using var client = Client(port);
        using (var first = TestProcess.Api(_folder.Store, port))
        {
            await first.ReadyAsync(client);
            await client.PostAsJsonAsync("/v1/backfills", new { batch = 2 });
            await first.UntilAsync(async () => await _folder.VectorsAsync() > 0);
            await first.KillAsync();
        }

        Assert.InRange(await _folder.VectorsAsync(), 1, 999);
        using var second = TestProcess.Api(_folder.Store, port);
        await second.UntilAsync(async () => await _folder.ScalarAsync<string>("SELECT state FROM jobs") == "succeeded");
        Assert.Equal(1_000, await _folder.VectorsAsync());
        await _folder.AssertIntactAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static HttpClient Client(int port) => new() { BaseAddress = new($"http://127.0.0.1:{port}") };

    private static Task<JsonElement> JsonAsync(HttpClient client, string path) => client.GetFromJsonAsync<JsonElement>(path);

    private async Task RefusedAsync(string says, params (string Name, string Value)[] settings)
    {
        using var api = TestProcess.Api(_folder.Store, TestProcess.FreePort(), settings);
        await api.EndAsync();
        Assert.Equal(1, api.ExitCode);
        Assert.Contains(says, api.Errors, StringComparison.Ordinal);
        Assert.Single(api.Errors.TrimEnd('\n').Split('\n'));
    }
}
