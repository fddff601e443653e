using System.Runtime.InteropServices;
using LlmRec.Learning.Models.Behaviour;
using LlmRec.Learning.Models.Dialogues;
using LlmRec.Learning.Models.Fusion;
using LlmRec.Learning.Models.Sequence;
using LlmRec.Learning.Models.TextAdapter;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Saved;

/// <summary>The one file of a model's weights: which kind of model it holds follows from the model's name.</summary>
internal static class SavedWeights
{
    /// <summary>Its name in a model's folder.</summary>
    public const string FileName = "weights.bin";

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or not of such a model.</exception>
    public static ISavable Read(string name, string path, OnnxSessions sessions) => name switch
    {
        ModelNames.Sequence or ModelNames.Masked or ModelNames.TwoTower => SequenceFile.Read(path, sessions),
        ModelNames.TextAdapter => TextAdapterModel.Read(path, sessions),
        ModelNames.Ease => ItemMatrixModel.Read(path),
        ModelNames.Fusion => LearnedFusion.Read(path),
        ModelNames.Dialogue => DialogueFile.Read(path, sessions),
        _ => throw new InvalidDataException($"'{name}' is no model that is kept in a file."),
    };

    /// <summary>Whole numbers as the bits of floats: the file holds arrays of these.</summary>
    public static float[] Bits(ReadOnlySpan<int> numbers) => MemoryMarshal.Cast<int, float>(numbers).ToArray();

    /// <summary>Whole numbers back from their bits.</summary>
    public static int[] Numbers(float[] bits) => MemoryMarshal.Cast<float, int>(bits.AsSpan()).ToArray();
}
