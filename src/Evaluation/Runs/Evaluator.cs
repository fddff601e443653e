using LlmRec.Catalog.Interactions;
using LlmRec.Embedding.Texts;
using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Metrics;
using LlmRec.Evaluation.Protocols;
using LlmRec.Evaluation.Significance;
using LlmRec.Evaluation.Texts;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Fusion;

namespace LlmRec.Evaluation.Runs;

/// <summary>Runs an evaluation: reads, cuts, trains each model on the training part alone, and scores the test part once.</summary>
public sealed class Evaluator
{
    private readonly DatasetReader _reader;
    private readonly ItemVectors _vectors;
    private readonly ItemText _text;
    private readonly IReadOnlyDictionary<string, IModelTrainer> _trainers;
    private readonly TimeProvider _time;

    /// <param name="reader">Reads data folders.</param>
    /// <param name="vectors">Embeds item texts.</param>
    /// <param name="text">The text that words are matched in.</param>
    /// <param name="trainers">The trainers by name.</param>
    /// <param name="time">Times the trainings.</param>
    public Evaluator(DatasetReader reader, ItemVectors vectors, ItemText text, IReadOnlyDictionary<string, IModelTrainer> trainers, TimeProvider time)
    {
        _reader = reader;
        _vectors = vectors;
        _text = text;
        _trainers = trainers;
        _time = time;
    }

    /// <summary>Evaluates.</summary>
    /// <param name="request">What.</param>
    /// <param name="tell">Told what is being done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EvaluationException">The dataset or the request can't be evaluated.</exception>
    /// <exception cref="TrainingException">A model can't be trained on the dataset.</exception>
    public async Task<EvaluationRun> RunAsync(EvaluationRequest request, Action<string> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(tell);
        var rule = Checked(request);
        tell("reading the dataset");
        var dataset = await _reader.ReadAsync(request.Dataset, cancellationToken);
        var split = Splitter.Cut(dataset, rule, request.Cold, request.Seed);
        // Development looks at validation as often as it likes; the test part is for the end.
        var targets = request.OnValidation ? split.Validation : split.Test;
        tell("embedding item texts");
        var vectors = await _vectors.OfAsync(dataset.Items, cancellationToken);
        var data = TrainingInput.Of(dataset, split, [.. dataset.Items.Select(_text.Of)], vectors, _vectors.Dimension);
        using var runs = new ModelRuns(_trainers, FusionFor(request), data, new() { Seed = request.Seed, Time = _time }, _time);
        var counts = Counts(split, dataset.Items.Count);
        var parts = TargetParts.Of(targets, split.IsCold, counts);
        var lists = new ListMetrics(counts, data.TextVectors, data.TextDimension);
        var (costs, scoring, outcomes) = (new Dictionary<string, TrainCost>(), new Dictionary<string, double>(), new Dictionary<string, TargetOutcome[]>());
        foreach (var name in request.Models.OrderBy(m => m == ModelNames.Fusion))
        {
            tell($"training {name}");
            costs[name] = runs.Train(name, cancellationToken);
            tell($"scoring {name}");
            var started = _time.GetTimestamp();
            outcomes[name] = runs.Rank(name, targets, cancellationToken);
            scoring[name] = Math.Round(_time.GetElapsedTime(started).TotalSeconds, 3);
        }

        string[] names = [.. request.Models];
        if (request.Cold > 0 && costs.TryGetValue(ModelNames.Fusion, out var cost))
        {
            tell($"scoring {ModelRuns.Unfavoured}");
            var started = _time.GetTimestamp();
            outcomes[ModelRuns.Unfavoured] = runs.Rank(ModelRuns.Unfavoured, targets, cancellationToken);
            (costs[ModelRuns.Unfavoured], scoring[ModelRuns.Unfavoured]) = (cost, Math.Round(_time.GetElapsedTime(started).TotalSeconds, 3));
            names = [.. names, ModelRuns.Unfavoured];
        }

        tell("comparing");
        var intervals = Comparisons.Intervals(targets, outcomes, request.Seed);
        var models = names.Select(m => Result(m, costs[m], scoring[m], intervals[m], targets, outcomes[m], parts, lists)).ToList();
        var result = ToResult(request, dataset, split, targets, models) with
        {
            Comparisons = Comparisons.Pairs(targets, outcomes, request.Seed),
            NewItemBoost = runs.Fusion?.NewItems,
            Fusion = runs.Fusion,
        };
        return new(result, targets, outcomes);
    }

    private static FusionOptions FusionFor(EvaluationRequest request) => new() { CalibrateNewItems = request.Cold > 0, NewItemBoost = request.NewItemBoost };

    private ProtocolRule Checked(EvaluationRequest request)
    {
        var known = string.Join(", ", _trainers.Keys.Append(ModelNames.Fusion).Order());
        var unknown = request.Models.Where(m => m != ModelNames.Fusion && !_trainers.ContainsKey(m)).ToList();
        return unknown.Count > 0 ? throw new EvaluationException($"There is no model '{string.Join("', '", unknown)}'. Known: {known}.")
            : request.Models.Count == 0 ? throw new EvaluationException($"Name at least one model. Known: {known}.")
            : request.Models.Distinct().Count() < request.Models.Count ? throw new EvaluationException("A model is named twice.")
            : ProtocolRule.All.TryGetValue(request.Protocol, out var rule) ? rule
            : throw new EvaluationException($"There is no protocol '{request.Protocol}'. Known: {string.Join(", ", ProtocolRule.All.Keys.Order())}.");
    }

    private static int[] Counts(Split split, int items)
    {
        var counts = new int[items];
        foreach (var item in split.Histories.SelectMany(h => h))
        {
            counts[item]++;
        }

        return counts;
    }

    private static ModelResult Result(
        string name, TrainCost cost, double scoreSeconds, IReadOnlyDictionary<string, double[]> intervals, IReadOnlyList<Target> targets, TargetOutcome[] outcomes, TargetParts parts, ListMetrics lists)
    {
        IReadOnlyDictionary<string, double> Of(IReadOnlyList<int> part) => MetricSummary.Of(targets, outcomes, part);
        return new()
        {
            Name = name,
            Train = cost,
            ScoreSeconds = scoreSeconds,
            Intervals = intervals,
            All = MetricSummary.WithLists(Of([.. Enumerable.Range(0, outcomes.Length)]), outcomes, lists),
            Head = Of(parts.ByItem["head"]),
            Tail = Of(parts.ByItem["tail"]),
            Cold = Of(parts.ByItem["cold"]),
            Unseen = Of(parts.ByItem["unseen"]),
            Activity = parts.ByActivity.ToDictionary(a => a.Key, a => Of(a.Value)),
        };
    }

    private EvaluationResult ToResult(EvaluationRequest request, Dataset dataset, Split split, IReadOnlyList<Target> targets, IReadOnlyList<ModelResult> models) => new()
    {
        Dataset = dataset.Name,
        Protocol = request.Protocol,
        Part = request.OnValidation ? "validation" : "test",
        Seed = request.Seed,
        Encoder = _vectors.Encoder,
        Time = dataset.Time == TimeKind.Real ? "real" : "order-index",
        Users = dataset.Logs.Count,
        Items = dataset.Items.Count,
        TrainingLikes = split.Histories.Sum(h => (long)h.Length),
        Rejected = dataset.Rejected,
        TargetInHistory = targets.Count(t => t.Seen.Contains(t.Item)) / (double)targets.Count,
        WithoutHistory = split.TestWithoutHistory,
        Models = models,
        Comparisons = [],
    };
}
