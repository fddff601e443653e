using System.Text.Json.Nodes;
using LlmRec.Language.Folders;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntimeGenAI;

namespace LlmRec.Language.Generation;

/// <summary>A language model, loaded: turns of a conversation to token ids, and token ids to an answer. Safe for concurrent use.</summary>
public sealed class LanguageModel : IDisposable
{
    private const string Probe = "Is anyone there?";

    private readonly Config _configuration;
    private readonly Tokenizer _templates;

    private LanguageModel(LanguageFolder folder, Config configuration, Model model, Tokenizer templates)
    {
        Folder = folder;
        _configuration = configuration;
        Runtime = model;
        _templates = templates;
    }

    /// <summary>The folder that it came from.</summary>
    public LanguageFolder Folder { get; }

    internal Model Runtime { get; }

    /// <summary>Loads a folder's graph, and tries its chat template.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="threads">Threads that compute a token together.</param>
    /// <exception cref="LanguageException">The graph is damaged or of another model, or the template doesn't work; the message says what to do.</exception>
    public static LanguageModel Load(LanguageFolder folder, int threads)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var parts = new Stack<IDisposable>();
        try
        {
            T Owned<T>(T part)
                where T : IDisposable
            {
                parts.Push(part);
                return part;
            }

            var configuration = Owned(new Config(folder.Path));
            configuration.Overlay(Overlay(threads));
            var runtime = Owned(new Model(configuration));
            var model = new LanguageModel(folder, configuration, runtime, Owned(new Tokenizer(runtime)));
            model.CheckTemplate();
            parts.Clear();
            return model;
        }
        catch (OnnxRuntimeGenAIException e)
        {
            throw new LanguageException($"ONNX Runtime GenAI can't load {folder.Path}: a file is damaged, cut off or of another model ({e.Message.Trim()}). Fetch or import the model again.", e);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            throw new LanguageException("ONNX Runtime GenAI's native library can't be loaded. It lies beside the program after a build on Linux x64, Windows x64 or arm64, or macOS arm64; build there.", e);
        }
        finally
        {
            while (parts.TryPop(out var part))
            {
                part.Dispose();
            }
        }
    }

    /// <summary>The token ids of a conversation up to where the model's answer begins.</summary>
    /// <exception cref="LanguageException">The template refuses these turns, or they are no texts.</exception>
    public int[] Prompt(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var ids = Folder.Tokenizer.Encode(Render(messages));
        // A template writes the beginning of the text itself; a tokenizer may add it a second time.
        return ids.Length > 1 && ids[0] == ids[1] && ids[0] == Folder.Settings.BeginToken ? ids[1..] : ids;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _templates.Dispose();
        Runtime.Dispose();
        _configuration.Dispose();
    }

    // Threads that spin while they wait halve the speed on a machine that does other work as well.
    private static string Overlay(int threads) => new JsonObject
    {
        ["model"] = new JsonObject
        {
            ["decoder"] = new JsonObject
            {
                ["session_options"] = new JsonObject { ["intra_op_num_threads"] = threads, ["session.intra_op.allow_spinning"] = "0", ["log_severity_level"] = 3 },
            },
        },
    }.ToJsonString();

    private void CheckTemplate()
    {
        var rendered = Render([new(ChatRole.User, Probe)]);
        if (!rendered.Contains(Probe, StringComparison.Ordinal))
        {
            throw new LanguageException($"The chat template in {Folder.Path} leaves out what a user says: it is not this model's. Fetch or import the model again.");
        }

        if (Folder.Tokenizer.Encode(rendered) is var ids && ids.FirstOrDefault(id => id < 0 || id >= Folder.Vocabulary, -1) is >= 0 and var beyond)
        {
            throw new LanguageException($"The tokenizer in {Folder.Path} is that of another model: it gives the id {beyond:n0}, the model knows {Folder.Vocabulary:n0}. Fetch or import the model again.");
        }
    }

    private string Render(IEnumerable<ChatMessage> messages)
    {
        var turns = new JsonArray();
        foreach (var message in messages)
        {
            turns.Add(new JsonObject { ["role"] = message.Role.Value, ["content"] = Inert(TextOf(message)) });
        }

        if (turns.Count == 0)
        {
            throw new LanguageException("There is nothing to answer: the conversation is empty.");
        }

        try
        {
            // GenAI's template engine; its tokenizer is not used, as it splits some characters unlike the original.
            lock (_templates)
            {
                return _templates.ApplyChatTemplate(Folder.Template, turns.ToJsonString(), "", add_generation_prompt: true);
            }
        }
        catch (OnnxRuntimeGenAIException e)
        {
            throw new LanguageException($"The chat template in {Folder.Path} can't render this conversation ({string.Join(", ", turns.Select(t => t!["role"]))}): {e.Message.Trim()}", e);
        }
    }

    private static string TextOf(ChatMessage message) => message.Contents.FirstOrDefault(c => c is not TextContent) is { } other
        ? throw new LanguageException($"The local language model reads text only; a message holds {other.GetType().Name}.")
        : message.Text;

    /// <summary>What a user or an item says must not begin a turn of its own: the texts of control tokens are broken up.</summary>
    private string Inert(string text)
    {
        foreach (var special in Folder.Tokens.SpecialTexts)
        {
            text = text.Replace(special, special.Length > 1 ? special.Insert(1, " ") : "", StringComparison.Ordinal);
        }

        return text;
    }
}
