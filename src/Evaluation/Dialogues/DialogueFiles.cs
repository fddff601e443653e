using System.Text.Json;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Items;
using LlmRec.Evaluation.Datasets;

namespace LlmRec.Evaluation.Dialogues;

/// <summary>A dialogue as its file has it.</summary>
internal sealed record DialogueEntry
{
    public required string Id { get; init; }

    public required string SeekerId { get; init; }

    public required string RecommenderId { get; init; }

    public IReadOnlyList<TurnEntry> Turns { get; init; } = [];
}

/// <summary>What was said in a turn of a dialogue, and the items named in it.</summary>
internal sealed record TurnEntry
{
    public string Text { get; init; } = "";

    public IReadOnlyList<string> Items { get; init; } = [];
}

/// <summary>A moment at which items were recommended.</summary>
internal sealed record EvalTurnEntry
{
    public required string DialogueId { get; init; }

    public IReadOnlyList<TurnEntry> Context { get; init; } = [];

    public IReadOnlyList<string> Targets { get; init; } = [];
}

/// <summary>Reads dialogue files, one JSON object a line, gzipped or not.</summary>
internal static class DialogueFiles
{
    /// <summary>The lines of a file.</summary>
    /// <exception cref="EvaluationException">A line can't be read, or there is none.</exception>
    public static async Task<List<T>> LinesAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        var lines = new List<T>();
        try
        {
            await using var input = await InputFile.OpenAsync(path, cancellationToken);
            await DataFolder.Intact(path, async () =>
            {
                await foreach (var (line, entry, reason) in EntryReader.LinesAsync<T>(input.Content, cancellationToken))
                {
                    lines.Add(entry ?? throw new EvaluationException($"{path}, line {line}: {reason}"));
                }
            });
        }
        catch (JsonException e)
        {
            throw new EvaluationException($"{path}: {e.Message}");
        }

        return lines.Count > 0 ? lines : throw new EvaluationException($"{path} is empty.");
    }

    /// <summary>The items of a catalogue, by id.</summary>
    /// <exception cref="EvaluationException">A line is no item, or there is none.</exception>
    public static async Task<IReadOnlyList<Item>> ItemsAsync(string path, CancellationToken cancellationToken) =>
        [.. (await LinesAsync<Item>(path, cancellationToken)).DistinctBy(i => i.Id).OrderBy(i => i.Id, StringComparer.Ordinal)];
}
