using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Dialogues;

namespace LlmRec.Evaluation.Intents;

/// <summary>A dialogue whose turns are labelled with what their speakers intend.</summary>
internal sealed record IntentDialogue
{
    public required string Id { get; init; }

    public IReadOnlyList<IntentTurn> Turns { get; init; } = [];
}

/// <summary>A turn of such a dialogue.</summary>
internal sealed record IntentTurn
{
    public const string Seeker = "seeker";

    public string Role { get; init; } = "";

    public string Text { get; init; } = "";

    /// <summary>Ids of the items named.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>The top-level intents.</summary>
    public IReadOnlyList<string> Intents { get; init; } = [];

    /// <summary>The fine ones.</summary>
    public IReadOnlyList<string> SubIntents { get; init; } = [];

    public bool IsScored => Role == Seeker && Intents.Count > 0;
}

/// <summary>Finds and reads what intents are evaluated on.</summary>
internal static class IntentFiles
{
    /// <summary>Where the items of a set without any of its own are: the shared sets of dialogues name items of this one.</summary>
    private const string SharedCatalogue = "redial-valid";

    /// <summary>The labelled dialogues.</summary>
    /// <exception cref="EvaluationException">They are missing, can't be read, or are too few or not labelled.</exception>
    public static async Task<IReadOnlyList<IntentDialogue>> DialoguesAsync(string folder, int least, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new EvaluationException($"There is no folder {Path.GetFullPath(folder)}. --dataset names a folder with labelled dialogues.jsonl (or .gz).");
        }

        var path = DataFolder.TryFind(folder, "dialogues.jsonl") ?? throw new EvaluationException($"{Path.GetFullPath(folder)} has no dialogues.jsonl (or dialogues.jsonl.gz).");
        var read = await DialogueFiles.LinesAsync<IntentDialogue>(path, cancellationToken);
        if (read.GroupBy(d => d.Id).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new EvaluationException($"{path}: the dialogue '{twice.Key}' stands there {twice.Count()} times; parts of one must not be learned from to judge another.");
        }

        var labelled = read.Where(d => d.Turns.Any(t => t.IsScored)).ToList();
        return labelled.Count >= least ? labelled
            : throw new EvaluationException($"{path}: {labelled.Count} of {read.Count} dialogues have turns of role '{IntentTurn.Seeker}' with intents; {least} or more are needed.");
    }

    /// <summary>The catalogue that the dialogues speak of.</summary>
    /// <param name="folder">The dialogues' folder.</param>
    /// <param name="named">A file that was named; null for the folder's own, or the one beside it.</param>
    /// <exception cref="EvaluationException">There is none.</exception>
    public static string Catalogue(string folder, string? named)
    {
        const string Items = "items.jsonl";
        var beside = Path.Combine(Path.GetFullPath(folder), "..", SharedCatalogue);
        return named is not null ? (File.Exists(named) ? named : throw new EvaluationException($"There is no file {Path.GetFullPath(named)}."))
            : DataFolder.TryFind(folder, Items) ?? DataFolder.TryFind(beside, Items)
            ?? throw new EvaluationException($"{Path.GetFullPath(folder)} has no {Items}, and there is no {SharedCatalogue} beside it: name the catalogue that the dialogues speak of with --catalogue.");
    }
}
