using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Optimisers;
using LlmRec.Learning.Models;
using LlmRec.Onnx;

namespace LlmRec.Learning.Engine.Training;

/// <summary>
/// The training loop: epochs of steps, a validation after each, the best weights kept, checkpoints on the way. Stopped at
/// any moment, by a kill too, and started again, it ends with the same bits.
/// </summary>
internal sealed class Trainer : IDisposable
{
    private readonly ITrainingTask _task;
    private readonly TrainerSettings _settings;
    private readonly TrainingRun _run;
    private readonly Weights _weights;
    private readonly Weights _average;
    private readonly Weights _best;
    private readonly IStepper _stepper;
    private readonly WeightAverage _averaging;
    private readonly ProgressMeter _meter;
    private TrainingState _state;
    private long _lastCheckpoint;

    private Trainer(ITrainingTask task, TrainerSettings settings, OnnxSessions sessions, TrainingRun run)
    {
        (_task, _settings, _run) = (task, settings, run);
        var stepping = new StepperSettings
        {
            Seed = run.Seed,
            Shards = settings.Shards,
            Threads = run.Threads,
            ClipNorm = settings.ClipNorm,
            Optimiser = settings.Optimiser,
            Muon = settings.Muon,
        };
        var tape = new Tape("training", training: true);
        var loss = task.Loss(tape);
        if (settings.UpdateInGraph)
        {
            tape.DifferentiateAndUpdate(loss, settings.Optimiser, (float)settings.ClipNorm);
        }
        else
        {
            tape.Differentiate(loss);
        }

        var graph = tape.Build();
        _weights = Weights.Create(graph.Parameters, task.Frozen, run.Seed);
        _average = _weights.Copy();
        _best = _weights.Copy();
        _stepper = settings.UpdateInGraph ? new GraphStepper(graph, _weights, stepping, sessions) : new HostStepper(graph, _weights, stepping, sessions);
        _averaging = new(settings.AverageMemory);
        _meter = new(run.Progress, run.Time);
        _state = new() { Fingerprint = $"{task.Fingerprint}, seed {run.Seed}" };
    }

    /// <summary>Trains.</summary>
    /// <param name="task">What is trained.</param>
    /// <param name="settings">How.</param>
    /// <param name="sessions">Opens graphs.</param>
    /// <param name="run">Seed, threads, progress and checkpoints.</param>
    /// <param name="cancellationToken">Stops it, after a checkpoint where there is a folder for these.</param>
    /// <returns>The weights of the best epoch; of the last one when there is no validation.</returns>
    /// <exception cref="TrainingException">It diverges, or a checkpoint can't be written or is of another training.</exception>
    public static Weights Train(ITrainingTask task, TrainerSettings settings, OnnxSessions sessions, TrainingRun run, CancellationToken cancellationToken)
    {
        using var trainer = new Trainer(task, settings, sessions, run);
        trainer.Resume();
        trainer.Run(cancellationToken);
        return trainer._best.Copy();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stepper.Dispose();
        _weights.Dispose();
        _average.Dispose();
        _best.Dispose();
    }

    private void Run(CancellationToken cancellationToken)
    {
        var stepsAnEpoch = _task.StartEpoch(0);
        var rate = new LearningRate(_settings.PeakRate, _settings.WarmUp, (long)stepsAnEpoch * _settings.Epochs, _settings.RateFloor);
        while (!_state.Finished)
        {
            var batches = _task.StartEpoch(_state.Epoch);
            while (_state.StepOfEpoch < batches)
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    Save();
                    cancellationToken.ThrowIfCancellationRequested();
                }

                Step(rate, batches);
                SaveNowAndThen();
            }

            EndEpoch(cancellationToken);
            SaveNowAndThen();
        }
    }

    private void Step(LearningRate rate, int batches)
    {
        var batch = _state.StepOfEpoch;
        var result = _stepper.Step(_state.Step, rate.At(_state.Step), (shard, run) => _task.Fill(batch, shard, run));
        if (!double.IsFinite(result.Loss) || !double.IsFinite(result.Norm))
        {
            throw new TrainingException(
                $"The training diverged at step {_state.Step}: the loss is {result.Loss}, the gradient's length {result.Norm}. Lower the learning rate, and look for extreme values in the text vectors.");
        }

        if (_settings.AverageMemory > 0)
        {
            _averaging.Add(_average, _weights, _state.Step, _run.Threads);
        }

        _state = _state with { Step = _state.Step + 1, StepOfEpoch = batch + 1 };
        _meter.Add(result, _state.Step, Math.Max(rate.Steps, _state.Step), batch + 1 == batches);
    }

    private void EndEpoch(CancellationToken cancellationToken)
    {
        var current = _settings.AverageMemory > 0 ? _average : _weights;
        var score = _task.Validate(current, cancellationToken);
        _meter.Validated(score);
        var epoch = _state.Epoch + 1;
        if (score is null || score > _state.BestScore)
        {
            _best.CopyFrom(current);
            _state = _state with { BestScore = score ?? _state.BestScore, BestEpoch = epoch };
        }

        var over = epoch >= _settings.Epochs || epoch - _state.BestEpoch >= _settings.Patience;
        _state = _state with { Epoch = epoch, StepOfEpoch = 0, Finished = over };
        if (over)
        {
            Save();
        }
    }

    private void Resume()
    {
        if (_run.CheckpointFolder is { } folder)
        {
            _state = Checkpoint.Read(folder, _state.Fingerprint, Arrays()) ?? _state;
        }

        _lastCheckpoint = _run.Time.GetTimestamp();
    }

    private void SaveNowAndThen()
    {
        if (_run.Time.GetElapsedTime(_lastCheckpoint) >= _run.CheckpointEvery)
        {
            Save();
        }
    }

    private void Save()
    {
        if (_run.CheckpointFolder is { } folder)
        {
            Checkpoint.Write(folder, _state, Arrays());
            _lastCheckpoint = _run.Time.GetTimestamp();
        }
    }

    private IEnumerable<KeyValuePair<string, float[]>> Arrays()
    {
        foreach (var (kind, weights) in new[] { ("weights", _weights), ("average", _average), ("best", _best) })
        {
            foreach (var weight in weights.Learning)
            {
                yield return new($"{kind}: {weight.Spec.Name}", weight.Values);
            }
        }

        foreach (var memory in _stepper.Memory)
        {
            yield return new($"optimiser: {memory.Key}", memory.Value);
        }
    }
}
