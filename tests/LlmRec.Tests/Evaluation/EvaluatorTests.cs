using System.Text.Json;
using System.Xml.Linq;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Texts;
using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Protocols;
using LlmRec.Evaluation.Reports;
using LlmRec.Evaluation.Runs;
using LlmRec.Evaluation.Texts;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Fusion;
using LlmRec.Onnx;
using LlmRec.Testing;
using LlmRec.Tests.Embedding;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Evaluation;

public sealed class EvaluatorTests : IDisposable
{
    private static readonly string[] Models = ["popular", "item-knn", "transitions", "lexical-transitions", "lexical", "text", "ease", "fusion"];

    private readonly TempFolder _folder = new();
    private readonly OnnxTextEncoder _encoder = TestEncoder.Open();
    private readonly OnnxSessions _sessions = new(Options.Create(new OnnxOptions()));

    [Fact]
    public async Task Metrics_stay_the_same_when_ids_and_line_order_are_permuted()
    {
        var plain = await RunAsync(SyntheticFolder.Write(_folder["plain"], SyntheticFolder.Logs()));
        var shuffled = await RunAsync(SyntheticFolder.Write(_folder["shuffled"], SyntheticFolder.Logs(), shuffle: 11));

        foreach (var (a, b) in plain.Models.Zip(shuffled.Models))
        {
            Assert.Equal(a.All, b.All);
        }
    }

    [Fact]
    public async Task Models_are_bit_equal_whatever_the_test_interactions_are()
    {
        var logs = SyntheticFolder.Logs();
        List<int[]> poisoned = [.. logs.Select(l => l.Length < 3 ? l : [.. l[..^1], Enumerable.Range(0, SyntheticFolder.Items).First(i => !l.Contains(i))])];
        var (clean, poison) = (await DataAsync("clean", logs), await DataAsync("poison", poisoned));
        Assert.NotEqual(clean.Test, poison.Test);

        foreach (var name in Models.Where(m => m != "fusion"))
        {
            Assert.Equal(Scores(ModelTrainers.All(_sessions)[name], clean.Data), Scores(ModelTrainers.All(_sessions)[name], poison.Data));
        }

        Assert.Equal(Scores(Fusion(), clean.Data), Scores(Fusion(), poison.Data));
    }

    [Fact]
    public async Task The_json_has_the_shape_of_the_contract_and_the_report_its_charts()
    {
        var result = await RunAsync(SyntheticFolder.Write(_folder["set"], SyntheticFolder.Logs()), cold: 0.1);
        await ReportWriter.WriteAsync(result, _folder["report"], default);

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder["report"], "evaluation.json")));
        var root = json.RootElement;
        Assert.Equal(("set", "leave-one-out", 1, "order-index"), (root.GetProperty("dataset").GetString(), root.GetProperty("protocol").GetString(), root.GetProperty("seed").GetInt32(), root.GetProperty("time").GetString()));
        Assert.Equal((SyntheticFolder.Users, SyntheticFolder.Items), (root.GetProperty("users").GetInt32(), root.GetProperty("items").GetInt32()));
        Assert.Equal([.. Models, "fusion, NewItemBoost 0"], root.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        Assert.All(root.GetProperty("models").EnumerateArray(), model =>
        {
            Assert.True(model.GetProperty("train").GetProperty("seconds").GetDouble() >= 0 && model.GetProperty("train").GetProperty("peakMb").GetDouble() > 0);
            Assert.True(model.GetProperty("all").GetProperty("n").GetInt32() > 100);
            Assert.InRange(model.GetProperty("all").GetProperty("recall@10").GetDouble(), 0, 1);
            Assert.Equal(model.GetProperty("all").GetProperty("n").GetInt32(), new[] { "head", "tail", "cold", "unseen" }.Sum(p => model.GetProperty(p).GetProperty("n").GetInt32()));
            var interval = model.GetProperty("intervals").GetProperty("ndcg@10");
            Assert.InRange(model.GetProperty("all").GetProperty("ndcg@10").GetDouble(), interval[0].GetDouble(), interval[1].GetDouble());
        });
        var curve = root.GetProperty("newItemBoost").GetProperty("curve").EnumerateArray().ToList();
        Assert.Contains(curve, p => p.GetProperty("boost").GetDouble() == root.GetProperty("newItemBoost").GetProperty("chosen").GetDouble());
        Assert.All(curve.Zip(curve.Skip(1)), p => Assert.True(p.First.GetProperty("cold").GetDouble() <= p.Second.GetProperty("cold").GetDouble()));
        foreach (var chart in new[] { "ndcg.svg", "recall.svg", "new-items.svg" })
        {
            Assert.Equal("svg", XDocument.Load(Path.Combine(_folder["report"], chart)).Root!.Name.LocalName);
        }

        Assert.Contains("| fusion |", await File.ReadAllTextAsync(Path.Combine(_folder["report"], "report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fusion_beats_chance_by_far_where_there_is_something_to_learn()
    {
        var result = await RunAsync(SyntheticFolder.Write(_folder["set"], SyntheticFolder.Logs()));
        var recall = result.Models.ToDictionary(m => m.Name, m => m.All["recall@10"]);

        Assert.True(recall["transitions"] > 2 * recall["popular"]);
        Assert.True(recall["fusion"] > 0.6, $"{recall["fusion"]}");
    }

    [Theory]
    [InlineData("nonsense", "leave-one-out", "There is no model 'nonsense'")]
    [InlineData("popular,popular", "leave-one-out", "named twice")]
    [InlineData("popular", "random", "There is no protocol 'random'")]
    [InlineData("popular", "splits", "no splits.csv")]
    [InlineData("popular", "temporal", "order indexes")]
    public async Task What_cannot_be_evaluated_is_refused_with_what_to_do(string models, string protocol, string expected)
    {
        var folder = SyntheticFolder.Write(_folder["set"], SyntheticFolder.Logs());

        var refused = await Assert.ThrowsAsync<EvaluationException>(() => Evaluator().RunAsync(
            new() { Dataset = folder, Protocol = protocol, Models = models.Split(',') }, _ => { }, default));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [SharedFact("data/beauty")]
    public async Task Transitions_reach_their_target_on_beauty()
    {
        var dataset = await SyntheticFolder.Reader().ReadAsync(SharedFolder.PathOf("data/beauty"), default);
        var split = Splitter.Cut(dataset, ProtocolRule.All["leave-one-out"], 0, 1);
        var data = TrainingInput.Of(dataset, split, [], null, 0);
        data = data with { Validation = [.. data.Validation.Index().Where(v => v.Index % 12 == 0).Select(v => v.Item)] };
        using var runs = new ModelRuns(ModelTrainers.All(_sessions), new(), data, new(), TimeProvider.System);

        var outcomes = runs.Rank("transitions", split.Test, default);

        Assert.Equal(22_363, outcomes.Length);
        Assert.True(outcomes.Count(o => o.Rank is > 0 and <= 10) / 22_363.0 >= 0.074);
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _folder.Dispose();
    }

    private async Task<EvaluationResult> RunAsync(string folder, double cold = 0) =>
        (await Evaluator().RunAsync(new() { Dataset = folder, Protocol = "leave-one-out", Models = Models, Cold = cold }, _ => { }, default)).Result;

    private Evaluator Evaluator() => new(
        SyntheticFolder.Reader(),
        new(EncoderFolder.Open(TestEncoder.Folder), _encoder, new ItemText(new TextOptions().Item), new VectorCache(_folder["cache"])),
        new ItemText(new TextOptions().Item),
        ModelTrainers.All(_sessions),
        TimeProvider.System);

    private FusionTrainer Fusion() => new([.. ModelNames.Fused.Select(name => ModelTrainers.All(_sessions)[name])], new());

    private static float[] Scores(IModelTrainer trainer, TrainingData data)
    {
        using var model = trainer.Train(data, new(), default);
        var scores = new float[3 * data.ItemCount];
        model.Score([new[] { 1, 2 }, new[] { 7 }, new[] { 30, 31, 32, 33 }], scores, default);
        return scores;
    }

    private async Task<(TrainingData Data, int[] Test)> DataAsync(string name, IReadOnlyList<int[]> logs)
    {
        var dataset = await SyntheticFolder.Reader().ReadAsync(SyntheticFolder.Write(_folder[name], logs), default);
        var split = Splitter.Cut(dataset, ProtocolRule.All["leave-one-out"], 0, 1);
        var vectors = new ItemVectors(EncoderFolder.Open(TestEncoder.Folder), _encoder, new ItemText(new TextOptions().Item), new VectorCache(_folder["cache"]));
        return (
            TrainingInput.Of(dataset, split, [.. dataset.Items.Select(i => i.Title)], await vectors.OfAsync(dataset.Items, default), vectors.Dimension),
            [.. split.Test.Select(t => t.Item).Order()]);
    }
}
