namespace LlmRec.Embedding.Pull;

/// <summary>What to pull, from where, to where.</summary>
public sealed record PullRequest
{
    /// <summary>The public hub.</summary>
    public const string PublicHub = "https://huggingface.co";

    /// <summary>Which model.</summary>
    public required ModelAddress Model { get; init; }

    /// <summary>The hub's address.</summary>
    public Uri Endpoint { get; init; } = new(PublicHub);

    /// <summary>A token for models that are not public; it is shown to the endpoint's host alone.</summary>
    public string? Token { get; init; }

    /// <summary>How the weights of an encoder are stored: <c>fp32</c>, <c>fp16</c> or <c>int8</c>.</summary>
    public string Weights { get; init; } = "fp32";

    /// <summary>The folder of the repository that holds the model; empty for its root.</summary>
    public string Subfolder { get; init; } = "";

    /// <summary>The folder to be made; null for <c>models/encoders/NAME</c> or <c>models/llm/NAME</c> in the working directory.</summary>
    public string? Target { get; init; }

    /// <summary>Whether a folder that is there already is replaced.</summary>
    public bool Replace { get; init; }
}

/// <summary>How far a pull is.</summary>
/// <param name="File">Which file.</param>
/// <param name="Done">Bytes of all files that are here.</param>
/// <param name="Total">Bytes of all files.</param>
public readonly record struct PullProgress(string File, long Done, long Total);

/// <summary>A model that was pulled.</summary>
/// <param name="Kind"><c>encoder</c> or <c>llm</c>.</param>
/// <param name="Commit">The commit that the revision was.</param>
/// <param name="Path">The folder.</param>
/// <param name="Files">What is in it.</param>
public sealed record PulledModel(string Kind, string Commit, string Path, IReadOnlyList<HubFile> Files);
