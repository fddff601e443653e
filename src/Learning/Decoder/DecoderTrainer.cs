using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Optimisers;
using LlmRec.Learning.Engine.Training;
using LlmRec.Learning.Models;
using LlmRec.Onnx;

namespace LlmRec.Learning.Decoder;

/// <summary>Trains a small language model from scratch on documents of tokens.</summary>
public sealed class DecoderTrainer
{
    private const int Shards = 2;

    private readonly OnnxSessions _sessions;
    private readonly DecoderOptions _options;

    /// <param name="sessions">Opens graphs.</param>
    /// <param name="options">The settings.</param>
    public DecoderTrainer(OnnxSessions sessions, DecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(options);
        (_sessions, _options) = (sessions, options);
    }

    /// <summary>Trains a model.</summary>
    /// <param name="documents">What to learn from.</param>
    /// <param name="heldOut">Documents by whose loss the best pass is chosen; empty for the last pass.</param>
    /// <param name="vocabulary">Tokens that there are; every token is below it.</param>
    /// <param name="run">Seed, threads, progress (loss in nats a token) and checkpoints.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="TrainingException">The documents can't be trained on; the message says what to do.</exception>
    public DecoderModel Train(
        IReadOnlyList<TokenDocument> documents, IReadOnlyList<TokenDocument> heldOut, int vocabulary, TrainingRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(heldOut);
        ArgumentNullException.ThrowIfNull(run);
        var shape = DecoderShape.For(_options, vocabulary);
        Check(documents, shape);
        Check(heldOut, shape);
        if (documents.Count == 0)
        {
            throw new TrainingException("There is no document to learn from: check the corpus.");
        }

        var rows = Math.Max(1, _options.TokensPerBatch / (Shards * shape.Length));
        var task = new DecoderTask(shape, documents, rows, Shards, run.Seed, (weights, token) => Validate(shape, heldOut, rows, weights, token));
        var settings = new TrainerSettings
        {
            Epochs = _options.Passes,
            Patience = _options.Passes,
            PeakRate = _options.LearningRate,
            RateFloor = 0.1,
            ClipNorm = 1,
            Shards = Shards,
            Optimiser = new AdamWSettings((float)_options.WeightDecay, Beta2: 0.95f),
            Muon = _options.HiddenOptimiser == "muon" ? new MuonSettings((float)_options.WeightDecay) : null,
        };
        using var trained = Trainer.Train(task, settings, _sessions, run, cancellationToken);
        return new(shape, trained.Learning.ToDictionary(w => w.Spec.Name, w => (float[])w.Values.Clone(), StringComparer.Ordinal), _sessions);
    }

    /// <summary>Minus the mean loss of the held-out documents; their loss is the training's, without a gradient.</summary>
    private double? Validate(DecoderShape shape, IReadOnlyList<TokenDocument> heldOut, int rows, Weights weights, CancellationToken cancellationToken)
    {
        if (heldOut.Count == 0)
        {
            return null;
        }

        var task = new DecoderTask(shape, heldOut, rows, shards: 1, seed: 0, (_, _) => null);
        var tape = new Tape("held out", training: false);
        tape.Output(Tape.LossOutput, task.Loss(tape));
        var graph = tape.Build();
        using var session = _sessions.Open(graph.Model, "held out");
        using var run = new GraphRun(session, graph, weights, _sessions.CopiesInputs);
        var batches = task.StartEpoch(0);
        var (loss, tokens) = (0.0, 0L);
        for (var batch = 0; batch < batches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = task.Fill(batch, 0, run);
            run.Run();
            (loss, tokens) = (loss + (run.Floats(Tape.LossOutput)[0] * count), tokens + count);
        }

        return -loss / tokens;
    }

    private static void Check(IReadOnlyList<TokenDocument> documents, DecoderShape shape)
    {
        for (var i = 0; i < documents.Count; i++)
        {
            var (tokens, from) = documents[i];
            var fault = tokens.Length < 2 ? "has fewer than two tokens"
                : tokens.Length > shape.Length + 1 ? $"has {tokens.Length} tokens, more than the {shape.Length + 1} that Training:Decoder:Length allows"
                : from < 1 || from >= tokens.Length ? $"is to be learned from token {from}, which is not from 1 to {tokens.Length - 1}"
                : tokens.Any(t => (uint)t >= (uint)shape.Vocabulary) ? $"holds a token outside the vocabulary of {shape.Vocabulary}"
                : null;
            if (fault is not null)
            {
                throw new TrainingException($"Document {i} {fault}. Leave it out, cut it, or change the settings.");
            }
        }
    }
}
