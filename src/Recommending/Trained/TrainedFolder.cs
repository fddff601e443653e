using LlmRec.Learning.Models.Saved;
using LlmRec.Recommending.Training;
using LlmRec.Storage;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Trained;

/// <summary>Where trained models lie: by model, a folder for each version; beside them the work of a training under way.</summary>
public sealed class TrainedFolder
{
    private readonly string _root;

    /// <param name="store">The store that the models belong to.</param>
    /// <param name="options">Where they are kept.</param>
    public TrainedFolder(Store store, IOptions<TrainingOptions> options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        _root = Path.GetFullPath(options.Value.Folder ?? Path.Combine(Path.GetDirectoryName(store.Dialect.Location)!, "models", "trained"));
    }

    /// <summary>The work of a training under way.</summary>
    public string Work => Path.Combine(_root, ".work");

    /// <summary>The versions of a model.</summary>
    public string Of(string model) => Path.Combine(_root, model);

    /// <summary>A version of a model.</summary>
    public string Of(string model, string version) => Path.Combine(_root, model, version);

    /// <summary>The versions of a model that are there, newest first.</summary>
    public IReadOnlyList<string> Versions(string model) => !Directory.Exists(Of(model)) ? [] :
        [.. Directory.EnumerateDirectories(Of(model)).Select(Path.GetFileName).OfType<string>()
            .Where(v => !v.StartsWith(ModelFolder.PartialPrefix, StringComparison.Ordinal))
            .OrderDescending(StringComparer.Ordinal)];

    /// <summary>Deletes versions that are not to be kept, and what writes that broke off have left.</summary>
    /// <param name="model">The model.</param>
    /// <param name="kept">Versions to keep; the newest is kept too.</param>
    public void CleanUp(string model, IReadOnlyCollection<string> kept)
    {
        if (!Directory.Exists(Of(model)))
        {
            return;
        }

        var newest = Versions(model) is [var first, ..] ? first : null;
        foreach (var folder in Directory.EnumerateDirectories(Of(model)).ToList())
        {
            if (Path.GetFileName(folder) is var name && name != newest && !kept.Contains(name))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
