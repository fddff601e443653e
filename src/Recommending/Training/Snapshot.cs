using LlmRec.Learning.Models;

namespace LlmRec.Recommending.Training;

/// <summary>What a training sees of the store, as of one moment.</summary>
/// <param name="About">What it is of.</param>
/// <param name="Data">The data to train on; its validation events are <paramref name="Chosen"/>.</param>
/// <param name="Chosen">Events held out to choose settings by, in step with the data's validation.</param>
/// <param name="Compared">Events held out to compare models on: no model is trained on these, or chosen by them.</param>
/// <param name="TextMean">What the text vectors were centred by; null when there are no vectors.</param>
/// <param name="QueryMean">What the vectors of queries are centred by; null when there are no vectors.</param>
internal sealed record Snapshot(SnapshotAbout About, TrainingData Data, IReadOnlyList<HeldOutLike> Chosen, IReadOnlyList<HeldOutLike> Compared, float[]? TextMean, float[]? QueryMean);

/// <summary>A like that was held out.</summary>
/// <param name="User">A number of the user's, the same in every list of one snapshot.</param>
/// <param name="History">What the user liked before it, oldest first; not empty.</param>
/// <param name="Times">When, in step with the history.</param>
/// <param name="Target">The item.</param>
/// <param name="Mark">Names user and item, so that another training can tell whether it was held out there too.</param>
/// <param name="Seq">The change of the store with which the like came.</param>
internal sealed record HeldOutLike(int User, int[] History, double[] Times, int Target, long Mark, long Seq);

/// <summary>What a snapshot is of.</summary>
internal sealed record SnapshotAbout
{
    /// <summary>By item number, the owner's id.</summary>
    public required IReadOnlyList<string> ItemIds { get; init; }

    /// <summary>Up to which change of the store it reaches: interactions, items, vectors.</summary>
    public required StorePoint Point { get; init; }

    /// <summary>How likes were held out: <c>time</c> (the latest of all), or <c>last</c> (each user's last).</summary>
    public required string HeldOutBy { get; init; }

    /// <summary>The space of the text vectors; null when there are none.</summary>
    public string? Space { get; init; }

    /// <summary>Whether times are times, not order indexes.</summary>
    public bool HasTime { get; init; }

    /// <summary>The training it was made for.</summary>
    public string Job { get; init; } = "";

    /// <summary>The settings it depends on.</summary>
    public string Settings { get; init; } = "";
}

/// <summary>A point in the store's change sequences.</summary>
/// <param name="Interactions">The last change of interactions.</param>
/// <param name="Items">The last change of items.</param>
/// <param name="Vectors">The last change of vectors and spaces.</param>
internal sealed record StorePoint(long Interactions, long Items, long Vectors);
