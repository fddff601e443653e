using System.Text.RegularExpressions;

namespace LlmRec.Embedding.Pull;

/// <summary>A model on a hub.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Name">Its name: also the folder's.</param>
/// <param name="Revision">A branch, tag or commit.</param>
public sealed partial record ModelAddress(string Owner, string Name, string Revision)
{
    /// <summary>Reads <c>OWNER/NAME</c> or <c>OWNER/NAME@REVISION</c>; the revision is <c>main</c> where none is given.</summary>
    /// <exception cref="PullException">It is neither.</exception>
    public static ModelAddress Parse(string text)
    {
        var match = Shape().Match(text);
        return match.Success
            ? new(match.Groups["owner"].Value, match.Groups["name"].Value, match.Groups["revision"] is { Success: true } revision ? revision.Value : "main")
            : throw new PullException($"'{text}' is not OWNER/NAME or OWNER/NAME@REVISION, such as sentence-transformers/all-MiniLM-L6-v2.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Owner}/{Name}@{Revision}";

    [GeneratedRegex(@"^(?<owner>[A-Za-z0-9][\w.-]*)/(?<name>[A-Za-z0-9][\w.-]*)(@(?<revision>[\w./-]+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>A model can't be pulled; the message says why and what to do.</summary>
public sealed class PullException : Exception
{
    /// <param name="message">Why, and what to do.</param>
    public PullException(string message)
        : base(message)
    {
    }
}
