using System.ComponentModel.DataAnnotations;

namespace LlmRec.Language;

/// <summary>Which language model words answers, and how much it may do. Section <c>Llm</c>. Without path and endpoint there is none, and templates do the wording.</summary>
public sealed class LlmOptions : IValidatableObject
{
    /// <summary>A folder with a model for ONNX Runtime GenAI. Default: none.</summary>
    public string? Path { get; set; }

    /// <summary>Base address of a server that speaks OpenAI's protocol, for example <c>http://localhost:11434/v1</c>. Default: none.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The model's name on the server; needed with <see cref="Endpoint"/>.</summary>
    public string? Model { get; set; }

    /// <summary>The key that the server asks for. Default: none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Answers that are written at once, 1 to 64. Default 1: a second one at the same time makes both slower.</summary>
    [Range(1, 64)]
    public int Parallel { get; set; } = 1;

    /// <summary>Threads that compute a token together, 1 to 256. Default 2.</summary>
    [Range(1, 256)]
    public int Threads { get; set; } = 2;

    /// <summary>Requests that may wait, 0 to 10,000. Default 32; one more is told to come back later.</summary>
    [Range(0, 10_000)]
    public int Waiting { get; set; } = 32;

    /// <summary>Seconds that a request may take, waiting included, 0.1 to 3,600. Default 60.</summary>
    [Range(.1, 3_600)]
    public double DeadlineSeconds { get; set; } = 60;

    /// <summary>Seconds that the words of one explanation, or of one list, may take, 0.1 to 600. Default 10; then a template says the rest.</summary>
    [Range(.1, 600)]
    public double ExplanationSeconds { get; set; } = 10;

    /// <summary>Tokens of an answer, at most, 1 to 100,000. Default 512.</summary>
    [Range(1, 100_000)]
    public int MaxTokens { get; set; } = 512;

    internal TimeSpan Deadline => TimeSpan.FromSeconds(DeadlineSeconds);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Path is not null && Endpoint is not null)
        {
            yield return new("LlmRec:Llm:Path and LlmRec:Llm:Endpoint are both set; a model is either here or on a server. Remove one.");
        }

        if (Endpoint is not null && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return new($"LlmRec:Llm:Endpoint is '{Endpoint}', not an address such as http://localhost:11434/v1.");
        }

        if (Endpoint is not null && string.IsNullOrWhiteSpace(Model))
        {
            yield return new("LlmRec:Llm:Endpoint needs LlmRec:Llm:Model, the model's name on that server.");
        }
    }
}
