using System.Text.Json.Serialization;
using LlmRec.Agents.Conversing.State;

namespace LlmRec.Agents.Conversing.Stored;

/// <summary>A conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">Whose it is; null for a visitor's.</param>
/// <param name="State">What it has come to.</param>
/// <param name="Turns">How many turns it has.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="UpdatedAt">When it was last spoken in.</param>
public sealed record Conversation(string Id, string? UserId, DialogueState State, int Turns, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>How often the state was changed by hand.</summary>
    [JsonIgnore]
    public int Edits { get; init; }
}

/// <summary>What was said in a turn.</summary>
/// <param name="Number">The turn, from 0.</param>
/// <param name="Message">What the person said.</param>
/// <param name="Reply">What was answered.</param>
/// <param name="Items">Ids of the items shown.</param>
/// <param name="At">When.</param>
public sealed record ConversationTurn(int Number, string Message, string Reply, IReadOnlyList<string> Items, DateTimeOffset At);
