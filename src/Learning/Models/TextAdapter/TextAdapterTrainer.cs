using LlmRec.Learning.Engine.Optimisers;
using LlmRec.Learning.Engine.Training;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.TextAdapter;

/// <summary>
/// Trains <c>text-adapter</c>: a small head over frozen text vectors that learns what alike means in this catalogue, by
/// contrast of items liked together (InfoNCE: van den Oord et al., 2018) and of dropouts of one text (SimCSE: Gao et al., 2021).
/// </summary>
public sealed class TextAdapterTrainer : IModelTrainer
{
    private readonly OnnxSessions _sessions;
    private readonly TextAdapterOptions _options;

    /// <param name="sessions">Opens graphs.</param>
    /// <param name="options">The settings.</param>
    public TextAdapterTrainer(OnnxSessions sessions, TextAdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(options);
        (_sessions, _options) = (sessions, options);
    }

    /// <inheritdoc/>
    public string Name => ModelNames.TextAdapter;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        TrainingChecks.Check(data);
        if (data.TextVectors is null)
        {
            throw new TrainingException($"No item has a text vector, so '{Name}' can't be trained: embed the items first.");
        }

        var events = HeldOutSample.Of(data, run.Seed);
        var task = new TextAdapterTask(data, _options, run.Seed, (weights, token) => Validate(data, weights, events, run.Threads, token));
        var settings = new TrainerSettings
        {
            Epochs = _options.Rounds,
            Patience = _options.Patience,
            PeakRate = _options.LearningRate,
            AverageMemory = 0.99f,
            Optimiser = new AdamWSettings(0.01f),
        };
        using var trained = Trainer.Train(task, settings, _sessions, run, cancellationToken);
        return Model(data, trained);
    }

    private double? Validate(TrainingData data, Weights weights, HeldOut[] events, int threads, CancellationToken cancellationToken)
    {
        if (events.Length == 0)
        {
            return null;
        }

        using var model = Model(data, weights);
        return HeldOutChoice.Ndcg(model, events, data.ItemCount, threads, cancellationToken);
    }

    private TextAdapterModel Model(TrainingData data, Weights trained)
    {
        var head = AdapterHead.Parameters.ToDictionary(name => name, name => (float[])trained[name].Values.Clone(), StringComparer.Ordinal);
        return new(head, AdapterHead.Of(data.TextVectors!, data.TextDimension, head, _sessions), data.TextDimension, _sessions);
    }
}
