using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>Everything a sequence model is made of, and its file: the network's weights, a vector for every item, and what maps a text to a vector.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Shape">The network's size.</param>
/// <param name="IsMasked">Whether it serves by hiding the item after the history.</param>
/// <param name="Items">Items in the catalogue.</param>
/// <param name="TextWidth">Width of text vectors; 0 when it was trained without.</param>
internal sealed record SequenceParts(string Name, SequenceShape Shape, bool IsMasked, int Items, int TextWidth)
{
    /// <summary>Rows of the table of vectors.</summary>
    public int Rows => Items + (IsMasked ? 1 : 0);
}

/// <summary>Reads and writes sequence models.</summary>
internal static class SequenceFile
{
    private const string Network = "network: ";
    private const string Text = "text: ";
    private const string Table = "table";

    /// <summary>Writes a model.</summary>
    public static void Write(
        string path, SequenceParts parts, IReadOnlyDictionary<string, float[]> network, float[] table, IReadOnlyDictionary<string, float[]> text) => TensorFile.Write(
        path,
        parts,
        [
            .. network.Select(w => KeyValuePair.Create(Network + w.Key, w.Value)),
            .. text.Select(w => KeyValuePair.Create(Text + w.Key, w.Value)),
            new(Table, table),
        ]);

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or its arrays don't fit together.</exception>
    public static SequenceModel Read(string path, OnnxSessions sessions)
    {
        var (parts, arrays) = TensorFile.Read<SequenceParts>(path);
        IReadOnlyDictionary<string, float[]> Of(string kind) => arrays
            .Where(a => a.Key.StartsWith(kind, StringComparison.Ordinal)).ToDictionary(a => a.Key[kind.Length..], a => a.Value, StringComparer.Ordinal);
        return arrays[Table].Length == (long)parts.Rows * parts.Shape.Width
            ? new(parts, Of(Network), arrays[Table], Of(Text), sessions)
            : throw new InvalidDataException($"{path} holds {arrays[Table].Length} numbers for {parts.Rows} vectors of {parts.Shape.Width}.");
    }
}
