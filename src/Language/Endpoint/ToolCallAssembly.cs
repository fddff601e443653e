using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace LlmRec.Language.Endpoint;

/// <summary>Puts calls of functions together: they come in pieces, several at once side by side.</summary>
internal sealed class ToolCallAssembly
{
    private readonly List<Call> _calls = [];

    /// <summary>How many have begun.</summary>
    public int Count => _calls.Count;

    /// <summary>Takes in a piece.</summary>
    /// <returns>How many characters it has; a call that begins counts, too.</returns>
    public int Add(StreamingChatToolCallUpdate piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        // Servers that number none give all the same number: then another id begins another call.
        var call = _calls.LastOrDefault(c => c.Index == piece.Index);
        var begins = call is null || (!string.IsNullOrEmpty(piece.ToolCallId) && call.Id is not null && call.Id != piece.ToolCallId);
        if (begins)
        {
            _calls.Add(call = new(piece.Index));
        }

        call!.Id ??= string.IsNullOrEmpty(piece.ToolCallId) ? null : piece.ToolCallId;
        call.Name ??= string.IsNullOrEmpty(piece.FunctionName) ? null : piece.FunctionName;
        var arguments = piece.FunctionArgumentsUpdate?.ToString() ?? "";
        call.Arguments.Append(arguments);
        return arguments.Length + (begins ? 1 : 0);
    }

    /// <summary>The calls, whole. One whose arguments are no JSON object has none, and its <see cref="FunctionCallContent.Exception"/> says so.</summary>
    public IList<AIContent> End() => [.. _calls.Select(c => FunctionCallContent.CreateFromParsedArguments(
        c.Arguments.ToString(), c.Id ?? $"call_{Guid.NewGuid():N}", c.Name ?? "", static text => string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.Deserialize<Dictionary<string, object?>>(text)))];

    private sealed class Call(int index)
    {
        public int Index => index;

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
