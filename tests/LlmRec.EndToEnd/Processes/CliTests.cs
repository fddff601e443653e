using System.Text.Json;

namespace LlmRec.EndToEnd.Processes;

public sealed class CliTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Every_command_answers_one_document_of_the_shape_agreed_and_plain_text_without_json()
    {
        var interactions = _folder.Write("interactions.csv", "user_id,item_id,type,value,timestamp\nana,alien,rating,5,1700000000\nbea,alien,rating,5,1700000000\nbea,blade-runner,rating,4,1700000100\nbea,nosuch,rating,4,1700000100\n");
        var users = _folder.Write("users.jsonl", "{\"id\":\"cyd\",\"text\":\"I like slow films.\"}\n");
        string[] import = ["import", "--items", _folder.Films(), "--users", users, "--interactions", interactions, "--data-dir", _folder.Data, "--json"];

        var imported = await RunAsync(0, import);
        Assert.Equal((8, 0, 0), Counts(imported, "items"));
        Assert.Equal((1, 0, 0), Counts(imported, "users"));
        Assert.Equal((3, 0, 1), Counts(imported, "interactions"));
        Assert.Contains("line 5", $"line {imported.GetProperty("problems")[0].GetProperty("line").GetInt32()}", StringComparison.Ordinal);
        Assert.Equal((0, 8, 0), Counts(await RunAsync(0, import), "items"));

        var backfill = await RunAsync(0, "backfill", "--data-dir", _folder.Data, "--json");
        Assert.Equal(["total", "embedded", "unchanged", "failed", "seconds", "rate", "failures"], backfill.EnumerateObject().Select(p => p.Name));
        Assert.Equal((11, 11, 0, 0), (Number(backfill, "total"), Number(backfill, "embedded"), Number(backfill, "unchanged"), Number(backfill, "failed")));
        Assert.Equal(11, Number(await RunAsync(0, "backfill", "--data-dir", _folder.Data, "--json"), "unchanged"));

        var search = await RunAsync(0, "search", "a heist", "--limit", "2", "--data-dir", _folder.Data, "--json");
        Assert.Equal("heist", First(search));
        Assert.Equal(2, search.GetProperty("items").GetArrayLength());
        Assert.Equal(["id", "title", "score", "channels", "reasons"], search.GetProperty("items")[0].EnumerateObject().Select(p => p.Name));
        Assert.Contains(First(await RunAsync(0, "similar", "aliens", "--data-dir", _folder.Data, "--json")), new[] { "terminator", "alien" });
        var recommended = await RunAsync(0, "recommend", "ana", "--data-dir", _folder.Data, "--json");
        Assert.Equal("blade-runner", First(recommended));
        Assert.Equal(32, recommended.GetProperty("recommendationId").GetString()!.Length);
        var visitor = await RunAsync(0, "recommend", "--likes", "totoro, nosuch", "--wish", "spirits", "--data-dir", _folder.Data, "--json");
        Assert.Equal("spirited", First(visitor));
        Assert.Equal("nosuch", visitor.GetProperty("unknownItems")[0].GetString());

        using var plain = await TestProcess.RunCliAsync("recommend", "nobody", "--data-dir", _folder.Data);
        Assert.Equal(0, plain.ExitCode);
        Assert.DoesNotContain('\u001b', plain.Output + plain.Errors);
        Assert.Contains("Nothing is known of a user 'nobody'.", plain.Errors, StringComparison.Ordinal);
        Assert.Contains("Liked by 2 people here", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_are_listed_and_checked_without_a_store()
    {
        var model = (await RunAsync(0, "models", "list", "--json")).GetProperty("models")[0];
        Assert.Equal(("encoder", "use-lite", "cpu", 512), (model.GetProperty("kind").GetString(), model.GetProperty("name").GetString(), model.GetProperty("provider").GetString(), model.GetProperty("dimension").GetInt32()));

        var check = (await RunAsync(0, "models", "check", "--json")).GetProperty("models")[0];
        Assert.True(check.GetProperty("ok").GetBoolean());
        Assert.Equal(1, check.GetProperty("norm").GetDouble(), 3);
    }

    [Theory]
    [InlineData("There is no store at", "search", "x")]
    [InlineData("Say what to import", "import")]
    [InlineData("nosuch.jsonl can't be read", "import", "--items", "nosuch.jsonl")]
    [InlineData("The name of a file is empty.", "import", "--items", "")]
    [InlineData("--limit must be from 1 to 200.", "search", "x", "--limit", "0")]
    [InlineData("'--limti'", "search", "x", "--limti", "5")]
    [InlineData("Required argument missing for command: 'search'. `llmrec search --help` shows what is taken.", "search")]
    [InlineData("'frobnicate'", "frobnicate")]
    [InlineData("must be 1 to 64 letters", "keys", "new", "a b")]
    [InlineData("'everything'", "keys", "new", "shop", "--scope", "everything")]
    [InlineData("batch must be from 1 to 10,000; it is 0.", "backfill", "--batch", "0")]
    [InlineData("'films'", "backfill", "--kind", "films")]
    [InlineData("127.0.0.1 can't be reached", "models", "pull", "owner/name", "--endpoint", "http://127.0.0.1:9")]
    [InlineData("The endpoint 'ftp://hub' is not an http or https address.", "models", "pull", "owner/name", "--endpoint", "ftp://hub")]
    [InlineData("'nonsense' is not OWNER/NAME", "models", "pull", "nonsense")]
    public async Task What_cannot_be_done_is_said_in_one_document_and_on_stderr_with_exit_code_1(string says, params string[] arguments)
    {
        if (arguments[0] == "backfill")
        {
            using var import = await TestProcess.RunCliAsync("import", "--items", _folder.Films(), "--data-dir", _folder.Data);
        }

        var error = (await RunAsync(1, [.. arguments, "--data-dir", _folder.Data, "--json"])).GetProperty("error").GetString()!;

        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        // A store that is there keeps the API's demo out: none is made by what can't be done.
        Assert.Equal(arguments[0] == "backfill", File.Exists(_folder.Store));
    }

    [Fact]
    public async Task A_text_longer_than_the_runtime_survives_on_a_command_line_is_told_as_such()
    {
        using var import = await TestProcess.RunCliAsync("import", "--items", _folder.Films(), "--data-dir", _folder.Data);

        Assert.Contains(
            "at most 30,000 are taken",
            (await RunAsync(1, "search", new string('x', 60_000), "--data-dir", _folder.Data, "--json")).GetProperty("error").GetString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LlmRec__Pipeline__Diversity", "much", "LlmRec:Pipeline:Diversity")]
    [InlineData("LlmRec__Pipeline__Diversity", "7", "Diversity must be between 0 and 1")]
    [InlineData("LlmRec__Pipline", "x", "LlmRec:Pipline is not known")]
    public async Task A_setting_that_cannot_be_is_told_by_name_without_a_stack_trace(string setting, string value, string says)
    {
        using var import = await TestProcess.RunCliAsync("import", "--items", _folder.Films(), "--data-dir", _folder.Data);

        using var recommend = await TestProcess.RunCliAsync((setting, value), "recommend", "--data-dir", _folder.Data, "--json");

        Assert.Equal(1, recommend.ExitCode);
        Assert.Contains(says, recommend.Json().GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", recommend.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strict_import_stops_at_the_first_bad_line_and_order_indexes_ask_for_their_option()
    {
        var bad = _folder.Write("bad.jsonl", "{\"id\":\"a\",\"title\":\"A\"}\nnonsense\n{\"id\":\"b\",\"title\":\"B\"}\n");
        var error = (await RunAsync(1, "import", "--items", bad, "--strict", "--data-dir", _folder.Data, "--json")).GetProperty("error").GetString();
        Assert.Contains("line 2", error, StringComparison.Ordinal);
        Assert.DoesNotContain("..", error, StringComparison.Ordinal);
        Assert.Equal(1, await _folder.ScalarAsync<long>("SELECT COUNT(*) FROM items"));

        var ordered = _folder.Write("ordered.csv", "user_id,item_id,type,value,timestamp\nu,a,like,1,0\nu,a,like,1,1\n");
        Assert.Contains("--order-index", (await RunAsync(1, "import", "--interactions", ordered, "--data-dir", _folder.Data, "--json")).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal((2, 0, 0), Counts(await RunAsync(0, "import", "--interactions", ordered, "--order-index", "--data-dir", _folder.Data, "--json"), "interactions"));
    }

    [Fact]
    public async Task A_new_key_comes_with_the_setting_that_the_service_takes_it_by()
    {
        var made = await RunAsync(0, "keys", "new", "shop", "--scope", "write", "--json");
        var (key, setting) = (made.GetProperty("key").GetString()!, made.GetProperty("setting"));
        Assert.Equal(("shop", "write"), (setting.GetProperty("name").GetString(), setting.GetProperty("scope").GetString()));
        Assert.NotEqual(key, (await RunAsync(0, "keys", "new", "shop", "--json")).GetProperty("key").GetString());
        var port = TestProcess.FreePort();
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        using var api = TestProcess.Api(
            _folder.Store,
            port,
            ("LlmRec__Auth__ApiKeys__0__Name", "shop"),
            ("LlmRec__Auth__ApiKeys__0__Scope", "write"),
            ("LlmRec__Auth__ApiKeys__0__Key", setting.GetProperty("key").GetString()!));
        await api.ReadyAsync(client);

        Assert.Equal(401, (int)(await client.GetAsync(new Uri("/v1/search?q=x", UriKind.Relative))).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.Equal(200, (int)(await client.GetAsync(new Uri("/v1/search?q=x", UriKind.Relative))).StatusCode);
        Assert.Equal(403, (int)(await client.DeleteAsync(new Uri("/v1/items/x", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Help_is_there_for_every_command_and_a_bare_call_shows_it()
    {
        using var bare = await TestProcess.RunCliAsync();
        Assert.Contains("backfill", bare.Output, StringComparison.Ordinal);
        using var help = await TestProcess.RunCliAsync("backfill", "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("--force", help.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<JsonElement> RunAsync(int exitCode, params string[] arguments)
    {
        using var process = await TestProcess.RunCliAsync(arguments);
        Assert.True(process.ExitCode == exitCode, $"exit code {process.ExitCode}\n{process.Output}\n{process.Errors}");
        Assert.DoesNotContain('\u001b', process.Errors);
        var document = process.Json();
        if (exitCode != 0)
        {
            Assert.Contains(document.GetProperty("error").GetString()!.TrimEnd('.'), process.Errors, StringComparison.Ordinal);
        }

        return document;
    }

    private static (int Accepted, int Unchanged, int Rejected) Counts(JsonElement report, string noun)
    {
        var counts = report.GetProperty(noun);
        return ((int)Number(counts, "accepted"), (int)Number(counts, "unchanged"), (int)Number(counts, "rejected"));
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static string First(JsonElement answer) => answer.GetProperty("items")[0].GetProperty("id").GetString()!;
}
