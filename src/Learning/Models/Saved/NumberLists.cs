namespace LlmRec.Learning.Models.Saved;

/// <summary>Lists of whole numbers as arrays of a file.</summary>
public static class NumberLists
{
    /// <summary>Adds lists under a name.</summary>
    public static void Add(IDictionary<string, float[]> to, string name, IReadOnlyList<int[]> lists)
    {
        ArgumentNullException.ThrowIfNull(to);
        to[name] = SavedWeights.Bits([.. lists.SelectMany(l => l)]);
        to[$"{name}: lengths"] = SavedWeights.Bits([.. lists.Select(l => l.Length)]);
    }

    /// <summary>Reads them back.</summary>
    public static int[][] Read(IReadOnlyDictionary<string, float[]> from, string name)
    {
        ArgumentNullException.ThrowIfNull(from);
        var flat = SavedWeights.Numbers(from[name]);
        var at = 0;
        return Array.ConvertAll(SavedWeights.Numbers(from[$"{name}: lengths"]), length => flat[at..(at += length)]);
    }
}
