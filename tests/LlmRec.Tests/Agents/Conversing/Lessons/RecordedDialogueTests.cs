using System.Text.Json;
using LlmRec.Agents;
using LlmRec.Agents.Conversing.Recorded;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Dialogues;
using LlmRec.Recommending.Erasure;
using LlmRec.Testing;
using LlmRec.Tests.Recommending;
using LlmRec.Tests.Recommending.Training;
using Microsoft.Extensions.Configuration;

namespace LlmRec.Tests.Agents.Conversing.Lessons;

public sealed class RecordedDialogueTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_same_file_twice_changes_nothing_and_bad_lines_are_named()
    {
        await using var world = await OpenAsync();
        var store = world.Get<RecordedDialogueStore>();
        var problems = new List<ImportProblem>();
        var file = Write(Dialogue("1", "ana", 1, 5), "{broken", """{"id":"2","turns":[{"role":"narrator"}]}""", Dialogue("3", "bob", 2, 6));

        var first = await store.ImportAsync(file, false, problems, default);
        var second = await store.ImportAsync(file, false, problems, default);

        Assert.Equal((2, 0, 2), (first.Accepted, first.Unchanged, first.Rejected));
        Assert.Equal((0, 2, 2), (second.Accepted, second.Unchanged, second.Rejected));
        Assert.Equal([2, 3, 2, 3], problems.Select(p => p.Line));
        Assert.Contains("narrator", problems[1].Reason, StringComparison.Ordinal);
        Assert.Contains("line 2", (await Assert.ThrowsAsync<ImportException>(() => store.ImportAsync(file, true, problems, default))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ImportException>(() => store.ImportAsync(_folder["none.jsonl"], false, problems, default));
    }

    [Fact]
    public async Task A_strict_import_keeps_what_came_before_the_bad_line_and_nothing_behind_it()
    {
        await using var world = await OpenAsync();
        var store = world.Get<RecordedDialogueStore>();

        await Assert.ThrowsAsync<ImportException>(() => store.ImportAsync(Write(Dialogue("1", "ana", 1, 5), "{broken", Dialogue("3", "bob", 2, 6)), true, [], default));

        Assert.Equal(["1"], (await store.PageAsync("", 10, default)).Select(d => d.Id));
    }

    [Fact]
    public async Task What_a_recommender_names_first_is_what_was_recommended_unless_the_seeker_dislikes_it()
    {
        await using var world = await OpenAsync();
        var dialogue = JsonSerializer.Serialize(new
        {
            id = "1",
            turns = new object[]
            {
                new { role = "seeker", text = "Hi, I loved Saga 1 and want a comedy", items = new[] { "1" } },
                new { role = "recommender", text = "Saga 1 is great. Try Saga 5 or Saga 6", items = new[] { "1", "5", "6" } },
                new { role = "seeker", text = "I hate Saga 6", items = new[] { "6" } },
                new { role = "recommender", text = "Saga 7 then", items = new[] { "7" } },
            },
        });
        await world.Get<RecordedDialogueStore>().ImportAsync(Write(dialogue), true, [], default);

        var read = Assert.Single(await ReadAsync(world));

        Assert.Equal(["1", "5", "6", "7"], read.Named);
        Assert.Equal(["5", "7"], read.Moments.Select(m => m.Item));
        Assert.All(read.Moments, m => Assert.Equal(["1"], m.Asked.Conversation!.Named));
        Assert.All(read.Moments, m => Assert.Equal(["Comedy"], m.Asked.Conversation!.Said));
    }

    [Fact]
    public async Task Dialogues_of_an_erased_user_are_gone_in_whichever_role()
    {
        await using var world = await OpenAsync();
        await world.Get<RecordedDialogueStore>().ImportAsync(Write(Dialogue("1", "ana", 1, 5), Dialogue("2", "bob", 1, 5, "ana"), Dialogue("3", "bob", 2, 6)), true, [], default);

        Assert.True(await world.Get<UserErasure>().EraseAsync("ana", default));

        Assert.Equal(["user bob"], (await ReadAsync(world)).Select(d => d.Person));
    }

    [Fact]
    public async Task Recorded_dialogues_teach_as_conversations_of_its_own_do()
    {
        await using var world = await OpenAsync();
        await world.Get<RecordedDialogueStore>().ImportAsync(
            Write([.. Enumerable.Range(0, 120).Select(d => Dialogue($"{d}", $"u{d}", 1 + (d % 20), 1 + ((d + 7) % 20)))]), true, [], default);

        var outcome = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "dialogue")).Models.Single();

        Assert.True(outcome.Promoted && outcome.Ndcg > outcome.NdcgWithout + .1, $"{outcome}");
    }

    public void Dispose() => _folder.Dispose();

    private static string Dialogue(string id, string seeker, int named, int recommended, string recommender = "someone") => JsonSerializer.Serialize(new
    {
        id,
        seekerId = seeker,
        recommenderId = recommender,
        turns = new object[]
        {
            new { role = "seeker", text = $"something like Saga {named}", items = new[] { $"{named}" } },
            new { role = "recommender", text = $"Try Saga {recommended}", items = new[] { $"{recommended}" } },
        },
    });

    private static async Task<IReadOnlyList<RecordedDialogue>> ReadAsync(World world) =>
        [.. (await Task.WhenAll(world.Get<IEnumerable<IDialogueSource>>().Select(s => s.ReadAsync(default)))).SelectMany(d => d)];

    private string Write(params string[] lines)
    {
        var path = _folder[Path.GetRandomFileName()];
        File.WriteAllLines(path, lines);
        return path;
    }

    private static async Task<World> OpenAsync()
    {
        var world = await World.OpenAsync(settings: TrainingWorld.Quick, change: services => services.AddAgents(new ConfigurationBuilder().Build()));
        await world.ItemsAsync([.. Enumerable.Range(1, 20).Select(i => new Item { Id = $"{i}", Title = $"Saga {i}", Categories = [i % 3 == 0 ? "Western" : i % 3 == 1 ? "Drama" : "Comedy"] })]);
        for (var i = 1; i <= 20; i++)
        {
            await world.VectorAsync($"{i}", 1, i / 20f, i % 3);
        }

        return world;
    }
}
