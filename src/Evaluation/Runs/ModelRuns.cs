using LlmRec.Evaluation.Metrics;
using LlmRec.Evaluation.Protocols;
using LlmRec.Learning.Models;

namespace LlmRec.Evaluation.Runs;

/// <summary>Trains the models of one evaluation, each once, timed and with its memory watched, and ranks targets by them.</summary>
internal sealed class ModelRuns : IDisposable
{
    private readonly Dictionary<string, TrainOnce> _trainers;
    private readonly Dictionary<string, TrainCost> _costs = [];
    private readonly TrainingData _data;
    private readonly TrainingRun _run;
    private readonly TimeProvider _time;

    public ModelRuns(IReadOnlyDictionary<string, IModelTrainer> trainers, TrainingData data, TrainingRun run, TimeProvider time)
    {
        _trainers = trainers.ToDictionary(t => t.Key, t => new TrainOnce(t.Value));
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
        return _costs[name] = new(Math.Round(_time.GetElapsedTime(started).TotalSeconds, 3), memory.Mib);
    }

    /// <summary>Ranks all targets.</summary>
    public TargetOutcome[] Rank(string name, IReadOnlyList<Target> targets, CancellationToken cancellationToken)
    {
        using var model = _trainers[name].Train(_data, _run, cancellationToken);
        var outcomes = new TargetOutcome[targets.Count];
        ScoreBatches.ForEach(
            model,
            [.. targets.Select(t => t.History)],
            _data.ItemCount,
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
