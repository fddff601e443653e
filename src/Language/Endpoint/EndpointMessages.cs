using LlmRec.Language.Generation;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace LlmRec.Language.Endpoint;

/// <summary>Between the messages of Microsoft.Extensions.AI and those of OpenAI's protocol.</summary>
internal static class EndpointMessages
{
    /// <summary>A conversation and its options as the protocol has them.</summary>
    /// <exception cref="LanguageException">An option can't be had over the protocol, or a message holds what it has no place for.</exception>
    public static (List<OpenAI.Chat.ChatMessage> Messages, ChatCompletionOptions Options) Of(IEnumerable<ChatMessage> messages, ChatOptions? options, int maxTokens)
    {
        options ??= new();
        if (options.Instructions is { Length: > 0 } instructions)
        {
            messages = messages.Prepend(new(ChatRole.System, instructions));
        }

        foreach (var name in new[] { GenerationOptions.Grammar, GenerationOptions.Pattern, GenerationOptions.RepetitionPenalty })
        {
            if (options.AdditionalProperties?.ContainsKey(name) == true)
            {
                throw new LanguageException($"A server behind Llm:Endpoint can't be asked for '{name}'; a local model (Llm:Path) can.");
            }
        }

        var wanted = new ChatCompletionOptions
        {
            MaxOutputTokenCount = maxTokens,
            Temperature = options.Temperature,
            TopP = options.TopP,
            FrequencyPenalty = options.FrequencyPenalty,
            PresencePenalty = options.PresencePenalty,
            ResponseFormat = options.ResponseFormat is not ChatResponseFormatJson json ? null
                : json.Schema is { } schema ? ChatResponseFormat.CreateJsonSchemaFormat(json.SchemaName ?? "answer", BinaryData.FromString(schema.GetRawText()), json.SchemaDescription)
                : ChatResponseFormat.CreateJsonObjectFormat(),
        };
#pragma warning disable OPENAI001 // Seed is marked as an evaluation feature of the package; the protocol has it.
        wanted.Seed = options.Seed;
#pragma warning restore OPENAI001
        foreach (var sequence in options.StopSequences ?? [])
        {
            wanted.StopSequences.Add(sequence);
        }

        EndpointTools.Offer(wanted, options);
        return ([.. messages.SelectMany(Of)], wanted);
    }

    /// <summary>A piece of an answer.</summary>
    public static ChatResponseUpdate Of(StreamingChatCompletionUpdate update)
    {
        var converted = new ChatResponseUpdate(ChatRole.Assistant, [.. update.ContentUpdate.Where(c => c.Text is not null).Select(c => new TextContent(c.Text))])
        {
            ResponseId = update.CompletionId,
            MessageId = update.CompletionId,
            ModelId = update.Model,
            CreatedAt = update.CreatedAt,
            FinishReason = update.FinishReason switch
            {
                null => null,
                OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
                OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
                OpenAI.Chat.ChatFinishReason.ToolCalls => ChatFinishReason.ToolCalls,
                _ => ChatFinishReason.Stop,
            },
        };
        if (update.Usage is { } usage)
        {
            converted.Contents.Add(new UsageContent(new()
            {
                InputTokenCount = usage.InputTokenCount,
                OutputTokenCount = usage.OutputTokenCount,
                TotalTokenCount = usage.TotalTokenCount,
            }));
        }

        return converted;
    }

    private static IEnumerable<OpenAI.Chat.ChatMessage> Of(ChatMessage message)
    {
        var (calls, results) = (message.Contents.OfType<FunctionCallContent>().ToList(), message.Contents.OfType<FunctionResultContent>().ToList());
        if (message.Contents.Any(c => c is not (TextContent or FunctionCallContent or FunctionResultContent)))
        {
            throw new LanguageException("The client for Llm:Endpoint sends text, calls of functions and their results; a message holds something else.");
        }

        if (message.Role == ChatRole.Tool && results.Count == message.Contents.Count)
        {
            return results.Select(EndpointTools.Result);
        }

        return results.Count > 0 || (calls.Count > 0 && message.Role != ChatRole.Assistant)
            ? throw new LanguageException("Calls of functions stand in messages of the role 'assistant', their results alone in messages of the role 'tool'.")
            : [calls.Count > 0 ? EndpointTools.Calling(calls, message.Text) : OfText(message)];
    }

    private static OpenAI.Chat.ChatMessage OfText(ChatMessage message) =>
        message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
        : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
        : message.Role == ChatRole.User ? new UserChatMessage(message.Text)
        : throw new LanguageException($"A message of the role '{message.Role}' can't be sent; system, user, assistant and tool can.");
}
