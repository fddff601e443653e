using System.Text;
using LlmRec.Learning.Models.Dialogues;
using LlmRec.Learning.Models.Saved;
using LlmRec.Testing;

namespace LlmRec.Tests.Learning.Models;

public sealed class DialogueModelTests
{
    private const int Items = 20;
    private const int Width = 4;

    [Fact]
    public void A_model_that_is_written_and_read_back_scores_to_the_bit_the_same()
    {
        using var folder = new TempFolder();
        using var model = new DialogueTrainer(TestSessions.Create()).Train(Data(), new(), default);

        model.Write(folder["weights.bin"]);
        using var read = (DialogueModel)SavedWeights.Read("dialogue", folder["weights.bin"], TestSessions.Create());

        foreach (var turn in Data().Turns.Take(10).SelectMany(t => t).Append(new([], [], new float[Width], -1)))
        {
            Assert.Equal(model.Score(turn), read.Score(turn));
        }

        Assert.Equal(model.Explain(), read.Explain());
        Assert.Equal((3, 3, 0), (model.Followed(1, 6), read.Followed(1, 6), read.Followed(6, 1)));
    }

    [Fact]
    public void What_follows_a_mention_ranks_first_and_so_does_what_words_led_to()
    {
        using var model = new DialogueTrainer(TestSessions.Create()).Train(Data(), new(), default);

        var byMention = model.Score(new DialogueTurn([3], [], new float[Width], -1));
        var byWords = model.Score(new DialogueTurn([], ["some mood4 please"], new float[Width], -1));

        Assert.Equal(8, Array.IndexOf(byMention, byMention.Max()));
        Assert.Equal(9, Array.IndexOf(byWords, byWords.Max()));
    }

    [Fact]
    public void Of_what_was_said_no_sentence_is_kept_and_no_word_of_one_dialogue_alone()
    {
        using var folder = new TempFolder();
        using var model = new DialogueTrainer(TestSessions.Create()).Train(Data() with { FewestDialogues = 2 }, new(), default);

        model.Write(folder["weights.bin"]);

        var kept = Encoding.UTF8.GetString(File.ReadAllBytes(folder["weights.bin"]));
        Assert.Contains("mood3", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("secret7", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("feel like", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_file_that_is_cut_off_is_refused(double share)
    {
        using var folder = new TempFolder();
        using var model = new DialogueTrainer(TestSessions.Create()).Train(Data(), new(), default);
        model.Write(folder["weights.bin"]);
        var bytes = File.ReadAllBytes(folder["weights.bin"]);

        File.WriteAllBytes(folder["weights.bin"], bytes[..(int)(bytes.Length * share)]);

        Assert.Throws<InvalidDataException>(() => SavedWeights.Read("dialogue", folder["weights.bin"], TestSessions.Create()));
    }

    [Fact]
    public void Without_vectors_the_rest_is_learned()
    {
        var data = Data() with { TextVectors = [], TextDimension = 0 };
        using var model = new DialogueTrainer(TestSessions.Create()).Train(data with { Turns = [.. data.Turns.Select(t => t.Select(turn => turn with { Vector = [] }).ToList())] }, new(), default);

        var scores = model.Score(new DialogueTurn([3], [], [], -1));

        Assert.Equal(8, Array.IndexOf(scores, scores.Max()));
    }

    /// <summary>Whoever names an item and speaks of its mood is recommended the one five further on.</summary>
    private static DialogueData Data()
    {
        var dialogues = Enumerable.Range(0, 3 * Items).Select(d => (Named: d % Items, Target: ((d % Items) + 5) % Items, d)).ToList();
        return new()
        {
            ItemCount = Items,
            Named = [.. dialogues.Select(d => new[] { d.Named, d.Target })],
            Turns = [.. dialogues.Select(d => new[] { new DialogueTurn([d.Named], [$"I feel like mood{d.Named} secret{d.d}"], VectorOf(d.Named), d.Target) })],
            Texts = [.. Enumerable.Range(0, Items).Select(i => $"Film {i}")],
            TextVectors = [.. Enumerable.Range(0, Items).SelectMany(VectorOf)],
            TextDimension = Width,
        };
    }

    private static float[] VectorOf(int item) => [MathF.Cos(item), MathF.Sin(item), 0, 0];
}
