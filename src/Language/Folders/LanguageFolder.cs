using System.Security.Cryptography;
using System.Text.Json;
using LlmRec.Text.Tokenizers.HuggingFace;

namespace LlmRec.Language.Folders;

/// <summary>
/// A folder with a language model as ONNX Runtime GenAI takes it: <c>genai_config.json</c>, the graph that it names,
/// <c>tokenizer.json</c> and <c>tokenizer_config.json</c>; read, and checked against each other.
/// </summary>
public sealed class LanguageFolder
{
    private const string ConfigurationFile = "genai_config.json";
    private const string TokenizerFile = "tokenizer.json";

    private LanguageFolder(string path, GenAiSettings settings, HuggingFaceTokenizer tokenizer, TokenBytes tokens, string template, string version)
    {
        Path = path;
        Settings = settings;
        Tokenizer = tokenizer;
        Tokens = tokens;
        Template = template;
        Version = version;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>The folder's own name.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    /// <summary>Hash of the graph, the tokenizer and the chat template: texts of another version may differ.</summary>
    public string Version { get; }

    /// <summary>Tokens of prompt and answer together, at most.</summary>
    public int Context => Settings.Context;

    /// <summary>Tokens that the model tells apart.</summary>
    public int Vocabulary => Settings.Vocabulary;

    /// <summary>Tokens that end an answer.</summary>
    public IReadOnlyList<int> EndTokens => Settings.EndTokens;

    internal GenAiSettings Settings { get; }

    internal HuggingFaceTokenizer Tokenizer { get; }

    internal TokenBytes Tokens { get; }

    /// <summary>The chat template, a Jinja text.</summary>
    internal string Template { get; }

    /// <summary>Finds, reads and checks a folder; the graph itself is only hashed.</summary>
    /// <param name="path">Absolute, or relative to the working directory or, failing that, to the program.</param>
    /// <exception cref="LanguageException">Something is missing, damaged, or of another model; the message says what to do.</exception>
    public static LanguageFolder Open(string path)
    {
        var folder = Find(path);
        var settings = Parsed(folder, ConfigurationFile, GenAiSettings.Read);
        var tokenizer = Parsed(folder, TokenizerFile, HuggingFaceTokenizer.Load);
        var tokens = Parsed(folder, TokenizerFile, TokenBytes.Load);
        var template = ChatTemplateFile.Read(folder);
        CheckTokens(folder, settings, tokenizer, tokens);
        return new(folder, settings, tokenizer, tokens, template, Hash(folder, settings.GraphFile));
    }

    internal static T Parsed<T>(string folder, string name, Func<Stream, T> read)
    {
        var file = System.IO.Path.Combine(folder, name);
        try
        {
            using var stream = File.OpenRead(file);
            return read(stream);
        }
        catch (FileNotFoundException e)
        {
            throw new LanguageException($"{file} is missing. A language model's folder holds {ConfigurationFile}, its graph, {TokenizerFile} and {ChatTemplateFile.Name}; `llmrec models import-gguf` makes one.", e);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new LanguageException($"{file} can't be used: {e.Message.TrimEnd('.')}. Fetch or import the model again.", e);
        }
    }

    private static string Find(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string[] candidates = System.IO.Path.IsPathRooted(path)
            ? [System.IO.Path.GetFullPath(path)]
            : [System.IO.Path.GetFullPath(path), System.IO.Path.Combine(AppContext.BaseDirectory, path)];
        return candidates.FirstOrDefault(Directory.Exists)
            ?? throw new LanguageException($"There is no model folder at {string.Join(" or ", candidates.Distinct())}. `llmrec models import-gguf` makes one of a GGUF file.");
    }

    private static void CheckTokens(string folder, GenAiSettings settings, HuggingFaceTokenizer tokenizer, TokenBytes tokens)
    {
        // Graphs are padded to round numbers of tokens; tokenizers are not, and never know more.
        if (tokens.Count > settings.Vocabulary || tokens.Count < settings.Vocabulary * .9)
        {
            throw Foreign($"knows {tokens.Count:n0} tokens, the model {settings.Vocabulary:n0}");
        }

        if (settings.EndTokens.FirstOrDefault(id => !tokens.Knows(id), -1) is >= 0 and var unknown)
        {
            throw Foreign($"has no token {unknown:n0}, with which the model ends its answers");
        }

        if (ChatTemplateFile.EndToken(folder) is { } end && (tokenizer.IdOf(end) ?? tokenizer.Encode(end).FirstOrDefault(-1)) is var named && !settings.EndTokens.Contains(named))
        {
            throw Foreign($"gives '{end}', which ends a text, the number {named:n0}; the model ends with {string.Join(" or ", settings.EndTokens)}");
        }

        LanguageException Foreign(string how) => new($"The tokenizer in {folder} is that of another model: it {how}. Fetch or import the model again.");
    }

    private static string Hash(string folder, string graph)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new[] { graph, TokenizerFile, ChatTemplateFile.Name })
        {
            hash.AppendData(Parsed(folder, file, stream => stream.Length > 0
                ? SHA256.HashData(stream)
                : throw new LanguageException($"{System.IO.Path.Combine(folder, file)} is empty. Fetch or import the model again.")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
