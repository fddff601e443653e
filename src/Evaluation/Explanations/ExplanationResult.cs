namespace LlmRec.Evaluation.Explanations;

/// <summary>How good the words of a dataset's explanations are. Shares go from 0 to 1.</summary>
public sealed record ExplanationResult
{
    /// <summary>Explanations.</summary>
    public required int N { get; init; }

    /// <summary>Name and version of the language model; null for templates alone.</summary>
    public required string? Model { get; init; }

    /// <summary>The model's first attempts, of all explanations; null without a model.</summary>
    public required WordsShare? Raw { get; init; }

    /// <summary>After retries, those still worded by the model; null without a model.</summary>
    public required CheckedShare? Checked { get; init; }

    /// <summary>What is served.</summary>
    public required FinalShare Final { get; init; }

    /// <summary>Distinct words over words, values of the evidence taken out, so that many titles don't pass for many words.</summary>
    public required double Distinct1 { get; init; }

    /// <summary>Distinct pairs of neighbouring words over all pairs, likewise.</summary>
    public required double Distinct2 { get; init; }

    /// <summary>Share of the explanations of a list whose wording, values taken out, stood in the same list before.</summary>
    public required double Repeated { get; init; }

    /// <summary>Mean words of an explanation.</summary>
    public required double Words { get; init; }

    /// <summary>Seconds that recommending and wording took, without import and embedding.</summary>
    public required double Seconds { get; init; }
}

/// <summary>How many texts are true, and whole.</summary>
/// <param name="Passed">Share that passed the check.</param>
/// <param name="Exact">Share that passed and says every fact handed over.</param>
public sealed record WordsShare(double Passed, double Exact);

/// <summary>The texts of the model that are served.</summary>
/// <param name="Passed">Share of them that passed the check.</param>
/// <param name="Exact">Share of them that says every fact too.</param>
/// <param name="Share">Their share of all explanations.</param>
public sealed record CheckedShare(double Passed, double Exact, double Share);

/// <summary>All texts that are served.</summary>
/// <param name="Passed">Share that passed the check.</param>
/// <param name="Exact">Share that says every fact too.</param>
/// <param name="LlmShare">Share worded by the model.</param>
/// <param name="TemplateShare">Share worded by templates.</param>
public sealed record FinalShare(double Passed, double Exact, double LlmShare, double TemplateShare);
