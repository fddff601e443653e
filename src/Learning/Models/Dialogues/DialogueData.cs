using System.Numerics.Tensors;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>Dialogues in which items are named and recommended, as arrays; items are numbers from 0.</summary>
public sealed record DialogueData
{
    /// <summary>How many items there are.</summary>
    public required int ItemCount { get; init; }

    /// <summary>By dialogue: what was named, in order, whoever named it.</summary>
    public required IReadOnlyList<int[]> Named { get; init; }

    /// <summary>By dialogue: the moments at which something was recommended.</summary>
    public required IReadOnlyList<IReadOnlyList<DialogueTurn>> Turns { get; init; }

    /// <summary>By item: the text to match words in; empty when there is none.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Text vectors of the items, centred and of unit length: item × dimension, row-major.</summary>
    public required float[] TextVectors { get; init; }

    /// <summary>Width of the text vectors.</summary>
    public required int TextDimension { get; init; }

    /// <summary>What other people liked, elsewhere: by user, in order; empty for nothing.</summary>
    public IReadOnlyList<int[]> Likes { get; init; } = [];

    /// <summary>In how many dialogues a word, or what was said before an item was recommended, must occur to be learned from; 1 or more. What one person alone says can be about that person.</summary>
    public int FewestDialogues { get; init; } = 1;
}

/// <summary>A moment at which something is to be recommended.</summary>
/// <param name="Named">The items named so far, in order, each once.</param>
/// <param name="Said">What was said so far, oldest first.</param>
/// <param name="Vector">The vector of what was said, centred as queries are, of unit length; zeros for nothing.</param>
/// <param name="Target">What was recommended; -1 when that is not known.</param>
public sealed record DialogueTurn(int[] Named, IReadOnlyList<string> Said, float[] Vector, int Target)
{
    /// <summary>How much of what was said counts: the latest lines.</summary>
    public const int MostSaid = 8;

    /// <summary>The vector of what was said: the sum of its lines', the latest heaviest, of unit length; zeros for nothing.</summary>
    /// <param name="lines">The lines' vectors, oldest first.</param>
    /// <param name="dimension">Their width.</param>
    public static float[] VectorOf(IReadOnlyList<ReadOnlyMemory<float>> lines, int dimension)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var vector = new float[dimension];
        for (var i = 0; i < lines.Count; i++)
        {
            TensorPrimitives.MultiplyAdd(lines[i].Span, 1f / (lines.Count - i), vector, vector);
        }

        var norm = TensorPrimitives.Norm<float>(vector);
        TensorPrimitives.Divide(vector, norm > 1e-6f ? norm : 1, vector);
        return vector;
    }
}
