using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;

namespace LlmRec.Evaluation.Datasets;

/// <summary>
/// A data folder as read, in an order of its own: items by a hash of what they say, users by what they did. Neither ids nor
/// the order of lines have a say in it, so nothing that is computed from the numbers can learn from either.
/// </summary>
public sealed record Dataset
{
    /// <summary>The folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>The items; an item's number is its place here.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>What each user did, oldest first; events of one time are ordered by item number. A user's number is the place here.</summary>
    public required IReadOnlyList<LoggedEvent[]> Logs { get; init; }

    /// <summary>Whether events carry times or an order.</summary>
    public required TimeKind Time { get; init; }

    /// <summary>Whether the folder came with splits of its own.</summary>
    public bool HasSplits { get; init; }

    /// <summary>Lines passed over, the first hundred.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    /// <summary>Lines passed over in all.</summary>
    public int Rejected { get; init; }
}

/// <summary>Something a user did.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Time">Unix seconds, or the order index.</param>
/// <param name="IsLike">Whether it counts as a like.</param>
/// <param name="Mark">What the dataset's own splits say of it.</param>
public readonly record struct LoggedEvent(int Item, double Time, bool IsLike, SplitMark Mark = SplitMark.Train);

/// <summary>What part of a dataset's own splits an event belongs to.</summary>
public enum SplitMark
{
    /// <summary>Trained on.</summary>
    Train,

    /// <summary>Chooses settings.</summary>
    Validation,

    /// <summary>Scored once.</summary>
    Test,
}

/// <summary>A dataset or a request can't be evaluated; the message says why and what to do.</summary>
public sealed class EvaluationException : Exception
{
    /// <param name="message">Why, and what to do.</param>
    public EvaluationException(string message)
        : base(message)
    {
    }
}
