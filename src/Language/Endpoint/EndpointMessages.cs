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
    /// <exception cref="LanguageException">An option can't be had over the protocol, or a message is no text.</exception>
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

        if (options.Tools is { Count: > 0 })
        {
            throw new LanguageException("The client for Llm:Endpoint calls no tools. Leave ChatOptions.Tools empty.");
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

        return ([.. messages.Select(Of)], wanted);
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

    private static OpenAI.Chat.ChatMessage Of(ChatMessage message) => message.Contents.Any(c => c is not TextContent)
        ? throw new LanguageException("The client for Llm:Endpoint sends text only; a message holds something else.")
        : message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
        : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
        : message.Role == ChatRole.User ? new UserChatMessage(message.Text)
        : throw new LanguageException($"A message of the role '{message.Role}' can't be sent; system, user and assistant can.");
}
