using System.Text.Json.Serialization;
using LlmRec.Recommending.Training;

namespace LlmRec.Evaluation.Dialogues;

/// <summary>What conversations teach the whole service.</summary>
public sealed record ServedDialogueResult
{
    /// <summary>The data folder's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Dialogues that were there to learn from.</summary>
    public required int TrainingDialogues { get; init; }

    /// <summary>Moments scored: one for each item that was recommended and not named before.</summary>
    public required int Moments { get; init; }

    /// <summary>What came of the training, by the dialogues that it held out itself.</summary>
    public required ModelOutcome Outcome { get; init; }

    /// <summary>With the channel <c>dialogue</c>.</summary>
    public required ServedRecall With { get; init; }

    /// <summary>Without it.</summary>
    public required ServedRecall Without { get; init; }
}

/// <summary>How many of the items that were recommended the service would have shown.</summary>
/// <param name="Recall1">The share that ranks first.</param>
/// <param name="Recall3">The share among the first three, as many as the chat shows at once.</param>
/// <param name="Recall10">The share among the first ten.</param>
/// <param name="Recall50">The share among the first fifty.</param>
/// <param name="Milliseconds">The median time of a list.</param>
public sealed record ServedRecall(
    [property: JsonPropertyName("recall@1")] double Recall1,
    [property: JsonPropertyName("recall@3")] double Recall3,
    [property: JsonPropertyName("recall@10")] double Recall10,
    [property: JsonPropertyName("recall@50")] double Recall50,
    double Milliseconds);
