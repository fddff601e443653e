using System.Globalization;
using System.Text;
using LlmRec.Catalog.Import;
using LlmRec.Evaluation.Datasets;

namespace LlmRec.Evaluation.Simulation;

/// <summary>A folder's interactions without those that say who likes which target, in a file that goes when it is disposed of.</summary>
internal sealed class HeldOutInteractions : IDisposable
{
    private HeldOutInteractions(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Writes the file.</summary>
    public static async Task<HeldOutInteractions> WriteAsync(string path, IReadOnlySet<(string User, string Item)> without, CancellationToken cancellationToken)
    {
        var file = new HeldOutInteractions(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"llmrec-{Guid.NewGuid():N}.csv"));
        try
        {
            await using var input = await InputFile.OpenAsync(path, cancellationToken);
            await using var output = new StreamWriter(file.Path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            await output.WriteLineAsync("user_id,item_id,type,value,timestamp");
            await DataFolder.Intact(path, async () =>
            {
                await foreach (var (_, entry, _) in InteractionsFile.ReadAsync(input.Content, path, cancellationToken))
                {
                    if (entry is not null && !without.Contains((entry.UserId, entry.ItemId)))
                    {
                        string[] fields = [entry.UserId, entry.ItemId, entry.Type, entry.Value.ToString(CultureInfo.InvariantCulture), entry.Timestamp ?? ""];
                        await output.WriteLineAsync(string.Join(',', fields.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")));
                    }
                }
            });
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);
}
