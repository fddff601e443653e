using LlmRec.Learning.Engine.Optimisers;
using LlmRec.Learning.Engine.Training;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>What <c>sequence</c> and <c>masked</c> share: settings settled, the loop run, a model made.</summary>
internal sealed class SequenceTraining
{
    private const int Shards = 2;

    private readonly OnnxSessions _sessions;
    private readonly SequenceOptions _options;

    /// <param name="sessions">Opens graphs.</param>
    /// <param name="options">The settings.</param>
    public SequenceTraining(OnnxSessions sessions, SequenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(options);
        (_sessions, _options) = (sessions, options);
    }

    /// <summary>Trains.</summary>
    /// <param name="kind">What is trained.</param>
    /// <param name="data">The data.</param>
    /// <param name="run">Seed, threads, progress and checkpoints.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="TrainingException">The data can't be trained on.</exception>
    public SequenceModel Train(SequenceKind kind, TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        TrainingChecks.Check(data);
        if (data.Histories.All(h => h.Length < 2))
        {
            throw new TrainingException($"No user has two liked items, so there is nothing that follows: '{kind.Name}' can't be trained. Import more interactions, or use 'popular' and 'text'.");
        }

        var setting = Setting(kind, data, run);
        var events = HeldOutSample.Of(data, run.Seed);
        var task = kind.MakeTask(setting, (weights, token) => Validate(kind, setting, weights, events, run.Threads, token));
        using var trained = Trainer.Train(task, Settings(), _sessions, run, cancellationToken);
        return Model(kind, setting, trained);
    }

    private SequenceSetting Setting(SequenceKind kind, TrainingData data, TrainingRun run)
    {
        var items = new TrainedItems(data);
        var shape = SequenceShape.For(_options, data.Histories);
        // A batch larger than the data would be padding.
        var tokens = Math.Min(_options.TokensPerBatch, data.Histories.Sum(h => (double)h.Length));
        return new()
        {
            Name = kind.Name,
            Data = data,
            Items = items,
            Shape = shape,
            TextWidth = data.TextVectors is null ? 0 : data.TextDimension,
            RowsOfAShard = Math.Max(1, (int)Math.Round(tokens / (Shards * shape.Length))),
            Shards = Shards,
            Negatives = kind.AsksAgainstAll && items.Items.Length > _options.FullSoftmaxItems ? _options.Negatives : 0,
            MaskedShare = kind.IsMasked ? SequenceShape.MaskedShare(data.Histories) : 0,
            Seed = run.Seed,
        };
    }

    private TrainerSettings Settings() => new()
    {
        Epochs = _options.Rounds,
        Patience = _options.Patience,
        PeakRate = _options.LearningRate,
        AverageMemory = (float)_options.AverageMemory,
        Shards = Shards,
        Optimiser = new AdamWSettings((float)_options.WeightDecay),
    };

    private double? Validate(SequenceKind kind, SequenceSetting setting, Weights weights, HeldOut[] events, int threads, CancellationToken cancellationToken)
    {
        if (events.Length == 0)
        {
            return null;
        }

        using var model = Model(kind, setting, weights);
        return HeldOutChoice.Ndcg(model, events, setting.Data.ItemCount, threads, cancellationToken);
    }

    private SequenceModel Model(SequenceKind kind, SequenceSetting setting, Weights weights) =>
        SequenceModel.Create(setting, weights, kind.Catalogue(setting, weights, _sessions), _sessions);
}

/// <summary>What tells the models that are trained on histories apart.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="IsMasked">Whether items are hidden, rather than the next one asked.</param>
/// <param name="AsksAgainstAll">Whether the loss is a softmax over all items, which may be sampled.</param>
/// <param name="MakeTask">Makes the task, from sizes and data and what says how good weights are.</param>
/// <param name="Catalogue">The vectors of all items, from sizes, data and trained weights.</param>
internal sealed record SequenceKind(
    string Name,
    bool IsMasked,
    bool AsksAgainstAll,
    Func<SequenceSetting, Func<Weights, CancellationToken, double?>, SequenceTask> MakeTask,
    Func<SequenceSetting, Weights, OnnxSessions, float[]> Catalogue);
