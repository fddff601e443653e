namespace LlmRec.Learning.Models.Sequence;

/// <summary>The items that occur in the histories, numbered from 0. Only these get a vector of their own and stand in the softmax: what nobody could choose yet must not be pushed down.</summary>
internal sealed class TrainedItems
{
    /// <param name="data">The data.</param>
    public TrainedItems(TrainingData data)
    {
        Counts = new int[data.ItemCount];
        foreach (var history in data.Histories)
        {
            foreach (var item in history)
            {
                Counts[item]++;
            }
        }

        Items = [.. Enumerable.Range(0, data.ItemCount).Where(i => Counts[i] > 0)];
        Rows = new int[data.ItemCount];
        Array.Fill(Rows, -1);
        for (var row = 0; row < Items.Length; row++)
        {
            Rows[Items[row]] = row;
        }
    }

    /// <summary>How often each item of the catalogue occurs.</summary>
    public int[] Counts { get; }

    /// <summary>By row, the item.</summary>
    public int[] Items { get; }

    /// <summary>By item, its row; −1 when it never occurs.</summary>
    public int[] Rows { get; }

    /// <summary>The trained items' rows of a matrix over the whole catalogue.</summary>
    public float[] Select(float[] matrix, int width)
    {
        var selected = new float[Items.Length * width];
        for (var row = 0; row < Items.Length; row++)
        {
            matrix.AsSpan(Items[row] * width, width).CopyTo(selected.AsSpan(row * width));
        }

        return selected;
    }
}
