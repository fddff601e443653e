using System.Text.Json;
using LlmRec.Agents.Completing;
using static LlmRec.Api.OpenAi.WireFaults;

namespace LlmRec.Api.OpenAi;

/// <summary>Reads a message that a client of OpenAI's API sends.</summary>
internal static class ChatMessageReader
{
    /// <summary>The message.</summary>
    /// <param name="message">As it was sent.</param>
    /// <param name="index">Its place among the messages.</param>
    /// <exception cref="Hosting.BadInputException">It can't be taken.</exception>
    public static PastMessage Read(ChatMessage? message, int index)
    {
        var speaker = message?.Role switch
        {
            "user" => Speaker.Person,
            "assistant" => Speaker.Assistant,
            "system" or "developer" or "tool" or "function" => Speaker.Other,
            null => throw Fault($"messages[{index}] has no role: it is one of system, developer, user, assistant, tool.", $"messages[{index}].role"),
            { } other => throw Fault($"messages[{index}] has the role '{Shortened(other)}'; known: system, developer, user, assistant, tool.", $"messages[{index}].role"),
        };
        var read = new PastMessage(speaker, Text(message.Content, speaker, index));
        return speaker == Speaker.Assistant ? read with { State = ReturnedState.Of(message.Llmrec), Shown = Shown(message.Annotations) } : read;
    }

    private static string Text(JsonElement? content, Speaker speaker, int index) => content switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Join('\n', parts.EnumerateArray().Select((part, i) => Part(part, $"messages[{index}].content[{i}]"))),
        null or { ValueKind: JsonValueKind.Null } when speaker != Speaker.Person => "",
        _ => throw Fault($"messages[{index}].content must be a text, or an array of parts of the type text.", $"messages[{index}].content"),
    };

    private static string Part(JsonElement part, string param)
    {
        var type = StringOf(part, "type");
        return type switch
        {
            "text" or "refusal" => StringOf(part, type) ?? throw Fault($"{param} is of the type {type} and holds none.", param),
            null => throw Fault($$"""{{param}} has no type: send {"type":"text","text":"…"}.""", param),
            _ => throw Fault($"{param} is of the type '{Shortened(type)}'; only text can be read, no pictures, sound or files.", param, Unsupported),
        };
    }

    /// <summary>The items of annotations; null when there are none, as where a client dropped them.</summary>
    private static string[]? Shown(JsonElement? annotations) =>
        annotations is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().Select(ItemOf).OfType<string>().ToArray() is { Length: > 0 } ids ? ids : null;

    /// <summary>The item of an annotation: its id, or, where a client kept only what OpenAI's API knows, the end of its address.</summary>
    private static string? ItemOf(JsonElement annotation)
    {
        if (Property(annotation, "item") is { } item && StringOf(item, "id") is { } id)
        {
            return id;
        }

        var url = Property(annotation, "url_citation") is { } citation ? StringOf(citation, "url") : null;
        return url?.LastIndexOf(ChatCompletionAnswers.ItemsPath, StringComparison.Ordinal) is >= 0 and var at ? Uri.UnescapeDataString(url[(at + ChatCompletionAnswers.ItemsPath.Length)..]) : null;
    }

    private static JsonElement? Property(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string? StringOf(JsonElement element, string name) => Property(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
