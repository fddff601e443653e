using System.Security.Cryptography;
using System.Text.Json;
using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Saved;

/// <summary>
/// A trained model on disk: a folder with its weights, the ids of the items it knows, arrays of whoever trained it, and a
/// manifest with the SHA-256 of each. It is written beside its place, synced and then renamed, so it is there as a whole or
/// not at all; it is read only when every file is what the manifest says.
/// </summary>
public sealed class ModelFolder
{
    /// <summary>The manifest's name in the folder.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>What the name of a folder that is being written begins with.</summary>
    public const string PartialPrefix = ".partial-";

    private const string ItemsName = "items.json";
    private const string ArraysName = "arrays.bin";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly string _path;

    private ModelFolder(string path, ModelManifest manifest, string sha256) => (_path, Manifest, Sha256) = (path, manifest, sha256);

    /// <summary>What it says of itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The SHA-256 of the manifest, and so of everything: for whoever keeps it elsewhere.</summary>
    public string Sha256 { get; }

    /// <summary>Writes a model.</summary>
    /// <param name="parent">The folder of the model's versions; made if need be.</param>
    /// <param name="manifest">What to say of it; files are filled in.</param>
    /// <param name="model">The model.</param>
    /// <param name="itemIds">By item number, the owner's id.</param>
    /// <param name="arrays">Arrays to keep with it, by name.</param>
    /// <returns>The folder, opened.</returns>
    /// <exception cref="SavedModelException">It can't be written; nothing is left behind.</exception>
    public static ModelFolder Save(
        string parent, ModelManifest manifest, ISavable model, IReadOnlyList<string> itemIds, IReadOnlyDictionary<string, float[]> arrays)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(itemIds);
        ArgumentNullException.ThrowIfNull(model);
        var (place, beside) = (Path.Combine(parent, manifest.Version), Path.Combine(parent, PartialPrefix + manifest.Version));
        try
        {
            DeleteIfThere(beside);
            Directory.CreateDirectory(beside);
            model.Write(Path.Combine(beside, SavedWeights.FileName));
            AtomicFile.Write(Path.Combine(beside, ItemsName), stream => JsonSerializer.Serialize(stream, itemIds));
            TensorFile.Write(Path.Combine(beside, ArraysName), "arrays", arrays);
            var files = new[] { SavedWeights.FileName, ItemsName, ArraysName }.ToDictionary(f => f, f => Describe(Path.Combine(beside, f)));
            var whole = manifest with { Files = files };
            AtomicFile.Write(Path.Combine(beside, ManifestName), stream => JsonSerializer.Serialize(stream, whole, Json));
            // What is there is of the same version: left by a run that was killed after the move.
            DeleteIfThere(place);
            Directory.Move(beside, place);
            return Open(place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(beside);
            throw new SavedModelException($"The model '{manifest.Model}' can't be written to {place}: {e.Message.TrimEnd('.')}. Make room, or check the permissions, and train again; it goes on from the last checkpoint.", e);
        }
    }

    /// <summary>Opens a model's folder and checks every file of it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="sha256">What the manifest's SHA-256 must be; null for whatever it is.</param>
    /// <exception cref="SavedModelException">It is missing, incomplete, of another format, or not what the manifest says.</exception>
    public static ModelFolder Open(string path, string? sha256 = null)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(path, ManifestName));
            var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
            var manifest = JsonSerializer.Deserialize<ModelManifest>(bytes, Json)!;
            if (manifest.Format != ModelManifest.CurrentFormat)
            {
                throw Refused(path, $"its format is {manifest.Format}; this program reads format {ModelManifest.CurrentFormat}");
            }

            if (sha256 is not null && found != sha256)
            {
                throw Refused(path, "its manifest is not the one that was promoted");
            }

            foreach (var name in new[] { SavedWeights.FileName, ItemsName, ArraysName })
            {
                if (!manifest.Files.TryGetValue(name, out var expected) || Describe(Path.Combine(path, name)) != expected)
                {
                    throw Refused(path, $"{name} is not what the manifest says (SHA-256)");
                }
            }

            return new(path, manifest, found);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused(path, $"it is missing or incomplete ({e.Message.TrimEnd('.')})");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Refused(path, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Reads the model.</summary>
    /// <param name="sessions">Opens its graphs.</param>
    /// <exception cref="SavedModelException">The weights are not of such a model.</exception>
    public ISavable Load(OnnxSessions sessions) => Read(() => SavedWeights.Read(Manifest.Model, Path.Combine(_path, SavedWeights.FileName), sessions));

    /// <summary>By item number, the owner's id.</summary>
    public IReadOnlyList<string> ItemIds() => Read(() =>
        JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(Path.Combine(_path, ItemsName)))! is { } ids && ids.Length == Manifest.Items
            ? ids
            : throw new InvalidDataException($"{ItemsName} does not list {Manifest.Items} items"));

    /// <summary>The arrays kept with it.</summary>
    public IReadOnlyDictionary<string, float[]> Arrays() => Read(() => TensorFile.Read<string>(Path.Combine(_path, ArraysName)).Arrays);

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or IOException or UnauthorizedAccessException or KeyNotFoundException or ArgumentException)
        {
            throw Refused(_path, e.Message.TrimEnd('.'));
        }
    }

    private static SavedModelException Refused(string path, string why) =>
        new($"The trained model in {path} is not used: {why}. Train again (llmrec train), or go back to the one before (llmrec models rollback {Path.GetFileName(Path.GetDirectoryName(path))}).");

    private static SavedFile Describe(string path)
    {
        using var stream = File.OpenRead(path);
        return new(stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            DeleteIfThere(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its name says that it is partial: nobody reads it, and the next training clears it away.
        }
    }
}
