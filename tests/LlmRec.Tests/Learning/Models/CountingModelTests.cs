using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Behaviour;
using LlmRec.Learning.Models.Words;

namespace LlmRec.Tests.Learning.Models;

public sealed class CountingModelTests
{
    private static readonly string[] Names = ["popular", "item-knn", "transitions", "lexical-transitions", "lexical", "ease"];

    public static TheoryData<string> Models => [.. Names];

    [Fact]
    public void Transitions_count_what_follows_by_gap_and_hold_back_both_ends()
    {
        var data = new TrainingData { ItemCount = 4, Histories = [[0, 1, 2], [0, 2]] };
        var matrix = TransitionsTrainer.Matrix(data, Occurrences.Of(data), new(2, 1, 0.5f, 0.5f), 2, default);

        // 0 → 1: 1; 0 → 2: ½ + 1; 1 → 2: 1. Leaving 0: 2½, 1: 1. Reaching 1: 1, 2: 2½.
        Assert.Equal([1, 2], matrix.ColumnsOf(0));
        Assert.Equal(1 / Math.Sqrt(3.5 * 2), matrix.ValuesOf(0)[0], 1e-6);
        Assert.Equal(1.5 / Math.Sqrt(3.5 * 3.5), matrix.ValuesOf(0)[1], 1e-6);
        Assert.Equal(1 / Math.Sqrt(2 * 3.5), matrix.ValuesOf(1)[0], 1e-6);
        Assert.Equal(0, matrix.ColumnsOf(3).Length);
    }

    [Fact]
    public void Item_knn_is_co_occurrence_over_the_roots_shrunk_and_history_counts_by_age()
    {
        var data = new TrainingData { ItemCount = 4, Histories = [[0, 1], [0, 1], [1, 2]] };
        using var model = new ItemKnnTrainer().Train(data, new(), default);

        var scores = Toy.Scores(model, 4, 0, 2);

        // 0–1: 2 users of 2 and 3; 2–1: 1 user of 1 and 3; nothing else meets; shrinkage 2; the older counts half.
        Assert.Equal((0.5 * 2 / (Math.Sqrt(6) + 2)) + (1 / (Math.Sqrt(3) + 2)), scores[1], 1e-6);
        Assert.Equal(0, scores[3]);
    }

    [Fact]
    public void Lexical_is_bm25_with_each_liked_text_as_a_query()
    {
        string[] texts = ["red silk scarf", "red red wool", "green tea", ""];
        using var model = new LexicalTrainer().Train(new() { ItemCount = 4, Histories = [[0]], Texts = texts }, new(), default);

        var scores = Toy.Scores(model, 4, 0);

        var idf = Math.Log(1 + ((3 - 2 + 0.5) / 2.5));
        Assert.Equal(idf * 2 * 2.2 / (2 + (1.2 * (0.25 + (0.75 * 3 / (8 / 3.0))))), scores[1], 1e-5);
        Assert.Equal((0, 0), (scores[2], scores[3]));
    }

    [Fact]
    public void Popularity_halves_with_age_only_where_validation_prefers_it()
    {
        // Item 0 was liked by many long ago, item 1 by a few of late; what is liked next is item 1.
        var data = new TrainingData
        {
            ItemCount = 3,
            Histories = [.. Enumerable.Range(0, 9).Select(u => (int[])[u < 6 ? 0 : 1])],
            Times = [.. Enumerable.Range(0, 9).Select(u => (double[])[u < 6 ? 1e9 : 2e9])],
        };
        float[] Of(HeldOut[] validation)
        {
            using var model = new PopularTrainer().Train(data with { Validation = validation }, new(), default);
            return Toy.Scores(model, 3, 2);
        }

        Assert.True(Of([])[0] > Of([])[1]);
        Assert.True(Of([new([2], 1)])[0] < Of([new([2], 1)])[1]);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_same_data_and_seed_give_the_same_bits(string name)
    {
        var data = Toy.Data(60, 120, 3);
        float[] Once()
        {
            using var model = ModelTrainers.All(Toy.Sessions)[name].Train(data, new() { Seed = 4 }, default);
            return Toy.Scores(model, 60, 3, 14, 15);
        }

        Assert.Equal(Once(), Once());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Odd_data_gives_a_sane_model(string name)
    {
        TrainingData[] odd =
        [
            new() { ItemCount = 1, Histories = [[0]], Texts = [""] },
            new() { ItemCount = 3, Histories = [[1]], Texts = ["", "", ""] },
            new() { ItemCount = 3, Histories = [.. Enumerable.Repeat((int[])[0, 1, 0, 1], 50), []], Texts = ["a", "a", "a"], Validation = [new([0], 1)] },
            new() { ItemCount = 3, Histories = [[0, 1, 2]], Times = [[1e9, 1e9, 1e9]], Texts = ["x", "y", "z"], Validation = [new([0], 2)] },
        ];

        foreach (var data in odd)
        {
            using var model = ModelTrainers.All(Toy.Sessions)[name].Train(data, new(), default);
            Assert.All(Toy.Scores(model, data.ItemCount, 0), s => Assert.True(float.IsFinite(s)));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Data_that_cannot_be_trained_on_is_refused_with_what_to_do(string name)
    {
        var trainer = ModelTrainers.All(Toy.Sessions)[name];

        Assert.Contains("import interactions", Assert.Throws<TrainingException>(() => trainer.Train(new() { ItemCount = 2, Histories = [[]] }, new(), default)).Message, StringComparison.Ordinal);
        Assert.Contains("inconsistent", Assert.Throws<TrainingException>(() => trainer.Train(new() { ItemCount = 2, Histories = [[2]] }, new(), default)).Message, StringComparison.Ordinal);
        Assert.Throws<TrainingException>(() => trainer.Train(new() { ItemCount = 1, Histories = [[0]], Times = [[double.NaN]] }, new(), default));
        Assert.Throws<TrainingException>(() => trainer.Train(new() { ItemCount = 1, Histories = [[0]], TextVectors = [float.NaN], TextDimension = 1 }, new(), default));
    }
}
