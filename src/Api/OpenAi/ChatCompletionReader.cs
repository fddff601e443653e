using System.Text.Json;
using LlmRec.Agents.Completing;
using static LlmRec.Api.OpenAi.WireFaults;

namespace LlmRec.Api.OpenAi;

/// <summary>Reads what clients of OpenAI's API send, and says of what can't be done that it can't.</summary>
internal static class ChatCompletionReader
{
    private const int MostMessages = 4_000;
    private const int MostCharacters = 2_000_000;

    // What takes time is to understand the person; of one message 4,000 characters are read.
    private const int MostOfThePerson = 200_000;
    private const int ReadOfAMessage = 4_000;
    private const int MostStops = 4;
    private const string Example = """send {"role":"user","content":"something like Alien"}""";

    /// <summary>The conversation in a request.</summary>
    /// <exception cref="Hosting.BadInputException">Something in it can't be taken.</exception>
    public static CompletionRequest Read(ChatCompletionRequest request)
    {
        Refuse(request);
        var messages = request.Messages is { Count: > 0 } sent ? sent : throw Fault($"messages is missing or empty: {Example}.", "messages");
        if (messages.Count > MostMessages)
        {
            throw TooLong($"messages holds {messages.Count:n0} messages; at most {MostMessages:n0} are read. Begin a new conversation, or leave out the oldest.");
        }

        var read = messages.Select(ChatMessageReader.Read).ToList();
        if (read.Sum(m => (long)m.Text.Length) is > MostCharacters and var characters)
        {
            throw TooLong($"messages holds {characters:n0} characters; at most {MostCharacters:n0} are read. Begin a new conversation, or leave out the oldest.");
        }

        if (read.Where(m => m.Speaker == Speaker.Person).Sum(m => (long)Math.Min(m.Text.Length, ReadOfAMessage)) is > MostOfThePerson and var said)
        {
            throw TooLong($"The messages of the role user hold {said:n0} characters; at most {MostOfThePerson:n0} are read, {ReadOfAMessage:n0} of each. Begin a new conversation, or leave out the oldest.");
        }

        var asked = read.FindLastIndex(m => m.Speaker != Speaker.Other);
        if (asked < 0 || read[asked].Speaker != Speaker.Person)
        {
            throw Fault($"messages holds no message of the role user to answer{(asked < 0 ? "" : ": the last one is the assistant's")}; {Example}.", "messages");
        }

        var message = read[asked].Text;
        return string.IsNullOrWhiteSpace(message) ? throw Fault("The message is empty: say something.", $"messages[{asked}].content")
            : message.Length > CompletionRequest.LongestMessage ? throw TooLong($"The message has {message.Length:n0} characters; at most {CompletionRequest.LongestMessage:n0} can be read. Shorten it.")
            : new([.. read.Take(asked), .. read.Skip(asked + 1)], message, string.IsNullOrEmpty(request.User) ? null : request.User)
            {
                Stops = Stops(request.Stop),
                MaxTokens = MaxTokens(request),
            };
    }

    /// <summary>What was asked for and would not be done is refused, so that nobody waits for it.</summary>
    private static void Refuse(ChatCompletionRequest request)
    {
        if (request.N is not (null or 1))
        {
            throw Fault($"n is {request.N}: one answer is made, there is no sampling. Leave n out.", "n", Unsupported);
        }

        if (IsFilled(request.Tools) || IsFilled(request.Functions))
        {
            throw Fault("No tools are called here: recommendations come in the answer itself. Leave them out.", IsFilled(request.Tools) ? "tools" : "functions", Unsupported);
        }

        if (request.ResponseFormat is { ValueKind: not JsonValueKind.Null } format && !(format.ValueKind == JsonValueKind.Object && format.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("text")))
        {
            throw Fault("""The answer is text; response_format can be {"type":"text"} only. As data the items are in the message's annotations.""", "response_format", Unsupported);
        }

        if (request.Logprobs == true)
        {
            throw Fault("There are no log-probabilities of tokens here. Leave logprobs out.", "logprobs", Unsupported);
        }

        if (request.Modalities is { ValueKind: JsonValueKind.Array } modalities && modalities.EnumerateArray().Any(m => m.ValueKind != JsonValueKind.String || !m.ValueEquals("text")))
        {
            throw Fault("""The answer is text; modalities can be ["text"] only.""", "modalities", Unsupported);
        }

        if (request.StreamOptions is not null && request.Stream != true)
        {
            throw Fault("stream_options goes with stream: true only.", "stream_options");
        }
    }

    private static bool IsFilled(JsonElement? list) => list is { ValueKind: not JsonValueKind.Null } sent && !(sent.ValueKind == JsonValueKind.Array && sent.GetArrayLength() == 0);

    private static int? MaxTokens(ChatCompletionRequest request) => (request.MaxCompletionTokens ?? request.MaxTokens) switch
    {
        null => null,
        >= 1 and var most => most,
        var most => throw Fault($"The most tokens must be at least 1; they are {most}.", request.MaxCompletionTokens is null ? "max_tokens" : "max_completion_tokens"),
    };

    private static string[] Stops(JsonElement? stop)
    {
        string[]? texts = stop switch
        {
            null or { ValueKind: JsonValueKind.Null } => [],
            { ValueKind: JsonValueKind.String } text => [text.GetString()!],
            { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(t => t.ValueKind == JsonValueKind.String) => [.. list.EnumerateArray().Select(t => t.GetString()!)],
            _ => null,
        };
        return texts is null || texts.Length > MostStops || texts.Contains("")
            ? throw Fault($"stop must be a text, or an array of at most {MostStops}, none of them empty.", "stop")
            : texts;
    }
}
