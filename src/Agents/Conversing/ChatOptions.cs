using System.ComponentModel.DataAnnotations;

namespace LlmRec.Agents.Conversing;

/// <summary>How conversations are held. Section <c>Chat</c>.</summary>
public sealed class ChatOptions
{
    /// <summary>Days after its last turn that a conversation is kept, 1 to 3,650. Default 30.</summary>
    [Range(1, 3_650)]
    public int KeepDays { get; set; } = 30;

    /// <summary>Milliseconds that a reader of a streamed reply waits for a model's first words, 0 to 60,000: then a lead-in or a template comes first. Default 100.</summary>
    [Range(0, 60_000)]
    public int FirstWordsMs { get; set; } = 100;

    /// <summary>Who decides what a turn does: <c>state</c>, which needs no language model, or <c>tools</c>, a model that calls functions (<c>Llm:Endpoint</c>). Default <c>state</c>.</summary>
    [Required]
    public string Policy { get; set; } = "state";

    /// <summary>With <c>tools</c>, how often the model may speak in a turn, to call functions or to answer, 1 to 20. Default 6.</summary>
    [Range(1, 20)]
    public int MostSteps { get; set; } = 6;

    /// <summary>With <c>tools</c>, seconds that the model and its functions may take in a turn, 0.1 to 600. Default 15; then the policy <c>state</c> answers.</summary>
    [Range(.1, 600)]
    public double ToolsSeconds { get; set; } = 15;
}
