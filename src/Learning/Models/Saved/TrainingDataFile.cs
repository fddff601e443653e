using System.Runtime.InteropServices;
using LlmRec.Learning.Engine.Checkpoints;

namespace LlmRec.Learning.Models.Saved;

/// <summary>
/// Training data on disk, for a training that may be killed: it goes on with the very data it began with, whatever happened
/// since. What the owner needs to know beside the data travels as a note and as lists of whole numbers.
/// </summary>
public static class TrainingDataFile
{
    private const string Histories = "histories";
    private const string Times = "times";
    private const string ValidationHistories = "validation histories";
    private const string ValidationTargets = "validation targets";
    private const string TextVectors = "text vectors";
    private const string Owner = "owner: ";

    /// <summary>Writes the data; the file is there as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">The data.</param>
    /// <param name="note">The owner's note, one that JSON can hold.</param>
    /// <param name="arrays">The owner's arrays.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Write<TNote>(string path, TrainingData data, TNote note, IReadOnlyDictionary<string, float[]> arrays)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(arrays);
        var all = new Dictionary<string, float[]>(StringComparer.Ordinal) { [ValidationTargets] = SavedWeights.Bits([.. data.Validation.Select(v => v.Target)]) };
        NumberLists.Add(all, Histories, data.Histories);
        NumberLists.Add(all, ValidationHistories, [.. data.Validation.Select(v => v.History)]);
        if (data.Times is { } times)
        {
            all[Times] = MemoryMarshal.Cast<double, float>(times.SelectMany(t => t).ToArray().AsSpan()).ToArray();
        }

        if (data.TextVectors is { } vectors)
        {
            all[TextVectors] = vectors;
        }

        foreach (var (name, values) in arrays)
        {
            all[Owner + name] = values;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        TensorFile.Write(path, new Header<TNote>(note, data.ItemCount, data.TextDimension, data.Texts), all);
    }

    /// <summary>Reads the data.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of another version.</exception>
    public static (TrainingData Data, TNote Note, IReadOnlyDictionary<string, float[]> Arrays) Read<TNote>(string path)
    {
        var (header, all) = TensorFile.Read<Header<TNote>>(path);
        var histories = NumberLists.Read(all, Histories);
        var targets = SavedWeights.Numbers(all[ValidationTargets]);
        var data = new TrainingData
        {
            ItemCount = header.ItemCount,
            Histories = histories,
            Times = all.TryGetValue(Times, out var times) ? InStepWith(histories, MemoryMarshal.Cast<float, double>(times.AsSpan()).ToArray()) : null,
            Validation = [.. NumberLists.Read(all, ValidationHistories).Select((h, i) => new HeldOut(h, targets[i]))],
            TextVectors = all.GetValueOrDefault(TextVectors),
            TextDimension = header.TextDimension,
            Texts = header.Texts,
        };
        return (data, header.Note, all.Where(a => a.Key.StartsWith(Owner, StringComparison.Ordinal)).ToDictionary(a => a.Key[Owner.Length..], a => a.Value, StringComparer.Ordinal));
    }

    private static double[][] InStepWith(int[][] lists, double[] flat)
    {
        var at = 0;
        return Array.ConvertAll(lists, list => flat[at..(at += list.Length)]);
    }

    private sealed record Header<TNote>(TNote Note, int ItemCount, int TextDimension, IReadOnlyList<string>? Texts);
}
