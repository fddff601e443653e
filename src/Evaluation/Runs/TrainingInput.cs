using LlmRec.Catalog.Interactions;
using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Protocols;
using LlmRec.Learning.Models;

namespace LlmRec.Evaluation.Runs;

/// <summary>What of a cut dataset models are shown. Users stand in the order of what is shown of them, so that not even their order tells anything of the test part.</summary>
internal static class TrainingInput
{
    /// <summary>Makes the training data.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="split">How it was cut.</param>
    /// <param name="texts">By item: the text to match words in.</param>
    /// <param name="vectors">Text vectors, item × dimension; null for none.</param>
    /// <param name="dimension">Their width.</param>
    public static TrainingData Of(Dataset dataset, Split split, IReadOnlyList<string> texts, float[]? vectors, int dimension)
    {
        var users = Enumerable.Range(0, split.Histories.Count).ToArray();
        Array.Sort(users, (a, b) => Compare(split.Histories[a], split.Histories[b]) is var order and not 0 ? order : Compare(split.Times[a], split.Times[b]));
        // A target that was had before is a miss whatever a model says: nothing to learn from.
        HeldOut[] validation = [.. split.Validation.Where(t => !t.Seen.Contains(t.Item)).Select(t => new HeldOut(t.History, t.Item))];
        Array.Sort(validation, (a, b) => Compare(a.History, b.History) is var order and not 0 ? order : a.Target.CompareTo(b.Target));
        return new()
        {
            ItemCount = dataset.Items.Count,
            Histories = [.. users.Select(u => split.Histories[u])],
            Times = dataset.Time == TimeKind.Real ? [.. users.Select(u => split.Times[u])] : null,
            Validation = validation,
            TextVectors = vectors,
            TextDimension = vectors is null ? 0 : dimension,
            Texts = texts,
        };
    }

    private static int Compare<T>(T[] a, T[] b)
        where T : IComparable<T> => a.AsSpan().SequenceCompareTo(b);
}
