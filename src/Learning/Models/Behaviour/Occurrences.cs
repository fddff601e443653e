namespace LlmRec.Learning.Models.Behaviour;

/// <summary>Where each item stands in the histories: the transpose of <see cref="TrainingData.Histories"/>.</summary>
internal sealed class Occurrences
{
    private readonly int[] _starts;
    private readonly Occurrence[] _entries;

    private Occurrences(int[] starts, Occurrence[] entries)
    {
        _starts = starts;
        _entries = entries;
    }

    /// <summary>Finds all occurrences.</summary>
    public static Occurrences Of(TrainingData data)
    {
        var starts = new int[data.ItemCount + 1];
        foreach (var item in data.Histories.SelectMany(h => h))
        {
            starts[item + 1]++;
        }

        for (var i = 0; i < data.ItemCount; i++)
        {
            starts[i + 1] += starts[i];
        }

        var entries = new Occurrence[starts[^1]];
        var next = starts[..^1];
        for (var user = 0; user < data.Histories.Count; user++)
        {
            for (var position = 0; position < data.Histories[user].Length; position++)
            {
                entries[next[data.Histories[user][position]]++] = new(user, position);
            }
        }

        return new(starts, entries);
    }

    /// <summary>An item's occurrences, by user, then by position.</summary>
    public ReadOnlySpan<Occurrence> this[int item] => _entries.AsSpan(_starts[item].._starts[item + 1]);
}

/// <summary>A place in a history.</summary>
/// <param name="User">Whose.</param>
/// <param name="Position">Where, 0 the oldest.</param>
internal readonly record struct Occurrence(int User, int Position);
