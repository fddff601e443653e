using System.Security.Cryptography;
using System.Text.Json;
using LlmRec.Text.Tokenizers;
using LlmRec.Text.Tokenizers.HuggingFace;

namespace LlmRec.Embedding.Encoders;

/// <summary>
/// A folder with an encoder, checked: a model, the tokenizer's file and <c>encoder.json</c>, or a Hugging Face export of a
/// BERT-family model as it is.
/// </summary>
public sealed class EncoderFolder
{
    private const string SettingsFile = "encoder.json";

    private static readonly string[] Tokenizers = [UseLiteTokenizer.KindName, HuggingFaceTokenizer.KindName];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    private ITokenizer? _tokenizer;

    private EncoderFolder(string path, EncoderSettings settings, string modelPath, string version)
    {
        Path = path;
        Settings = settings;
        ModelPath = modelPath;
        Version = version;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>What <c>encoder.json</c> says.</summary>
    public EncoderSettings Settings { get; }

    /// <summary>Hash of everything that shapes a vector: vectors of another version can't be compared with these.</summary>
    public string Version { get; }

    /// <summary>Absolute path of the model.</summary>
    public string ModelPath { get; }

    /// <summary>Finds and checks the folder that the options name.</summary>
    /// <exception cref="EncoderFolderException">Something is missing, damaged or unknown; the message says what to do.</exception>
    public static EncoderFolder Open(EncoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = Find(options.Path);
        var read = !File.Exists(System.IO.Path.Combine(folder, SettingsFile)) && HuggingFaceExport.Is(folder)
            ? HuggingFaceExport.Read(folder)
            : Read(System.IO.Path.Combine(folder, SettingsFile));
        var settings = read with { QueryPrefix = options.QueryPrefix ?? read.QueryPrefix, PassagePrefix = options.PassagePrefix ?? read.PassagePrefix };
        Check(settings, folder);
        var model = ModelFiles.Find(folder, options.Weights);
        var hashes = model.Append(settings.Tokenizer.File).Select(file => CheckedHash(folder, file, settings)).ToList();
        // Not the prefixes of queries and passages alone, but all settings: each of them changes vectors.
        var shape = JsonSerializer.SerializeToUtf8Bytes(settings with { Sha256 = new Dictionary<string, string>() }, Json);
        var version = Convert.ToHexStringLower(SHA256.HashData([.. shape, .. hashes.SelectMany(Convert.FromHexString)]))[..12];
        return new(folder, settings, System.IO.Path.Combine(folder, model[0]), version);
    }

    /// <summary>Finds and checks a folder.</summary>
    /// <param name="path">Absolute, or relative to the working directory or, failing that, to the program.</param>
    /// <exception cref="EncoderFolderException">Something is missing, damaged or unknown; the message says what to do.</exception>
    public static EncoderFolder Open(string path) => Open(new EncoderOptions { Path = path });

    /// <summary>The tokenizer, loaded when it is first asked for.</summary>
    /// <exception cref="EncoderFolderException">Its file is damaged, or has a part that is not built.</exception>
    public ITokenizer Tokenizer => LazyInitializer.EnsureInitialized(ref _tokenizer, LoadTokenizer);

    private ITokenizer LoadTokenizer()
    {
        var file = System.IO.Path.Combine(Path, Settings.Tokenizer.File);
        try
        {
            using var stream = File.OpenRead(file);
            return Settings.Tokenizer.Kind == HuggingFaceTokenizer.KindName ? HuggingFaceTokenizer.Load(stream) : UseLiteTokenizer.Load(stream);
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new EncoderFolderException(
                $"{file} can't be read as a tokenizer of kind {Settings.Tokenizer.Kind}: {e.Message}. If that should be known, fetch or convert the model folder again.");
        }
    }

    private static string Find(string path)
    {
        string[] candidates = System.IO.Path.IsPathRooted(path)
            ? [path]
            : [System.IO.Path.GetFullPath(path), System.IO.Path.Combine(AppContext.BaseDirectory, path)];
        return candidates.FirstOrDefault(Directory.Exists) ?? throw new EncoderFolderException(
            $"There is no encoder folder at {string.Join(" or ", candidates.Distinct())}. `dotnet build` makes models/encoders/use-lite; Encoder:Path points at another one.");
    }

    private static EncoderSettings Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<EncoderSettings>(File.ReadAllBytes(file), Json)
                ?? throw new EncoderFolderException($"{file} is empty.");
        }
        catch (FileNotFoundException)
        {
            throw new EncoderFolderException(
                $"{file} is missing: it names tokenizer, pooling, normalise, maxTokens and dimension. docs/models.md describes it. A Hugging Face export needs none, but a tokenizer.json, which is missing too.");
        }
        catch (JsonException e)
        {
            throw new EncoderFolderException($"{file} is not what is expected there: {e.Message}");
        }
    }

    private static void Check(EncoderSettings settings, string folder)
    {
        var fault = settings switch
        {
            _ when !Tokenizers.Contains(settings.Tokenizer.Kind) => $"tokenizer kind '{settings.Tokenizer.Kind}' is not known; known: {string.Join(", ", Tokenizers)}",
            _ when !Pooling.Known.Contains(settings.Pooling) => $"pooling '{settings.Pooling}' is not known; known: {string.Join(", ", Pooling.Known)}",
            { MaxTokens: < 1 or > 100_000 } => $"maxTokens is {settings.MaxTokens}, not from 1 to 100,000",
            { Dimension: < 1 or > 65_536 } => $"dimension is {settings.Dimension}, not from 1 to 65,536",
            _ => null,
        };
        if (fault is not null)
        {
            throw new EncoderFolderException($"{System.IO.Path.Combine(folder, SettingsFile)}: {fault}.");
        }
    }

    private static string CheckedHash(string folder, string name, EncoderSettings settings)
    {
        var file = System.IO.Path.Combine(folder, name);
        if (!File.Exists(file))
        {
            throw new EncoderFolderException($"{file} is missing. Fetch or convert the model folder again.");
        }

        using var stream = File.OpenRead(file);
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        return settings.Sha256.TryGetValue(name, out var expected) && !hash.Equals(expected, StringComparison.OrdinalIgnoreCase)
            ? throw new EncoderFolderException($"{file} is damaged or cut off ({stream.Length:n0} bytes, SHA-256 differs from encoder.json). Fetch or convert the model folder again.")
            : hash;
    }
}

/// <summary>An encoder folder can't be used; the message names the file and says what to do.</summary>
public sealed class EncoderFolderException : Exception
{
    /// <param name="message">Which file, and what to do.</param>
    public EncoderFolderException(string message)
        : base(message)
    {
    }
}
