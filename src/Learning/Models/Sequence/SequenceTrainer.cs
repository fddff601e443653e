using LlmRec.Learning.Engine.Optimisers;
using LlmRec.Learning.Engine.Training;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>
/// Trains <c>sequence</c>: what follows a history, by a causal transformer (Kang and McAuley, Self-Attentive Sequential
/// Recommendation, ICDM 2018), with the softmax over all items as loss, or over a sample in large catalogues (Klenitskiy
/// and Vasilev, Turning Dross Into Gold Loss, RecSys 2023), and item vectors that know the items' texts.
/// </summary>
public sealed class SequenceTrainer : IModelTrainer
{
    private const int MostValidationEvents = 10_000;
    private const int Shards = 2;

    private readonly OnnxSessions _sessions;
    private readonly SequenceOptions _options;

    /// <param name="sessions">Opens graphs.</param>
    /// <param name="options">The settings.</param>
    public SequenceTrainer(OnnxSessions sessions, SequenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(options);
        (_sessions, _options) = (sessions, options);
    }

    /// <inheritdoc/>
    public string Name => "sequence";

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        TrainingChecks.Check(data);
        if (data.Histories.All(h => h.Length < 2))
        {
            throw new TrainingException($"No user has two liked items, so there is nothing that follows: '{Name}' can't be trained. Import more interactions, or use 'popular' and 'text'.");
        }

        var setting = Setting(data, run);
        var events = HeldOutEvents(data, run.Seed);
        var task = new SequenceTask(setting, (weights, token) => Validate(setting, weights, events, token));
        using var trained = Trainer.Train(task, Settings(), _sessions, run, cancellationToken);
        return SequenceModel.Create(setting, trained, _sessions);
    }

    private SequenceSetting Setting(TrainingData data, TrainingRun run)
    {
        var items = new TrainedItems(data);
        var shape = SequenceShape.For(_options, data.Histories);
        return new()
        {
            Name = Name,
            Data = data,
            Items = items,
            Shape = shape,
            TextWidth = data.TextVectors is null ? 0 : data.TextDimension,
            RowsOfAShard = Math.Max(1, (int)Math.Round(_options.TokensPerBatch / (double)(Shards * shape.Length))),
            Shards = Shards,
            Negatives = items.Items.Length > _options.FullSoftmaxItems ? _options.Negatives : 0,
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

    private double? Validate(SequenceSetting setting, Weights weights, HeldOut[] events, CancellationToken cancellationToken)
    {
        if (events.Length == 0)
        {
            return null;
        }

        using var model = SequenceModel.Create(setting, weights, _sessions);
        return HeldOutChoice.Ndcg(model, events, setting.Data.ItemCount, cancellationToken);
    }

    private static HeldOut[] HeldOutEvents(TrainingData data, int seed)
    {
        HeldOut[] events = [.. data.Validation];
        new Random(seed).Shuffle(events);
        return events[..Math.Min(events.Length, MostValidationEvents)];
    }
}
