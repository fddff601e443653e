using System.Text.Json;
using LlmRec.Testing;

namespace LlmRec.EndToEnd.Processes;

public sealed class EvaluateTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Evaluate_answers_one_document_of_the_shape_agreed_from_a_folder_without_a_store()
    {
        var films = new[] { "alien", "aliens", "terminator", "blade-runner", "amelie", "totoro" };
        _folder.Films();
        _folder.Write("interactions.csv", "user_id,item_id,type,value,timestamp\n" + string.Concat(
            Enumerable.Range(0, 20).SelectMany(u => Enumerable.Range(0, 4).Select(i => $"u{u},{films[(u + i) % films.Length]},purchase,1,{i}\n"))));

        var root = await RunAsync(0, Arguments("popular,transitions,fusion"));

        Assert.Equal(("leave-one-out", "order-index", 20, 8), (root.GetProperty("protocol").GetString(), root.GetProperty("time").GetString(), root.GetProperty("users").GetInt32(), root.GetProperty("items").GetInt32()));
        Assert.Equal(["popular", "transitions", "fusion"], root.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        Assert.All(root.GetProperty("models").EnumerateArray(), m => Assert.Equal(20, m.GetProperty("all").GetProperty("n").GetInt32()));
        Assert.True(File.Exists(Path.Combine(_folder["report"], "report.md")));
        Assert.False(Directory.Exists(_folder.Data));
        Assert.Contains("There is no model 'magic'", (await RunAsync(1, Arguments("magic"))).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explanations_are_evaluated_without_a_store_and_templates_say_nothing_but_the_evidence()
    {
        var root = await RunAsync(0, ["evaluate-explanations", "--dataset", Path.GetDirectoryName(_folder.Films())!, "--n", "30", "--llm", "none", "--out", _folder["sheet"], "--data-dir", _folder.Data, "--json"]);

        Assert.Equal((30, JsonValueKind.Null), (root.GetProperty("n").GetInt32(), root.GetProperty("raw").ValueKind));
        Assert.Equal((1, 1, 0, 1), (Share("passed"), Share("exact"), Share("llmShare"), Share("templateShare")));
        Assert.Contains("> ", await File.ReadAllTextAsync(Path.Combine(_folder["sheet"], "explanations.md")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Data));
        double Share(string name) => root.GetProperty("final").GetProperty(name).GetDouble();
    }

    [Fact]
    public async Task Conversations_are_simulated_without_a_store_and_written_out()
    {
        var sample = Path.Combine(SharedFolder.RepoRoot, "samples", "movies");

        var root = await RunAsync(0, ["evaluate-conversations", "--dataset", sample, "--n", "2", "--out", _folder["talks"], "--data-dir", _folder.Data, "--json"]);

        Assert.Equal((2, 8, 485), (root.GetProperty("n").GetInt32(), root.GetProperty("turns").GetInt32(), root.GetProperty("items").GetInt32()));
        Assert.Equal(["state", "without questions", "without critiques"], root.GetProperty("policies").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.All(root.GetProperty("policies").EnumerateArray(), p => Assert.InRange(p.GetProperty("success").GetProperty("8").GetProperty("value").GetDouble(), 0, 1));
        Assert.Contains("**Person**", await File.ReadAllTextAsync(Path.Combine(_folder["talks"], "conversations.md")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Data));
        Assert.Contains("8 items", (await RunAsync(1, ["evaluate-conversations", "--dataset", Path.GetDirectoryName(_folder.Films())!, "--json"])).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Intents_need_labelled_dialogues_and_a_catalogue()
    {
        var error = await RunAsync(1, ["evaluate-intents", "--dataset", Path.GetDirectoryName(_folder.Films())!, "--json"]);

        Assert.Contains("dialogues.jsonl", error.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string[] Arguments(string models) =>
        ["evaluate", "--dataset", Path.GetDirectoryName(_folder.Films())!, "--protocol", "leave-one-out", "--models", models, "--cache", _folder["cache"], "--out", _folder["report"], "--data-dir", _folder.Data, "--json"];

    private static async Task<JsonElement> RunAsync(int exitCode, string[] arguments)
    {
        using var process = await TestProcess.RunCliAsync(arguments);
        Assert.True(process.ExitCode == exitCode, $"exit code {process.ExitCode}\n{process.Output}\n{process.Errors}");
        return process.Json();
    }
}
