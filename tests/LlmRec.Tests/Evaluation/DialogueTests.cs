using System.Text.Json;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Texts;
using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Dialogues;
using LlmRec.Evaluation.Texts;
using LlmRec.Learning.Models.Dialogues;
using LlmRec.Onnx;
using LlmRec.Testing;
using LlmRec.Tests.Embedding;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Evaluation;

public sealed class DialogueTests : IDisposable
{
    private const int Films = 40;

    private readonly TempFolder _folder = new();
    private readonly OnnxTextEncoder _encoder = TestEncoder.Open();
    private readonly OnnxSessions _sessions = new(Options.Create(new OnnxOptions()));

    [Fact]
    public async Task What_always_follows_a_mention_is_found_and_the_same_seed_finds_the_same()
    {
        var folder = Write(d => (d * 7) % Films);

        var one = await RunAsync(new() { Dataset = folder });
        var two = await RunAsync(new() { Dataset = folder });

        Assert.InRange(one.Recall10, 0.8, 1);
        Assert.True(one.Recall1 <= one.Recall10 && one.Recall10 <= one.Recall50);
        Assert.Equal(one with { Seconds = 0, Learned = two.Learned }, two with { Seconds = 0 });
    }

    [Fact]
    public async Task What_was_named_already_is_left_out_and_counted()
    {
        var result = await RunAsync(new() { Dataset = Write(d => d % Films, repeats: true) });

        Assert.Equal(0.5, result.RepeatShare);
        Assert.Equal(result.Turns, result.Targets);
    }

    [Fact]
    public async Task Whoever_seeks_in_a_fold_taught_nothing_for_it_in_either_role()
    {
        // Two people who take turns: of no fold is anything left to learn from.
        var folder = Write(d => d % Films, seekers: 2);

        await Assert.ThrowsAsync<LlmRec.Learning.Models.TrainingException>(() => RunAsync(new() { Dataset = folder }));
    }

    [Fact]
    public async Task Turns_of_a_file_are_scored_by_all_that_the_dataset_holds()
    {
        var folder = Write(d => (d * 7) % Films);

        var result = await RunAsync(new() { Dataset = folder, Turns = Path.Combine(folder, "eval_turns.jsonl") });

        Assert.Equal(120, result.TrainingDialogues);
        Assert.InRange(result.Recall10, 0.8, 1);
    }

    [Fact]
    public async Task What_is_missing_or_broken_is_named()
    {
        var folder = Write(d => d % Films);
        File.AppendAllText(Path.Combine(folder, "eval_turns.jsonl"), "{broken\n");
        Assert.Contains("line 121", (await Assert.ThrowsAsync<EvaluationException>(() => RunAsync(new() { Dataset = folder }))).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, "dialogues.jsonl"));
        Assert.Contains("dialogues.jsonl", (await Assert.ThrowsAsync<EvaluationException>(() => RunAsync(new() { Dataset = folder }))).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _folder.Dispose();
    }

    /// <summary>Dialogues in which someone names a film and is recommended the one that follows it in a ring.</summary>
    private string Write(Func<int, int> named, bool repeats = false, int seekers = 60)
    {
        var folder = _folder[Path.GetRandomFileName()];
        Directory.CreateDirectory(folder);
        static string Title(int film) => $"Film {(char)('A' + (film / 10))}{(char)('a' + (film % 10))} ({1980 + film})";
        File.WriteAllLines(Path.Combine(folder, "items.jsonl"), Enumerable.Range(0, Films).Select(f => JsonSerializer.Serialize(
            new { id = $"{f}", title = Title(f), text = (string?)null, categories = new[] { "Drama" }, attributes = new { year = 1980 + f } })));
        var (dialogues, turns) = (new List<string>(), new List<string>());
        for (var d = 0; d < 120; d++)
        {
            var (first, next) = (named(d), (named(d) + 1) % Films);
            var said = new { role = "seeker", text = $"I liked {Title(first)}", items = new[] { $"{first}" } };
            string[] targets = repeats ? [$"{next}", $"{first}"] : [$"{next}"];
            dialogues.Add(JsonSerializer.Serialize(new { id = $"{d}", seekerId = $"{d % seekers}", recommenderId = $"{(seekers == 2 ? (d + 1) % 2 : 1000 + d)}", turns = new object[] { said, new { role = "recommender", text = Title(next), items = new[] { $"{next}" } } } }));
            turns.Add(JsonSerializer.Serialize(new { id = $"{d}:1", dialogueId = $"{d}", context = new[] { said }, targets }));
        }

        File.WriteAllLines(Path.Combine(folder, "dialogues.jsonl"), dialogues);
        File.WriteAllLines(Path.Combine(folder, "eval_turns.jsonl"), turns);
        return folder;
    }

    private Task<DialogueResult> RunAsync(DialogueRequest request) => new DialogueEvaluator(
        SyntheticFolder.Reader(),
        new(EncoderFolder.Open(TestEncoder.Folder), _encoder, new ItemText(new TextOptions().Item), new VectorCache(_folder["cache"])),
        new ItemText(new TextOptions().Item),
        new DialogueTrainer(_sessions),
        TimeProvider.System).RunAsync(request, _ => { }, default);
}
