namespace LlmRec.Learning.Models.Saved;

/// <summary>What a trained model's folder says of itself.</summary>
public sealed record ModelManifest
{
    /// <summary>The format this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The format of the folder.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The model's name, as in <c>train</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The version: the folder's name.</summary>
    public required string Version { get; init; }

    /// <summary>When the training began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Items the model knows.</summary>
    public required int Items { get; init; }

    /// <summary>What whoever trained it wants to know later, by name.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>The other files of the folder, by name.</summary>
    public IReadOnlyDictionary<string, SavedFile> Files { get; init; } = new Dictionary<string, SavedFile>();
}

/// <summary>A file of a model's folder.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, in hexadecimal.</param>
public sealed record SavedFile(long Bytes, string Sha256);

/// <summary>A trained model's folder can't be used; the message says which, why, and what to do.</summary>
public sealed class SavedModelException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which folder, why, and what to do.</param>
    /// <param name="inner">What went wrong below.</param>
    public SavedModelException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
