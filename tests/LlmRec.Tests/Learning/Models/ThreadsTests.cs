using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Fusion;

namespace LlmRec.Tests.Learning.Models;

public sealed class ThreadsTests
{
    private const int Items = 300_000;

    [Fact]
    public void Held_out_events_are_scored_on_no_more_threads_than_allowed_and_to_the_same_gains()
    {
        // Few rows a batch, so that there is enough to share.
        HeldOut[] events = [.. Enumerable.Range(0, 150).Select(i => new HeldOut([i], i * 7 % 90))];
        using var model = new Crowd();

        var alone = HeldOutGains.Of(model, events, Items, threads: 1, default);

        Assert.Equal(1, model.Most);
        Assert.Equal(alone, HeldOutGains.Of(model, events, Items, threads: 4, default));
        Assert.True(alone.Distinct().Count() > 1);
    }

    [Fact]
    public void A_fusion_asks_its_members_on_no_more_threads_than_allowed()
    {
        var data = Toy.Data(20, 2_000, 3);
        using var crowd = new Crowd();
        using var fusion = new FusionTrainer([crowd], new()).Train(data, new() { Threads = 1 }, default);

        Assert.Equal(1, crowd.Most);
    }

    /// <summary>Scores by a rule, and counts how many ask at once.</summary>
    private sealed class Crowd : IScoringModel, IModelTrainer
    {
        private int _now;
        private int _most;

        public string Name => "crowd";

        public int Most => _most;

        public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
        {
            var now = Interlocked.Increment(ref _now);
            InterlockedMax(now);
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = -i;
            }

            Interlocked.Decrement(ref _now);
        }

        public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken) => this;

        public void Dispose()
        {
        }

        private void InterlockedMax(int value)
        {
            for (var seen = Volatile.Read(ref _most); value > seen; seen = Volatile.Read(ref _most))
            {
                Interlocked.CompareExchange(ref _most, value, seen);
            }
        }
    }
}
