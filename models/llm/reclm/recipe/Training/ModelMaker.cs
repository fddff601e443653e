using System.Globalization;
using System.Text.Json;
using LlmRec.Agents.Explaining.Wording;
using LlmRec.Language.Import;
using LlmRec.Learning.Decoder;
using LlmRec.Learning.Models;
using LlmRec.Onnx;
using LlmRec.Reclm.Corpus;
using DecoderShape = LlmRec.Learning.Decoder.DecoderShape;

namespace LlmRec.Reclm.Training;

/// <summary>Corpus → tokenizer → decoder → folder. Stopped at any moment and started again, it makes the same files.</summary>
/// <param name="options">What to make.</param>
/// <param name="sessions">Opens graphs.</param>
/// <param name="say">Told what is being done.</param>
internal sealed class ModelMaker(RecipeOptions options, OnnxSessions sessions, Action<string> say)
{
    private const int HeldOutFrom = 100_000_000;

    private static readonly float[] Temperatures = [.7f, .5f, .3f, 0];

    /// <summary>Makes the model's folder.</summary>
    /// <param name="run">Threads, progress and clock; seed and checkpoints are the recipe's.</param>
    /// <param name="cancellationToken">Stops; a checkpoint is kept.</param>
    /// <returns>What was made, for the card.</returns>
    public Made Make(TrainingRun run, CancellationToken cancellationToken)
    {
        say($"Writing {options.Samples:n0} samples…");
        var source = new SampleSource(options.Seed);
        var samples = source.Take(0, options.Samples);
        var chat = Chat.Learn(samples.Take(options.TokenizerSamples), options.Vocabulary, cancellationToken);
        TokenDocument[] documents = [.. samples.AsParallel().AsOrdered().Select(chat.Document).Where(d => d.Tokens.Length <= options.Decoder.Length)];
        TokenDocument[] heldOut = [.. source.Take(HeldOutFrom, options.HeldOut).Select(chat.Document).Where(d => d.Tokens.Length <= options.Decoder.Length)];
        var tokens = documents.Sum(d => (long)d.Tokens.Length);
        say($"{tokens:n0} tokens in {documents.Length:n0} samples ({samples.Length - documents.Length} too long), {documents.Sum(d => (long)d.Tokens.Length - d.LossFrom):n0} of them answers; training…");
        Directory.CreateDirectory(options.Work);
        // Written before the training is marked as finished: whoever finds it finished finds this, too.
        var loss = Path.Combine(options.Work, "held-out-loss.txt");
        var watched = run with
        {
            Seed = options.Seed,
            CheckpointFolder = Path.Combine(options.Work, "checkpoints"),
            Progress = new Watch(p => _ = p.Validation is { } score ? Written(loss, -score) : 0, run.Progress),
        };
        using var model = new DecoderTrainer(sessions, options.Decoder).Train(documents, heldOut, chat.File.Tokens.Count, watched, cancellationToken);
        say("Writing the model's folder…");
        Export(model, chat, ClosedWords.Of(samples), cancellationToken);
        var made = new Made(model.Shape, model.Weights.Values.Sum(w => w.LongLength), documents.Length, tokens, double.Parse(File.ReadAllText(loss), CultureInfo.InvariantCulture));
        File.WriteAllText(MadeFile, JsonSerializer.Serialize(made));
        return made;
    }

    /// <summary>What was made the last time.</summary>
    /// <exception cref="IOException">Nothing was.</exception>
    public Made Last() => JsonSerializer.Deserialize<Made>(File.ReadAllText(MadeFile)) ?? throw new InvalidDataException($"{MadeFile} is empty.");

    private string MadeFile => Path.Combine(options.Work, "made.json");

    private static double Written(string path, double loss)
    {
        File.WriteAllText(path, loss.ToString("R", CultureInfo.InvariantCulture));
        return loss;
    }

    private void Export(DecoderModel model, Chat chat, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var shape = model.Shape;
        var aside = Path.Combine(options.Work, "reclm");
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        new TrainedDecoder
        {
            Shape = new(shape.Layers, shape.Width, shape.Inner, shape.Heads, shape.KeyValueHeads, shape.HeadWidth, shape.Vocabulary, Math.Max(options.Context, shape.Length), DecoderShape.NormEpsilon, shape.RotaryBase),
            Weights = model.Weights,
            Tokenizer = chat.File,
            EndToken = Chat.End,
            ChatTemplate = Chat.Template,
        }.Export(aside, WeightStorage.Int8, cancellationToken);
        new WordingFile(words, Temperatures) { HasSlots = true }.Write(aside);
        // The model's folder holds its recipe as well: files are put beside it, each whole or not at all.
        Directory.CreateDirectory(options.Output);
        foreach (var file in Directory.GetFiles(aside))
        {
            File.Move(file, Path.Combine(options.Output, Path.GetFileName(file)), overwrite: true);
        }
    }

    private sealed class Watch(Action<TrainingProgress> watch, IProgress<TrainingProgress>? inner) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            watch(value);
            inner?.Report(value);
        }
    }
}

/// <summary>What was made.</summary>
/// <param name="Shape">The decoder's size.</param>
/// <param name="Weights">How many weights it has.</param>
/// <param name="Samples">Samples it learned from.</param>
/// <param name="Tokens">Tokens of these.</param>
/// <param name="HeldOutLoss">Nats a token of held-out answers.</param>
internal sealed record Made(DecoderShape Shape, long Weights, int Samples, long Tokens, double HeldOutLoss);
