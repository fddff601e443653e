using System.ComponentModel.DataAnnotations;

namespace LlmRec.Agents.Conversing;

/// <summary>How conversations are held. Section <c>Chat</c>.</summary>
public sealed class ChatOptions
{
    /// <summary>Days after its last turn that a conversation is kept, 1 to 3,650. Default 30.</summary>
    [Range(1, 3_650)]
    public int KeepDays { get; set; } = 30;
}
