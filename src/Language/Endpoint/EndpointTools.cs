using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace LlmRec.Language.Endpoint;

/// <summary>Functions and calls of them, between Microsoft.Extensions.AI and OpenAI's protocol.</summary>
internal static class EndpointTools
{
    /// <summary>Says which functions may be called.</summary>
    /// <exception cref="LanguageException">A tool is no function.</exception>
    public static void Offer(ChatCompletionOptions wanted, ChatOptions options)
    {
        foreach (var tool in options.Tools ?? [])
        {
            wanted.Tools.Add(tool is AIFunctionDeclaration function
                ? ChatTool.CreateFunctionTool(function.Name, function.Description, BinaryData.FromString(function.JsonSchema.GetRawText()))
                : throw new LanguageException($"A server behind Llm:Endpoint can be given functions; the tool '{tool.Name}' is something else."));
        }

        // A server may refuse either without functions.
        if (wanted.Tools.Count > 0)
        {
            wanted.AllowParallelToolCalls = options.AllowMultipleToolCalls;
            wanted.ToolChoice = options.ToolMode switch
            {
                NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
                RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
                RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
                _ => null,
            };
        }
    }

    /// <summary>A turn of the model that calls functions.</summary>
    public static AssistantChatMessage Calling(IEnumerable<FunctionCallContent> calls, string text)
    {
        var message = new AssistantChatMessage(calls.Select(c => ChatToolCall.CreateFunctionToolCall(c.CallId, c.Name, BinaryData.FromString(JsonSerializer.Serialize(c.Arguments ?? new Dictionary<string, object?>(), JsonSerializerOptions.Web)))));
        if (text.Length > 0)
        {
            message.Content.Add(ChatMessageContentPart.CreateTextPart(text));
        }

        return message;
    }

    /// <summary>What a function answered.</summary>
    public static ToolChatMessage Result(FunctionResultContent result) =>
        new(result.CallId, result.Result as string ?? JsonSerializer.Serialize(result.Result, JsonSerializerOptions.Web));
}
