using System.Text.Json;
using LlmRec.Agents;
using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.State;
using LlmRec.Catalog.Interactions;
using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Simulation;
using LlmRec.Testing;
using LlmRec.Tests.Recommending;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Evaluation;

public sealed class ConversationEvaluationTests : IDisposable
{
    private static readonly string[] Genres = ["Horror", "Western", "Comedy", "Drama", "War"];
    private static readonly string[] Things = ["lighthouse", "railway", "orchestra", "submarine", "vineyard", "circus", "monastery"];

    private static readonly LikeRules Rules = new(Options.Create(new LikeOptions()));

    private readonly TempFolder _folder = new();

    [Fact]
    public void Success_turns_questions_and_misunderstandings_are_what_a_hand_counts()
    {
        SimulatedConversation[] all =
        [
            Held("ann", 2, 1, [Exchange(said: 2, missed: 1, question: new("category", ["Horror"])), Exchange(said: 2)]),
            Held("ann", null, 3, [.. Enumerable.Range(0, 8).Select(i => Exchange(said: 1, missed: i == 0 ? 1 : 0, ruledOut: i == 4 ? "x" : null, question: i == 1 ? new("flavour", ["sweet"]) : null))]),
            Held("bob", 5, 5, [.. Enumerable.Range(0, 5).Select(_ => Exchange(said: 0))]),
        ];

        var result = ConversationMeasures.Of(Ablation.Whole, all, 1);

        Assert.Equal([0, 0.3333, 0.6667, 0.6667], new[] { 1, 3, 5, 8 }.Select(k => result.Success[k].Value));
        Assert.Equal([0.3333, 0.6667, 1, 1], new[] { 1, 3, 5, 8 }.Select(k => result.AsGood[k].Value));
        Assert.Equal((3.5, 5, 0.6667), (result.TurnsToSuccess!.Value, result.TurnsSpent.Value, result.Questions.Value));
        Assert.Equal((0.5, 0.5), (result.Answerable!.Value, result.Offered!.Value));
        // Two of twelve statements; one conversation of three.
        Assert.Equal((0.1667, 0.3333), (result.Misunderstood!.Value, result.RuledOut.Value));
        Assert.Equal(1, result.Accepted!.Value);
        Assert.InRange(result.Success[5].Value, result.Success[5].Low, result.Success[5].High);
        Assert.Null(ConversationMeasures.Of(Ablation.WithoutCritiques, all, 1).Misunderstood);
    }

    [Fact]
    public void Policies_are_compared_on_the_same_targets()
    {
        SimulatedConversation[] good = [.. Enumerable.Range(0, 30).Select(i => Held($"{i}", 1, 1, [Exchange(0)]))];
        SimulatedConversation[] bad = [.. Enumerable.Range(0, 30).Select(i => Held($"{i}", null, null, [Exchange(0)]))];

        var differences = ConversationMeasures.Differences(good, "bad", bad, 1).ToDictionary(d => d.Metric);

        Assert.Equal((1, -7), (differences["success@1"].Difference, differences["turns"].Difference));
        Assert.InRange(differences["turns"].P, 0, 0.01);
    }

    [Fact]
    public async Task Targets_are_liked_by_whom_they_are_taken_from_and_those_likes_are_held_out()
    {
        var folder = Write(40);
        var catalogue = await KnownCatalogue.ReadAsync(folder, default);
        var likes = await KnownLikes.ReadAsync(folder, Rules, default);

        var targets = new Targets(catalogue, likes, 3).Take(12);
        using var heldOut = await HeldOutInteractions.WriteAsync(Path.Combine(folder, "interactions.csv"), targets.Select(t => (t.User!, t.Item.Id)).ToHashSet(), default);

        Assert.Equal(8, likes.ByUser.Count);
        Assert.All(targets, t => Assert.Contains(t.Item.Id, likes.ByUser[t.User!]));
        Assert.All(targets, t => Assert.All(t.Near, n => Assert.Contains(n.Id, t.Seen)));
        Assert.DoesNotContain(targets, t => t.Near.Contains(t.Item) || t.Seen.Contains(t.Item.Id));
        var copy = Directory.CreateDirectory(_folder["left"]).FullName;
        File.Copy(heldOut.Path, Path.Combine(copy, "interactions.csv"));
        var left = await KnownLikes.ReadAsync(copy, Rules, default);
        Assert.All(targets, t => Assert.DoesNotContain(t.Item.Id, left.ByUser[t.User!]));
        Assert.Equal(likes.ByUser.Values.Sum(l => l.Count) - 12, left.ByUser.Values.Sum(l => l.Count));
        Assert.Equal(targets.Select(t => t.Item.Id), new Targets(catalogue, likes, 3).Take(12).Select(t => t.Item.Id));
    }

    [Fact]
    public async Task The_real_service_is_talked_to_and_the_same_seed_finds_the_same()
    {
        var folder = Write(40);

        var (one, two) = (await RunAsync(folder, 6), await RunAsync(folder, 6));

        Assert.Equal((40, 6, 8), (one.Result.Items, one.Result.N, one.Result.Turns));
        Assert.Equal(["state", "without questions", "without critiques"], one.Result.Policies.Select(p => p.Name));
        Assert.Equal(0, one.Result.Policies[1].Questions.Value);
        Assert.All(one.Result.Policies, p => Assert.InRange(p.Success[8].Value, 0.1, 1));
        Assert.Equal(JsonSerializer.Serialize(one.Result with { Seconds = 0 }), JsonSerializer.Serialize(two.Result with { Seconds = 0 }));
        await ConversationSheet.WriteAsync(one, _folder["sheet"], default);
        var sheet = await File.ReadAllTextAsync(Path.Combine(_folder["sheet"], "conversations.md"));
        Assert.Equal(6, one.Conversations.Count);
        Assert.All(one.Conversations, c => Assert.Contains(c, sheet, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_critiques_only_what_was_said_first_narrows()
    {
        await using var world = await OpenAsync();
        await world.ItemsAsync([.. Enumerable.Range(0, 30).Select(i => new LlmRec.Catalog.Items.Item { Id = $"{i}", Title = $"Saga {i}", Categories = [Genres[i % 5]] })]);
        async Task<ChatAnswer> SayAsync(string message, string? id = null) =>
            (await world.Get<Conversations>().SayAsync(new(message, id) { Hearing = Ablation.WithoutCritiques.Hearing }, "key", default))!;

        var first = await SayAsync("a horror film about a saga");
        var second = await SayAsync("no horror, something like Saga 4", first.ConversationId);

        Assert.NotEmpty(first.Items);
        Assert.Equal(first.State.Wanted.Select(w => w.Value), second.State.Wanted.Select(w => w.Value));
        Assert.Empty(second.State.Unwanted);
        Assert.Empty(second.State.Examples);
        Assert.Empty(first.Items.Select(i => i.Id).Intersect(second.Items.Select(i => i.Id)));
    }

    [Fact]
    public async Task What_is_missing_or_too_small_is_named()
    {
        Assert.Contains("no folder", await FaultAsync(_folder["nowhere"]), StringComparison.Ordinal);
        Assert.Contains("items.jsonl", await FaultAsync(_folder.Path), StringComparison.Ordinal);
        Assert.Contains("has 12 items", await FaultAsync(Write(12)), StringComparison.Ordinal);
        var broken = Write(40);
        File.AppendAllText(Path.Combine(broken, "items.jsonl"), "{broken\n");
        Assert.Contains("line 41", await FaultAsync(broken), StringComparison.Ordinal);
        var bare = Write(40);
        File.WriteAllLines(Path.Combine(bare, "items.jsonl"), Enumerable.Range(0, 40).Select(i => $$"""{"id":"{{i}}","title":"X{{i}}"}"""));
        Assert.Contains("no categories", await FaultAsync(bare), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_interactions_is_talked_about_too()
    {
        var folder = Write(40);
        File.Delete(Path.Combine(folder, "interactions.csv"));

        Assert.Equal(3, (await RunAsync(folder, 3)).Result.N);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<World> OpenAsync(bool realEncoder = false) => World.OpenAsync(change: services => services.AddAgents(new ConfigurationBuilder().Build()), realEncoder: realEncoder);

    private static async Task<ConversationRun> RunAsync(string folder, int n)
    {
        await using var world = await OpenAsync(realEncoder: true);
        return await ConversationEvaluator.Of(world.Get<IServiceProvider>()).RunAsync(folder, n, 2, _ => { }, default);
    }

    private static async Task<string> FaultAsync(string folder) => (await Assert.ThrowsAsync<EvaluationException>(() => RunAsync(folder, 3))).Message;

    private static Exchange Exchange(int said, int missed = 0, string? ruledOut = null, OpenQuestion? question = null)
    {
        Statement[] says = [.. Enumerable.Range(0, said).Select(i => new Wants($"{i}"))];
        return new(new("critique", "…", says), "–", new("c", 0, "…", null, [], question, DialogueState.Empty, false), says[..missed], ruledOut);
    }

    private static SimulatedConversation Held(string user, int? foundAt, int? goodAt, Exchange[] search)
    {
        var item = KnownItem.Read(JsonDocument.Parse("""{"id":"t","title":"T","categories":["Horror"]}""").RootElement)!;
        return new() { Target = new(item, [], new HashSet<string>(), user), Opening = "vague", Exchanges = foundAt is null ? search : [.. search, Exchange(0)], FoundAt = foundAt, GoodAt = goodAt };
    }

    /// <summary>Films of five kinds about seven things, and eight people who like ten each.</summary>
    private string Write(int items)
    {
        var folder = Directory.CreateDirectory(_folder[Path.GetRandomFileName()]).FullName;
        File.WriteAllLines(Path.Combine(folder, "items.jsonl"), Enumerable.Range(0, items).Select(i => JsonSerializer.Serialize(new
        {
            id = $"i{i}",
            title = $"Film {(char)('A' + (i / 10))}{(char)('a' + (i % 10))}",
            text = $"A story of a {Things[i % 7]} and the {Things[i * 3 % 7]}, told by an old man.",
            categories = new[] { Genres[i % 5], Genres[i * 2 % 5] }.Distinct(),
            attributes = new { year = 1950 + i, directors = new[] { $"Director {(char)('A' + (i % 9))}" } },
        })));
        File.WriteAllLines(Path.Combine(folder, "interactions.csv"), ["user_id,item_id,type,value,timestamp", .. Enumerable.Range(0, 8).SelectMany(u => Enumerable.Range(0, 10).Select(k => $"u{u},i{((u * 5) + (k * 3)) % items},like,1,{k}"))]);
        return folder;
    }
}
