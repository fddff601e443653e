using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;

namespace LlmRec.Evaluation.Datasets;

/// <summary>The files of a data folder, each gzipped or not.</summary>
internal static class DataFolder
{
    /// <summary>The path of a file that must be there.</summary>
    /// <exception cref="EvaluationException">Folder or file is missing.</exception>
    public static string Find(string folder, string name) =>
        !Directory.Exists(folder) ? throw new EvaluationException($"There is no folder {Path.GetFullPath(folder)}. --dataset names a folder with items.jsonl and interactions.csv (or .gz).")
        : TryFind(folder, name) ?? throw new EvaluationException($"{Path.GetFullPath(folder)} has no {name} (or {name}.gz). --dataset names a folder with items.jsonl and interactions.csv.");

    /// <summary>The path of a file; null when it is not there.</summary>
    public static string? TryFind(string folder, string name) =>
        new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".gz") }.FirstOrDefault(File.Exists);

    /// <summary>What the timestamps of an <c>interactions.csv</c> are.</summary>
    /// <exception cref="EvaluationException">It holds no interaction.</exception>
    /// <exception cref="ImportException">It can't be read, or mixes times and order indexes.</exception>
    public static async Task<TimeKind> TimeKindAsync(string path, CancellationToken cancellationToken)
    {
        await using var input = await InputFile.OpenAsync(path, cancellationToken);
        TimeKind? kind = null;
        await Intact(path, async () => kind = await InteractionsFile.ClassifyAsync(input.Content, path, cancellationToken));
        return kind ?? throw new EvaluationException($"{path} holds no interaction: there is nothing to evaluate.");
    }

    /// <summary>Reads; a damaged gzip file becomes a clear error.</summary>
    /// <exception cref="ImportException">The file is damaged.</exception>
    public static async Task Intact(string path, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (InvalidDataException e)
        {
            throw new ImportException($"{path} is no intact gzip file ({e.Message}).");
        }
    }
}
