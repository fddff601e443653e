using LlmRec.Evaluation.Metrics;
using LlmRec.Evaluation.Protocols;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Fusion;

namespace LlmRec.Evaluation.Runs;

/// <summary>Trains the models of one evaluation, each once, timed and with its memory watched, and ranks targets by them.</summary>
internal sealed class ModelRuns : IDisposable
{
    /// <summary>The fusion without favour for new items: what it costs the others is the difference.</summary>
    public const string Unfavoured = "fusion, NewItemBoost 0";

    private readonly Dictionary<string, TrainOnce> _trainers;
    private readonly IReadOnlyList<string> _fused;
    private readonly Dictionary<string, TrainCost> _costs = [];
    private readonly TrainingData _data;
    private readonly TrainingRun _run;
    private readonly TimeProvider _time;

    public ModelRuns(IReadOnlyDictionary<string, IModelTrainer> trainers, FusionOptions fusion, TrainingData data, TrainingRun run, TimeProvider time)
    {
        _trainers = trainers.ToDictionary(t => t.Key, t => new TrainOnce(t.Value));
        _fused = [.. ModelNames.Fused.Where(_trainers.ContainsKey)];
        _trainers.Add(ModelNames.Fusion, new(new FusionTrainer([.. _fused.Select(f => _trainers[f])], fusion)));
        _data = data;
        _run = run;
        _time = time;
    }

    /// <summary>Trains a model.</summary>
    public TrainCost Train(string name, CancellationToken cancellationToken)
    {
        // What earlier models left behind is not this one's.
        GC.Collect();
        using var memory = new PeakMemory(_time);
        var started = _time.GetTimestamp();
        using var model = _trainers[name].Train(_data, _run, cancellationToken);
        var seconds = _time.GetElapsedTime(started).TotalSeconds;
        // A mixture costs what its members cost, trained now or before.
        var members = name == ModelNames.Fusion ? _fused.Where(_costs.ContainsKey).Select(f => _costs[f]).ToList() : [];
        return _costs[name] = new(
            Math.Round(seconds + members.Sum(m => m.Seconds), 3), members.Select(m => m.PeakMb).Append(memory.Mib).Max());
    }

    private FusionModel? Fused => _trainers[ModelNames.Fusion].Trained(_data) as FusionModel;

    /// <summary>What the fusion learned; null when it was not trained.</summary>
    public FusionExplanation? Fusion => Fused?.Explanation;

    /// <summary>Ranks all targets.</summary>
    public TargetOutcome[] Rank(string name, IReadOnlyList<Target> targets, CancellationToken cancellationToken)
    {
        using var model = name == Unfavoured ? new UnfavouringModel(Fused!) : _trainers[name].Train(_data, _run, cancellationToken);
        var outcomes = new TargetOutcome[targets.Count];
        ScoreBatches.ForEach(
            model,
            [.. targets.Select(t => t.History)],
            _data.ItemCount,
            _run.Threads,
            (i, scores) => outcomes[i] = Ranking.Of(targets[i], scores),
            cancellationToken);
        return outcomes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var trainer in _trainers.Values)
        {
            trainer.Dispose();
        }
    }
}
