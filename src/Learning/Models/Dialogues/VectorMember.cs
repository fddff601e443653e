using System.Numerics.Tensors;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>Cosine of what was said with a vector of each item, where it is above 0: of its text, or the mean of what was said before it was recommended.</summary>
internal sealed class VectorMember(string name, float[] vectors, int dimension) : IDialogueMember
{
    public string Name => name;

    public void Score(DialogueTurn turn, Span<float> scores)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = Math.Max(0, TensorPrimitives.Dot<float>(turn.Vector, vectors.AsSpan(item * dimension, dimension)));
        }
    }

    /// <summary>By item: the mean of what was said before it was recommended, of unit length; zeros where it never was.</summary>
    public static float[] MeanSaid(DialogueData data)
    {
        var means = new float[data.ItemCount * data.TextDimension];
        foreach (var turn in data.Turns.SelectMany(t => t).Where(t => t.Target >= 0))
        {
            var mean = means.AsSpan(turn.Target * data.TextDimension, data.TextDimension);
            TensorPrimitives.Add(mean, turn.Vector, mean);
        }

        for (var item = 0; item < data.ItemCount; item++)
        {
            var mean = means.AsSpan(item * data.TextDimension, data.TextDimension);
            var norm = TensorPrimitives.Norm<float>(mean);
            TensorPrimitives.Divide(mean, norm > 1e-6f ? norm : 1, mean);
        }

        return means;
    }
}
