using LlmRec.Catalog.Interactions;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Texts;
using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Runs;
using LlmRec.Evaluation.Texts;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Sequence;
using LlmRec.Learning.Models.TwoTower;
using LlmRec.Onnx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Bench;

/// <summary>What each choice in <c>sequence</c> is worth: trained with it and without, judged on the validation part, never the test part.</summary>
internal static class AblationsBench
{
    private const string Dataset = "../shared/data/beauty";

    private static readonly (string Name, Func<OnnxSessions, SequenceOptions, IModelTrainer> Trainer, Action<SequenceOptions> Change)[] Variants =
    [
        ("as it is", Causal, _ => { }),
        ("without texts", (sessions, options) => new WithoutTexts(Causal(sessions, options)), _ => { }),
        ("width 64", Causal, o => o.Width = 64),
        ("width 32", Causal, o => o.Width = 32),
        ("2 heads", Causal, o => o.Heads = 2),
        ("1 layer", Causal, o => o.Layers = 1),
        ("dropout 0.2", Causal, o => o.Dropout = 0.2),
        ("weights not averaged", Causal, o => o.AverageMemory = 0),
        ("width 64, softmax over all", Causal, o => (o.Width, o.FullSoftmaxItems) = (64, 20_000)),
        ("loss of two-tower: InfoNCE in the batch, unit vectors", (sessions, options) => new TwoTowerTrainer(sessions, options), _ => { }),
    ];

    public static async Task RunAsync(BenchRun run)
    {
        var dataset = Path.Combine(BenchRun.Root, Dataset);
        if (!Directory.Exists(dataset))
        {
            Console.WriteLine($"{Dataset} is not on this machine: left out.");
            return;
        }

        await using var services = await Service.OpenAsync(run.PathOf("ablations.db"));
        var (sessions, folder, text, time) = (
            services.GetRequiredService<OnnxSessions>(), services.GetRequiredService<EncoderFolder>(), services.GetRequiredService<ItemText>(), services.GetRequiredService<TimeProvider>());
        using var encoder = new OnnxTextEncoder(folder, sessions, services.GetRequiredService<IOptions<EncoderOptions>>());
        var evaluator = new Evaluator(
            new DatasetReader(services.GetRequiredService<LikeRules>(), time),
            new Evaluation.Texts.ItemVectors(folder, encoder, text, new VectorCache(run.PathOf("vectors"))),
            text,
            Variants.ToDictionary(v => v.Name, v => v.Trainer(sessions, Options(run, v.Change))),
            time);
        var evaluation = await evaluator.RunAsync(
            new() { Dataset = dataset, Protocol = "leave-one-out", Models = [.. Variants.Select(v => v.Name)], OnValidation = true }, Console.Error.WriteLine, CancellationToken.None);
        run.Report.Add("ablations", [.. evaluation.Result.Models.Select(m => new Dictionary<string, object>
        {
            ["sequence"] = m.Name,
            ["validation R@10"] = m.All["recall@10"],
            ["validation N@10"] = m.All["ndcg@10"],
            ["training s"] = m.Train.Seconds,
        })]);
    }

    private static SequenceTrainer Causal(OnnxSessions sessions, SequenceOptions options) => new(sessions, options);

    private static SequenceOptions Options(BenchRun run, Action<SequenceOptions> change)
    {
        var options = new SequenceOptions();
        change(options);
        options.Rounds = run.Sized(1, options.Rounds);
        return options;
    }

    private sealed class WithoutTexts(IModelTrainer trainer) : IModelTrainer
    {
        public string Name => trainer.Name;

        public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken) =>
            trainer.Train(data with { TextVectors = null, TextDimension = 0 }, run, cancellationToken);
    }
}
