using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Learning.Models;
using LlmRec.Testing;

namespace LlmRec.Tests.Learning.Models;

public sealed class SequenceResumeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string CheckpointFile => Path.Combine(_folder.Path, Checkpoint.FileName);

    [Fact]
    public void A_training_that_was_stopped_midway_ends_with_the_same_bits()
    {
        using var whole = Tiny.Train(TinyData.Rings(), new() { Rounds = 3 });

        StopAt(step: 100);
        Assert.True(File.Exists(CheckpointFile));
        using var resumed = Tiny.Train(TinyData.Rings(), new() { Rounds = 3 }, new() { CheckpointFolder = _folder.Path });

        Assert.Equal(Tiny.Scores(whole, [1, 2, 3]), Tiny.Scores(resumed, [1, 2, 3]));
    }

    [Fact]
    public void A_checkpoint_of_another_catalogue_is_refused()
    {
        StopAt(step: 10);

        var error = Assert.Throws<TrainingException>(() =>
            Tiny.Train(TinyData.Rings(users: 59), new() { Rounds = 3 }, new() { CheckpointFolder = _folder.Path }));

        Assert.Contains("another catalogue", error.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_seed_is_refused()
    {
        StopAt(step: 10);

        Assert.Throws<TrainingException>(() =>
            Tiny.Train(TinyData.Rings(), new() { Rounds = 3 }, new() { Seed = 2, CheckpointFolder = _folder.Path }));
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        StopAt(step: 10);
        File.WriteAllBytes(CheckpointFile, File.ReadAllBytes(CheckpointFile)[..^9]);

        var error = Assert.Throws<TrainingException>(() =>
            Tiny.Train(TinyData.Rings(), new() { Rounds = 3 }, new() { CheckpointFolder = _folder.Path }));

        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void StopAt(int step)
    {
        using var stop = new CancellationTokenSource();
        var run = new TrainingRun { CheckpointFolder = _folder.Path, Progress = new StopAfter(step, stop), Time = new JumpingTime() };
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Tiny.Train(TinyData.Rings(), new() { Rounds = 3 }, run, stop.Token));
    }

    private sealed class StopAfter(int step, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= step)
            {
                stop.Cancel();
            }
        }
    }
}
