
namespace LlmRec.Tests.Learning.Models;

/// <summary>What every model that is trained on histories promises.</summary>
public sealed class EveryNetworkTests
{
    public static TheoryData<string> Models() => ["sequence", "masked", "two-tower"];

    [Theory]
    [MemberData(nameof(Models))]
    public void It_ranks_what_follows_above_the_rest(string name)
    {
        using var model = Tiny.Train(name, TinyData.Rings(), new() { Rounds = 16 });

        var best = Enumerable.Range(0, TinyData.Items).Count(item =>
        {
            int[] history = [item, TinyData.After(item)];
            var scores = Tiny.Scores(model, history);
            var next = TinyData.After(history[1]);
            return scores.Where((_, i) => !history.Contains(i)).Count(s => s >= scores[next]) <= 2;
        });

        Assert.Equal(name, model.Name);
        Assert.InRange(best, TinyData.Items * 3 / 4, TinyData.Items);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads(string name)
    {
        using var one = Tiny.Train(name, TinyData.Rings(), new() { Rounds = 2 }, new() { Threads = 1 });
        using var four = Tiny.Train(name, TinyData.Rings(), new() { Rounds = 2 }, new() { Threads = 4 });
        using var other = Tiny.Train(name, TinyData.Rings(), new() { Rounds = 2 }, new() { Seed = 2 });

        Assert.Equal(Tiny.Scores(one, [1, 2, 3]), Tiny.Scores(four, [1, 2, 3]));
        Assert.NotEqual(Tiny.Scores(one, [1, 2, 3]), Tiny.Scores(other, [1, 2, 3]));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void It_is_asked_from_several_threads_at_once(string name)
    {
        using var model = Tiny.Train(name, TinyData.Rings(), new() { Rounds = 1 });
        var expected = Tiny.Scores(model, [1, 2, 3]);

        Parallel.For(0, 50, _ => Assert.Equal(expected, Tiny.Scores(model, [1, 2, 3])));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_catalogue_too_large_for_a_full_softmax_gives_a_sane_model(string name)
    {
        using var model = Tiny.Train(name, TinyData.Rings(), new() { Rounds = 1, FullSoftmaxItems = 1, Negatives = 16 });

        Assert.All(Tiny.Scores(model, [1]), s => Assert.True(float.IsFinite(s)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_catalogue_without_texts_gives_a_sane_model(string name)
    {
        using var model = Tiny.Train(name, TinyData.Rings() with { TextVectors = null, TextDimension = 0 }, new() { Rounds = 1 });

        Assert.All(Tiny.Scores(model, [1]), s => Assert.True(float.IsFinite(s)));
    }
}
