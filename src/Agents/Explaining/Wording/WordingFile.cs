using System.Text.Json;
using LlmRec.Language;

namespace LlmRec.Agents.Explaining.Wording;

/// <summary>
/// What a language model's folder says of how it is to be asked for words: <c>wording.json</c>. A small model that was
/// trained on a known set of words is held to these and to the evidence while it writes, and may try several times.
/// </summary>
/// <param name="Words">Every word that it may use beside the evidence, as written: a word that may begin a sentence stands there with a capital, too.</param>
/// <param name="Temperatures">The temperature of each try, 0 (greedy) to 2; one to eight.</param>
public sealed record WordingFile(IReadOnlyList<string> Words, IReadOnlyList<float> Temperatures)
{
    /// <summary>Whether the model is given short invented names in place of the real ones, which code puts back into what it wrote (<see cref="Slots"/>).</summary>
    public bool HasSlots { get; init; }

    /// <summary>The file's name.</summary>
    public const string Name = "wording.json";

    private const int MostTries = 8;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Reads a model's file.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <returns>The file; null where the folder has none: the model then writes freely.</returns>
    /// <exception cref="LanguageException">It is damaged; the message says what to do.</exception>
    public static WordingFile? Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            var file = JsonSerializer.Deserialize<WordingFile>(stream, Json);
            return file is { Words.Count: > 0, Temperatures.Count: > 0 and <= MostTries } && file.Words.All(w => w.Length > 0 && !w.Any(char.IsWhiteSpace)) && file.Temperatures.All(t => t is >= 0 and <= 2)
                ? file
                : throw new JsonException($"it needs words without spaces, and 1 to {MostTries} temperatures from 0 to 2");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new LanguageException($"{path} can't be used: {e.Message.TrimEnd('.')}. Fetch or make the model again, or remove the file to let the model write freely.", e);
        }
    }

    /// <summary>Writes the file.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Write(string folder) => File.WriteAllBytes(Path.Combine(folder, Name), JsonSerializer.SerializeToUtf8Bytes(this, Json));
}
