using System.Text.Json.Serialization;
using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining;

/// <summary>Why an item is recommended, in words.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Title">Its title, with its year.</param>
/// <param name="Text">One or two sentences, more where two items are compared.</param>
/// <param name="Evidence">What the text was made from, and checked against.</param>
/// <param name="Source"><c>llm</c> or <c>template</c>.</param>
/// <param name="Model">Name and version of the model that wrote it; null for a template.</param>
/// <param name="Check">What the check found.</param>
public sealed record Explanation(
    string ItemId,
    string Title,
    string Text,
    PickFacts Evidence,
    string Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model,
    ExplanationCheck Check)
{
    /// <summary>What the language model wrote, the first attempt first; for evaluation, not part of the answer.</summary>
    [JsonIgnore]
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>The source of a text that the language model wrote.</summary>
    public const string FromLlm = "llm";

    /// <summary>The source of a text by template.</summary>
    public const string FromTemplate = "template";
}

/// <summary>The check's verdict on what is served, and what it rejected before.</summary>
/// <param name="Passed">Whether everything said stands in the evidence.</param>
/// <param name="Rejected">For each text of the language model that was not served, why; null when there was none.</param>
public sealed record ExplanationCheck(bool Passed, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Rejected)
{
    internal static ExplanationCheck Of(Verdict verdict, IReadOnlyList<Attempt> attempts)
    {
        string[] rejected = [.. attempts.Where(a => a.Faults.Count > 0).Select(a => string.Join(' ', a.Faults))];
        return new(verdict.Passed, rejected.Length > 0 ? rejected : null);
    }
}

/// <summary>A text that the language model wrote, or failed to.</summary>
/// <param name="Text">The text; null when none came.</param>
/// <param name="Faults">Why it is not served; empty when it is.</param>
public sealed record Attempt(string? Text, IReadOnlyList<string> Faults);
