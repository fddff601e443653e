using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Sequence;

namespace LlmRec.Tests.Learning.Models;

public sealed class SequenceBadInputTests
{
    private static readonly TrainingData Rings = TinyData.Rings();

    public static TheoryData<string> Refused() => ["no interactions", "nobody likes two", "text vectors with NaN", "text vectors with infinity", "unknown item", "no items"];

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_learned_from_is_refused_with_a_way_out(string fault)
    {
        var data = fault switch
        {
            "no interactions" => Rings with { Histories = [[], []] },
            "nobody likes two" => Rings with { Histories = [[1], [2], []] },
            "text vectors with NaN" => Rings with { TextVectors = WithValue(float.NaN) },
            "text vectors with infinity" => Rings with { TextVectors = WithValue(float.PositiveInfinity) },
            "unknown item" => Rings with { Histories = [[1, TinyData.Items]] },
            _ => Rings with { ItemCount = 0, Histories = [], TextVectors = null },
        };

        var error = Assert.Throws<TrainingException>(() => Tiny.Train(data, new() { Rounds = 1 }));

        Assert.Matches("import|Import|embed|inconsistent", error.Message);
    }

    public static TheoryData<string> Sane() => ["one user", "one item", "identical users", "items without text", "no texts at all", "duplicated rows", "no validation"];

    [Theory]
    [MemberData(nameof(Sane))]
    public void Poor_data_gives_a_model_with_finite_scores(string kind)
    {
        var data = kind switch
        {
            "one user" => Rings with { Histories = [Rings.Histories[0]], Validation = [Rings.Validation[0]] },
            "one item" => Rings with { Histories = [[3, 3, 3], [3, 3]], Validation = [new([3], 3)] },
            "identical users" => Rings with { Histories = [.. Enumerable.Repeat(Rings.Histories[0], 30)] },
            "items without text" => Rings with { TextVectors = [.. Rings.TextVectors!.Select((v, i) => i < 100 ? 0 : v)] },
            "no texts at all" => Rings with { TextVectors = null, TextDimension = 0 },
            "duplicated rows" => Rings with { Histories = [.. Rings.Histories.Select(h => h.SelectMany(i => new[] { i, i, i }).ToArray())] },
            _ => Rings with { Validation = [] },
        };

        using var model = Tiny.Train(data, new() { Rounds = 1 });

        Assert.All(Tiny.Scores(model, [1, 2]), s => Assert.True(float.IsFinite(s)));
    }

    [Fact]
    public void A_training_that_diverges_says_so()
    {
        var options = new SequenceOptions { Width = 16, LearningRate = 1 };
        var data = Rings with { TextVectors = WithValue(1e30f) };

        var error = Assert.Throws<TrainingException>(() =>
            new SequenceTrainer(TestSessions.Create(), options).Train(data, new(), default));

        Assert.Contains("diverged", error.Message, StringComparison.Ordinal);
    }

    private static float[] WithValue(float value)
    {
        var texts = (float[])Rings.TextVectors!.Clone();
        Array.Fill(texts, value, 0, 50);
        return texts;
    }
}
