using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Saved;
using LlmRec.Learning.Models.TextAdapter;

namespace LlmRec.Tests.Learning.Models;

public sealed class TextAdapterTests
{
    private static readonly TextAdapterOptions Options = new() { Inner = 32, PairsPerBatch = 64, Rounds = 4, LearningRate = 0.003 };

    [Fact]
    public void Items_that_are_liked_together_come_nearer_each_other()
    {
        var data = TinyData.Rings();

        using var model = Train(data);

        Assert.True(
            Neighbours((i, j) => Cosine(model.ItemVectors.Span, i, j)) > Neighbours((i, j) => Cosine(data.TextVectors, i, j)) + 0.2,
            "the adapted space is no nearer to what is liked together than the encoder's");
    }

    [Fact]
    public void A_text_outside_the_catalogue_comes_to_the_same_place_as_inside()
    {
        var data = TinyData.Rings();
        using var model = Train(data);
        var adapted = new float[TinyData.TextWidth];

        model.Adapt(data.TextVectors.AsSpan(5 * TinyData.TextWidth, TinyData.TextWidth), adapted);

        Assert.All(adapted.Zip(model.ItemVectors.Slice(5 * TinyData.TextWidth, TinyData.TextWidth).ToArray()), p => Assert.Equal(p.Second, p.First, 4));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        using var one = Train(TinyData.Rings(), new() { Threads = 1 });
        using var three = Train(TinyData.Rings(), new() { Threads = 3 });

        Assert.Equal(one.ItemVectors.ToArray(), three.ItemVectors.ToArray());
    }

    [Fact]
    public void An_item_without_text_stays_without_direction()
    {
        var data = TinyData.Rings();
        data.TextVectors.AsSpan(3 * TinyData.TextWidth, TinyData.TextWidth).Clear();

        using var model = Train(data);

        Assert.All(model.ItemVectors.Slice(3 * TinyData.TextWidth, TinyData.TextWidth).ToArray(), v => Assert.Equal(0, v));
    }

    public static TheoryData<string> Poor() => ["one user", "identical users", "duplicated rows", "hardly any texts", "no validation"];

    [Theory]
    [MemberData(nameof(Poor))]
    public void Poor_data_gives_a_model_with_finite_scores(string kind)
    {
        var rings = TinyData.Rings();
        var data = kind switch
        {
            "one user" => rings with { Histories = [rings.Histories[0]], Validation = [rings.Validation[0]] },
            "identical users" => rings with { Histories = [.. Enumerable.Repeat(rings.Histories[0], 30)] },
            "duplicated rows" => rings with { Histories = [.. rings.Histories.Select(h => h.SelectMany(i => new[] { i, i, i }).ToArray())] },
            "hardly any texts" => rings with { TextVectors = [.. rings.TextVectors!.Select((v, i) => i < 100 ? 0 : v)] },
            _ => rings with { Validation = [] },
        };

        using var model = Train(data);

        Assert.All(Tiny.Scores(model, [1, 2]), s => Assert.True(float.IsFinite(s)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Texts_that_are_no_numbers_are_refused(float value)
    {
        var data = TinyData.Rings();
        data.TextVectors![7] = value;

        Assert.Contains("embed the items again", Assert.Throws<TrainingException>(() => Train(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_texts_or_pairs_it_is_refused_with_a_way_out()
    {
        Assert.Contains("embed", Assert.Throws<TrainingException>(() => Train(TinyData.Rings() with { TextVectors = null, TextDimension = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("'text'", Assert.Throws<TrainingException>(() => Train(TinyData.Rings() with { Histories = [[1], [2, 2]] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_bit_for_bit_and_knows_a_late_item_by_its_text()
    {
        var data = TinyData.Rings();
        using var model = Train(data);
        using var folder = new LlmRec.Testing.TempFolder();
        ((ISavable)model).Write(folder["weights.bin"]);

        using var read = (TextAdapterModel)SavedWeights.Read("text-adapter", folder["weights.bin"], TestSessions.Create());
        using var larger = (TextAdapterModel)read.WithItems([.. data.TextVectors.AsSpan(5 * TinyData.TextWidth, TinyData.TextWidth), .. new float[TinyData.TextWidth]]);

        Assert.Equal(Tiny.Scores(model, [1, 2]), Tiny.Scores(read, [1, 2]));
        var scores = new float[TinyData.Items + 2];
        larger.Score([new[] { 1, 2 }], scores, default);
        Assert.Equal(scores[5], scores[TinyData.Items], 4);
        Assert.Equal(0, scores[TinyData.Items + 1]);
    }

    [Fact]
    public void A_wish_scores_as_a_history_of_an_item_of_its_text_does()
    {
        var data = TinyData.Rings();
        using var model = Train(data);
        var (adapted, scores) = (new float[TinyData.TextWidth], new float[TinyData.Items]);

        model.Adapt(data.TextVectors.AsSpan(5 * TinyData.TextWidth, TinyData.TextWidth), adapted);
        model.Score(adapted, scores);

        Assert.All(scores.Zip(Tiny.Scores(model, [5])), s => Assert.Equal(s.Second, s.First, 3));
    }

    private static TextAdapterModel Train(TrainingData data, TrainingRun? run = null) =>
        (TextAdapterModel)new TextAdapterTrainer(TestSessions.Create(), Options).Train(data, run ?? new(), default);

    /// <summary>Mean cosine of an item and the next of its ring, less that of all pairs.</summary>
    private static double Neighbours(Func<int, int, double> cosine)
    {
        var items = Enumerable.Range(0, TinyData.Items).ToArray();
        return items.Average(i => cosine(i, TinyData.After(i))) - items.Average(i => items.Average(j => cosine(i, j)));
    }

    private static double Cosine(ReadOnlySpan<float> vectors, int i, int j) => System.Numerics.Tensors.TensorPrimitives.Dot(
        vectors.Slice(i * TinyData.TextWidth, TinyData.TextWidth), vectors.Slice(j * TinyData.TextWidth, TinyData.TextWidth));
}
