using System.Text.Json;
using LlmRec.Agents;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Intents;
using LlmRec.Testing;
using LlmRec.Tests.Recommending;
using Microsoft.Extensions.Configuration;

namespace LlmRec.Tests.Evaluation;

public sealed class IntentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Precision_recall_and_confusion_are_what_a_hand_counts()
    {
        // Of two A and two B: one A found, one A taken for B, one B found with an A too many, one B found as nothing known.
        var row = IntentMeasures.Of("by hand",
        [
            (Labels("A"), Labels("A"), 0),
            (Labels("A"), Labels("B"), 0),
            (Labels("B"), Labels("B", "A"), 1),
            (Labels("B"), Labels("Z"), 1),
        ]);

        Assert.Equal(new IntentScore(0.5, 0.5, 0.5, 2), row.Intents["A"]);
        Assert.Equal(new IntentScore(0.5, 0.5, 0.5, 2), row.Intents["B"]);
        Assert.Equal(0.5, row.MacroF1);
        Assert.Equal((1, 1, 0), (row.Confusion["A"]["A"], row.Confusion["A"]["B"], row.Confusion["A"][IntentMeasures.Nothing]));
        Assert.Equal((1, 1, 1), (row.Confusion["B"]["B"], row.Confusion["B"][IntentMeasures.Nothing], row.Confusion[IntentMeasures.Nothing]["A"]));
        // By fold: A .667 and B 0 (one false); A 0 (one false) and B .667.
        Assert.Equal([0.3333, 0.3333], row.MacroF1ByFold);
    }

    [Fact]
    public void Accepting_is_told_from_rejecting_by_what_is_surer_and_neither_is_wrong()
    {
        var row = IntentMeasures.Of("by hand",
        [
            (Labels(1, 0), Labels(0.4, 0.1), 0),
            (Labels(0, 1), Labels(0.2, 0.9), 0),
            (Labels(0, 1), Labels(0, 0), 0),
            (Labels(1, 1), Labels(0, 1), 0),
            (Labels(0, 0), Labels(0.1, 0.2), 0),
        ]);

        Assert.Equal((0.6667, 3), (row.AcceptReject.Accuracy, row.AcceptReject.Turns));
        // Of four: the sure rejection and the turn that does neither.
        Assert.Equal(0.5, row.AcceptReject.AccuracyOfThree);
        Assert.Equal((1, 1), (row.AcceptReject.Confusion["accept"]["neither"], row.AcceptReject.Confusion["reject"]["reject"]));
    }

    [Fact]
    public void Folds_hold_every_dialogue_once_and_the_seed_deals_them()
    {
        List<IntentDialogue> dialogues = [.. Enumerable.Range(0, 23).Select(i => new IntentDialogue { Id = $"{i}" })];

        var one = IntentEvaluator.FoldsOf(dialogues, 1);

        Assert.Equal(dialogues.Select(d => d.Id).Order(), one.Select(d => d.Dialogue.Id).Order());
        Assert.All(one.GroupBy(d => d.Fold), f => Assert.InRange(f.Count(), 4, 5));
        Assert.Equal(one, IntentEvaluator.FoldsOf([.. dialogues.AsEnumerable().Reverse()], 1));
        Assert.NotEqual(one, IntentEvaluator.FoldsOf(dialogues, 2));
    }

    [Fact]
    public void A_classifier_learns_words_and_knows_none_it_was_not_taught()
    {
        var classifier = new IntentClassifier(IntentClassifier.Words);
        classifier.Train([.. Enumerable.Range(0, 20).Select(i => (Moment(i % 2 == 0 ? "hello there" : "show me films"), Labels(i % 2 == 0 ? "OTH" : "AskForRec")))], default);

        Assert.Equal(["OTH"], classifier.Of(Moment("Hello!")).Intents);
        Assert.Equal(["AskForRec"], classifier.Of(Moment("films please")).Intents);
        Assert.Single(classifier.Of(Moment("bonjour")).Intents);
    }

    [Fact]
    public void Acts_come_to_intents_by_what_was_done_before()
    {
        static IReadOnlySet<string> Of(Act act, params string[] did) => IntentRules.Of(Moment("…") with { Acts = [act], Did = did }).Intents;

        Assert.Equal([IntentRules.Other], Of(new MoveAct(Move.Thank), "REC-S"));
        Assert.Equal([IntentRules.Ask], Of(new WishAct("scary", Begins: true), "REQ"));
        Assert.Equal([IntentRules.Feedback], Of(new WishAct("scary", Begins: true), "REC-S"));
        Assert.Equal([IntentRules.Feedback], IntentRules.Of(Moment("…") with { Acts = [new ItemAct([7], Stance.Liked, true)], Shown = new HashSet<int> { 7 } }).Intents);
        Assert.Equal([IntentRules.Details], IntentRules.Of(Moment("…") with { Acts = [new ItemAct([8], Stance.Liked, true)], Shown = new HashSet<int> { 7 } }).Intents);
        Assert.Equal((1, 0), Verdict(new MoveAct(Move.Accept), "REC-E"));
        Assert.Equal((0, 1), Verdict(new MoveAct(Move.NoneOfThese), "REC-E"));
        Assert.Equal((0, 0), Verdict(new MoveAct(Move.Accept)));
        static (double, double) Verdict(Act act, params string[] did) => IntentRules.Of(Moment("…") with { Acts = [act], Did = did }) is var labels ? (labels.Accepts, labels.Rejects) : default;
    }

    [Fact]
    public async Task The_same_seed_finds_the_same_and_what_words_tell_is_learned()
    {
        var folder = Write(30);

        var (one, two) = (await RunAsync(folder), await RunAsync(folder));

        Assert.Equal((30, 60, 5), (one.Dialogues, one.Turns, one.Folds));
        Assert.Equal(["words", "service", "service, words and context"], one.Rows.Select(r => r.Name));
        Assert.Equal(JsonSerializer.Serialize(one with { Seconds = 0 }), JsonSerializer.Serialize(two with { Seconds = 0 }));
        Assert.All(one.Rows, r => Assert.InRange(r.MacroF1, 0.6, 1));
    }

    [Fact]
    public async Task What_is_missing_or_too_little_is_named()
    {
        Assert.Contains("no folder", await FaultAsync(_folder["nowhere"]), StringComparison.Ordinal);
        Assert.Contains("no dialogues.jsonl", await FaultAsync(_folder.Path), StringComparison.Ordinal);
        Assert.Contains("5 or more", await FaultAsync(Write(4)), StringComparison.Ordinal);
        Assert.Contains("0 of 9", await FaultAsync(Write(9, labelled: false)), StringComparison.Ordinal);
        Assert.Contains("--catalogue", await FaultAsync(Write(9, catalogue: false)), StringComparison.Ordinal);
        var twice = Write(9);
        File.AppendAllText(Path.Combine(twice, "dialogues.jsonl"), File.ReadLines(Path.Combine(twice, "dialogues.jsonl")).First() + "\n");
        Assert.Contains("2 times", await FaultAsync(twice), StringComparison.Ordinal);
    }

    [SharedFact("data/iard")]
    public async Task On_real_dialogues_context_helps_and_the_service_understands_more_than_nothing()
    {
        var result = await RunAsync(SharedFolder.PathOf("data/iard"));

        Assert.Equal((298, 2_038), (result.Dialogues, result.Turns));
        Assert.Equal(["AddDetails", "AskForRec", "GiveFeedback", "OTH"], result.Rows[0].Intents.Keys);
        Assert.InRange(result.Rows[1].MacroF1, 0.7, 1);
        Assert.True(result.Rows[2].MacroF1 > result.Rows[0].MacroF1 + 0.02);
        Assert.InRange(result.Rows[2].AcceptReject.Accuracy, 0.85, 1);
    }

    public void Dispose() => _folder.Dispose();

    private static IntentLabels Labels(params string[] intents) => new(intents.ToHashSet(), 0, 0);

    private static IntentLabels Labels(double accepts, double rejects) => new(new HashSet<string> { "A" }, accepts, rejects);

    private static IntentMoment Moment(string text) => new() { Text = text, Acts = [], Did = [], Shown = new HashSet<int>(), Before = 0 };

    private static async Task<IntentResult> RunAsync(string folder)
    {
        await using var world = await World.OpenAsync(change: services => services.AddAgents(new ConfigurationBuilder().Build()));
        return await IntentEvaluator.Of(world.Get<IServiceProvider>()).RunAsync(folder, null, 1, _ => { }, default);
    }

    private static async Task<string> FaultAsync(string folder) => (await Assert.ThrowsAsync<EvaluationException>(() => RunAsync(folder))).Message;

    private string Write(int dialogues, bool labelled = true, bool catalogue = true)
    {
        var folder = Directory.CreateDirectory(_folder[Path.GetRandomFileName()]).FullName;
        File.WriteAllLines(Path.Combine(folder, "dialogues.jsonl"), Enumerable.Range(0, dialogues).Select(i => JsonSerializer.Serialize(new
        {
            id = $"{i}",
            turns = new object[]
            {
                new { role = "seeker", text = "Hi, I'm looking for a horror film", items = Array.Empty<string>(), intents = labelled ? new[] { "OTH", "AskForRec" } : [], subIntents = new[] { "OTH", "IQU" } },
                new { role = "recommender", text = "How about Alien?", items = new[] { "1" }, intents = new[] { "Recommend" }, subIntents = new[] { "REC-S" } },
                new { role = "seeker", text = i % 2 == 0 ? "Sounds good, I'll watch it" : "No, not interested", items = Array.Empty<string>(), intents = labelled ? new[] { "GiveFeedback" } : [], subIntents = new[] { i % 2 == 0 ? "ACC" : "REJ" } },
            },
        })));
        if (catalogue)
        {
            File.WriteAllText(Path.Combine(folder, "items.jsonl"), """{"id":"1","title":"Alien (1979)","categories":["Horror"],"attributes":{"year":1979}}""" + "\n");
        }

        return folder;
    }
}
