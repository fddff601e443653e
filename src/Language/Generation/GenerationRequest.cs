using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LlmRec.Language.Generation;

/// <summary>What one answer is to be: <see cref="ChatOptions"/>, checked, with defaults filled in.</summary>
/// <param name="Prompt">Token ids to go on from.</param>
/// <param name="MaxTokens">Tokens of the answer, at most.</param>
/// <param name="Temperature">0 for greedy.</param>
/// <param name="TopP">The share of probability that is drawn from, above 0 to 1.</param>
/// <param name="TopK">How many tokens are drawn from; 0 for all.</param>
/// <param name="RepetitionPenalty">1 for none.</param>
/// <param name="Seed">Of drawing; null for another each time.</param>
/// <param name="Stops">Texts that end the answer and are no part of it.</param>
/// <param name="Guidance">What the answer must match; null for anything.</param>
/// <param name="Caller">Whom the request is for: waiting requests are taken from callers in turn.</param>
internal sealed record GenerationRequest(
    int[] Prompt, int MaxTokens, float Temperature, float TopP, int TopK, float RepetitionPenalty, long? Seed, IReadOnlyList<string> Stops, Guidance? Guidance, string Caller)
{
    /// <summary>Reads options.</summary>
    /// <param name="model">The model that is to answer.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">What the caller wants; null for defaults.</param>
    /// <param name="limits">What the host allows.</param>
    /// <exception cref="LanguageException">The prompt is too long, or an option can't be had; the message says which.</exception>
    public static GenerationRequest Of(LanguageModel model, IEnumerable<ChatMessage> messages, ChatOptions? options, LlmOptions limits)
    {
        options ??= new();
        Refuse(options);
        if (options.Instructions is { Length: > 0 } instructions)
        {
            messages = messages.Prepend(new(ChatRole.System, instructions));
        }

        var prompt = model.Prompt(messages);
        var room = model.Folder.Context - prompt.Length;
        if (room < 1)
        {
            throw new LanguageException($"The conversation has {prompt.Length:n0} tokens; {model.Folder.Name} takes {model.Folder.Context:n0}, answer included. Shorten it.");
        }

        return new(
            prompt,
            Math.Min(room, Math.Min(InRange("MaxOutputTokens", options.MaxOutputTokens ?? limits.MaxTokens, 1, int.MaxValue), limits.MaxTokens)),
            InRange("Temperature", options.Temperature ?? 0, 0, 10),
            InRange("TopP", options.TopP ?? 1, 1e-6f, 1),
            InRange("TopK", options.TopK ?? 0, 0, model.Folder.Vocabulary),
            InRange(GenerationOptions.RepetitionPenalty, Convert.ToSingle(options.AdditionalProperties?.GetValueOrDefault(GenerationOptions.RepetitionPenalty) ?? 1f, CultureInfo.InvariantCulture), .1f, 10),
            options.Seed,
            [.. (options.StopSequences ?? []).Where(s => s.Length > 0)],
            GuidanceOf(options),
            options.AdditionalProperties?.GetValueOrDefault(GenerationOptions.Caller) as string ?? "");
    }

    private static void Refuse(ChatOptions options)
    {
        if (options.Tools is { Count: > 0 })
        {
            throw new LanguageException("The local language model calls no tools. Leave ChatOptions.Tools empty, or configure Llm:Endpoint.");
        }

        if (options.FrequencyPenalty is not (null or 0) || options.PresencePenalty is not (null or 0))
        {
            throw new LanguageException($"The local language model knows no frequency or presence penalty; set the additional property '{GenerationOptions.RepetitionPenalty}' instead.");
        }
    }

    private static Guidance? GuidanceOf(ChatOptions options)
    {
        var stated = options.AdditionalProperties ?? [];
        Guidance?[] all =
        [
            stated.GetValueOrDefault(GenerationOptions.Grammar) is string grammar ? new("lark_grammar", grammar) : null,
            stated.GetValueOrDefault(GenerationOptions.Pattern) is string pattern ? new("regex", pattern) : null,
            options.ResponseFormat is ChatResponseFormatJson json ? new("json_schema", Compact(json.Schema)) : null,
        ];
        return all.OfType<Guidance>().ToArray() is { Length: > 1 } several
            ? throw new LanguageException($"An answer can follow one of {string.Join(", ", several.Select(g => g.Kind))}, not several.")
            : all.OfType<Guidance>().FirstOrDefault();
    }

    /// <summary>The schema, or that of any object; without white space between its parts, which a small model may write for ever.</summary>
    private static string Compact(JsonElement? stated)
    {
        var schema = stated is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given)! : new JsonObject { ["type"] = "object" };
        schema.TryAdd("x-guidance", new JsonObject { ["whitespace_flexible"] = false });
        return schema.ToJsonString();
    }

    private static T InRange<T>(string name, T value, T least, T most)
        where T : struct, IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new LanguageException($"{name} is {value}; it must be from {least} to {most}.");
}

/// <summary>What an answer must match.</summary>
/// <param name="Kind">As the runtime names it: lark_grammar, regex or json_schema.</param>
/// <param name="Text">The grammar, pattern or schema.</param>
internal sealed record Guidance(string Kind, string Text);

/// <summary>Options beside those of <see cref="ChatOptions"/>, by their names in its additional properties.</summary>
public static class GenerationOptions
{
    /// <summary>A grammar in Lark's notation (llguidance's dialect, with <c>start</c> as its first rule) that the answer follows.</summary>
    public const string Grammar = "grammar";

    /// <summary>A regular expression that the whole answer matches.</summary>
    public const string Pattern = "pattern";

    /// <summary>Divides the scores of tokens that occurred already: a number from 0.1 to 10; 1 for none.</summary>
    public const string RepetitionPenalty = "repetition_penalty";

    /// <summary>Whom the request is for, a text: waiting requests are taken from callers in turn.</summary>
    public const string Caller = "caller";

    /// <summary>Makes the answer follow a grammar.</summary>
    public static ChatOptions WithGrammar(this ChatOptions options, string grammar) => options.With(Grammar, grammar);

    /// <summary>Says whom the request is for.</summary>
    public static ChatOptions WithCaller(this ChatOptions options, string caller) => options.With(Caller, caller);

    private static ChatOptions With(this ChatOptions options, string name, object value)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.AdditionalProperties ??= [])[name] = value;
        return options;
    }
}
