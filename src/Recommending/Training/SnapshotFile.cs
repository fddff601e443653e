using System.Runtime.InteropServices;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Saved;

namespace LlmRec.Recommending.Training;

/// <summary>A snapshot on disk, for a training that is killed: it goes on with what it began with.</summary>
internal static class SnapshotFile
{
    private const string TextMean = "text mean";
    private const string QueryMean = "query mean";

    /// <summary>Writes a snapshot.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Write(string path, Snapshot snapshot)
    {
        var arrays = new Dictionary<string, float[]>();
        Add(arrays, "chosen", snapshot.Chosen);
        Add(arrays, "compared", snapshot.Compared);
        foreach (var (name, mean) in new[] { (TextMean, snapshot.TextMean), (QueryMean, snapshot.QueryMean) })
        {
            if (mean is not null)
            {
                arrays[name] = mean;
            }
        }

        TrainingDataFile.Write(path, snapshot.Data, snapshot.About, arrays);
    }

    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Snapshot Read(string path)
    {
        var (data, about, arrays) = TrainingDataFile.Read<SnapshotAbout>(path);
        var chosen = Likes(arrays, "chosen");
        // One and the same lists: what was computed for one is found by it.
        var same = data with { Validation = [.. chosen.Select(l => new HeldOut(l.History, l.Target))] };
        return new(about, same, chosen, Likes(arrays, "compared"), arrays.GetValueOrDefault(TextMean), arrays.GetValueOrDefault(QueryMean));
    }

    private static void Add(Dictionary<string, float[]> to, string name, IReadOnlyList<HeldOutLike> likes)
    {
        NumberLists.Add(to, $"{name} histories", [.. likes.Select(l => l.History)]);
        NumberLists.Add(to, $"{name} users and targets", [.. likes.Select(l => new[] { l.User, l.Target })]);
        to[$"{name} marks"] = Bits<long>([.. likes.Select(l => l.Mark)]);
        to[$"{name} changes"] = Bits<long>([.. likes.Select(l => l.Seq)]);
        to[$"{name} times"] = Bits<double>([.. likes.SelectMany(l => l.Times)]);
    }

    private static HeldOutLike[] Likes(IReadOnlyDictionary<string, float[]> from, string name)
    {
        var histories = NumberLists.Read(from, $"{name} histories");
        var pairs = NumberLists.Read(from, $"{name} users and targets");
        var (marks, changes, times) = (Values<long>(from[$"{name} marks"]), Values<long>(from[$"{name} changes"]), Values<double>(from[$"{name} times"]));
        var at = 0;
        return [.. histories.Select((h, i) => new HeldOutLike(pairs[i][0], h, times[at..(at += h.Length)], pairs[i][1], marks[i], changes[i]))];
    }

    /// <summary>Numbers of eight bytes as the bits of floats, two each: the file holds arrays of these.</summary>
    public static float[] Bits<T>(T[] numbers)
        where T : unmanaged => MemoryMarshal.Cast<T, float>(numbers.AsSpan()).ToArray();

    /// <summary>Numbers back from their bits.</summary>
    public static T[] Values<T>(float[] bits)
        where T : unmanaged => MemoryMarshal.Cast<float, T>(bits.AsSpan()).ToArray();
}
