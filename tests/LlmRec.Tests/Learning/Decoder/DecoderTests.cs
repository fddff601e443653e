using LlmRec.Learning.Decoder;
using LlmRec.Learning.Models;
using LlmRec.Testing;

namespace LlmRec.Tests.Learning.Decoder;

public sealed class DecoderTests : IDisposable
{
    private const int Vocabulary = 20;
    private const int End = 1;
    private const int Asks = 2;

    private readonly TempFolder _folder = new();

    [Fact]
    public void It_learns_a_small_corpus_by_heart_and_says_it_greedily()
    {
        using var model = Train(new());

        foreach (var document in Corpus())
        {
            Assert.Equal(document.Tokens[2..^1], model.Generate(document.Tokens.AsSpan(0, 2), End, 20, 0, new Random(1)));
        }
    }

    [Fact]
    public void A_training_that_was_stopped_midway_ends_with_the_same_bits_on_any_number_of_threads()
    {
        using var whole = Train(new() { Threads = 1 });

        using var stop = new CancellationTokenSource();
        var stopped = new TrainingRun { CheckpointFolder = _folder.Path, Threads = 3, Progress = new Stop(stop) };
        Assert.ThrowsAny<OperationCanceledException>(() => Train(stopped, stop.Token));
        using var resumed = Train(new() { CheckpointFolder = _folder.Path, Threads = 2 });

        Assert.All(whole.Weights, w => Assert.Equal(w.Value, resumed.Weights[w.Key]));
    }

    [Fact]
    public async Task A_training_whose_process_was_killed_ends_with_the_same_bits()
    {
        var talk = new SmallTalk();
        using var whole = talk.Train(new(), KilledTraining.Passes);

        await ChildProcess.KillAtFirstLineAsync(KilledTraining.Name, [_folder.Path]);
        var steps = new List<long>();
        using var resumed = talk.Train(new() { CheckpointFolder = _folder.Path, Time = new JumpingTime(), Progress = new Steps(steps) }, KilledTraining.Passes);

        Assert.InRange(steps[0], 2, 50);
        Assert.All(whole.Weights, w => Assert.Equal(w.Value, resumed.Weights[w.Key]));
    }

    [Fact]
    public void A_model_is_saved_and_loaded_as_it_is()
    {
        using var model = Train(new());
        model.Save(_folder["decoder.bin"]);

        using var loaded = DecoderModel.Load(_folder["decoder.bin"], TestSessions.Create());

        Assert.Equal(model.Shape, loaded.Shape);
        Assert.Equal(model.Next([Asks, 4]), loaded.Next([Asks, 4]));
    }

    [Theory]
    [InlineData("too long")]
    [InlineData("empty")]
    [InlineData("unknown token")]
    [InlineData("nothing to learn")]
    public void A_document_that_cannot_be_learned_is_named(string fault)
    {
        var document = fault switch
        {
            "too long" => new TokenDocument(new int[40]),
            "empty" => new TokenDocument([]),
            "unknown token" => new TokenDocument([1, Vocabulary]),
            _ => new TokenDocument([1, 2], LossFrom: 2),
        };

        var error = Assert.Throws<TrainingException>(() => Trainer(1).Train([new([1, 2]), document], [], Vocabulary, new(), default));

        Assert.StartsWith("Document 1 ", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static DecoderModel Train(TrainingRun run, CancellationToken cancellationToken = default) =>
        Trainer(passes: 80).Train(Corpus(), Corpus(), Vocabulary, run, cancellationToken);

    private static DecoderTrainer Trainer(int passes) => new(TestSessions.Create(), new()
    {
        Width = 32,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        HeadWidth = 8,
        Inner = 48,
        Length = 16,
        TokensPerBatch = 128,
        Passes = passes,
        LearningRate = 0.01,
    });

    /// <summary>Prompts of two tokens and their answers: a run from the second token, up or down as that is even or odd.</summary>
    private static TokenDocument[] Corpus() =>
    [
        .. Enumerable.Range(3, Vocabulary - 3).Select(first =>
        {
            var step = first % 2 == 0 ? 1 : Vocabulary - 4;
            var answer = Enumerable.Range(1, 5).Select(i => 3 + ((first - 3 + (i * step)) % (Vocabulary - 3)));
            return new TokenDocument([Asks, first, .. answer, End], LossFrom: 2);
        }),
    ];

    private sealed class Steps(List<long> steps) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => steps.Add(value.Step);
    }

    private sealed class Stop(CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= 30)
            {
                stop.Cancel();
            }
        }
    }
}
