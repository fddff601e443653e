namespace LlmRec.Learning.Models;

/// <summary>What every training asks of its data.</summary>
internal static class TrainingChecks
{
    /// <summary>Checks the data.</summary>
    /// <exception cref="TrainingException">There is nothing to learn from, or a number is out of range.</exception>
    public static void Check(TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.ItemCount < 1)
        {
            throw new TrainingException("There are no items: import a catalogue first.");
        }

        if (data.Histories.All(h => h.Length == 0))
        {
            throw new TrainingException("There is no liked item in the training data: import interactions first.");
        }

        if (data.Histories.Any(h => h.Any(i => (uint)i >= (uint)data.ItemCount)))
        {
            throw new TrainingException("A history names an item that is not among the items: the data is inconsistent.");
        }

        if (data.Times is { } times && (times.Count != data.Histories.Count || times.Where((t, u) => t.Length != data.Histories[u].Length || !t.All(double.IsFinite)).Any()))
        {
            throw new TrainingException("Times must be finite and in step with the histories: the data is inconsistent.");
        }

        if (data.TextVectors is { } vectors && (vectors.LongLength != (long)data.ItemCount * data.TextDimension || !vectors.All(float.IsFinite)))
        {
            throw new TrainingException("Text vectors must be finite, one of equal length for each item: embed the items again.");
        }
    }
}
