using System.Numerics.Tensors;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>Cosine of what was said with a vector of each item, where it is above 0: of its text, or the mean of what was said before it was recommended.</summary>
internal sealed class VectorMember(string name, float[] vectors, int dimension) : IDialogueMember
{
    // Most items were never recommended: they have no vector of what led to them, and need no look.
    private readonly int[] _items = [.. Enumerable.Range(0, dimension == 0 ? 0 : vectors.Length / dimension).Where(i => vectors.AsSpan(i * dimension, dimension).ContainsAnyExcept(0f))];

    public string Name => name;

    public void Score(DialogueTurn turn, Span<float> scores)
    {
        scores.Clear();
        if (!turn.Vector.AsSpan().ContainsAnyExcept(0f))
        {
            return;
        }

        foreach (var item in _items)
        {
            scores[item] = Math.Max(0, TensorPrimitives.Dot<float>(turn.Vector, vectors.AsSpan(item * dimension, dimension)));
        }
    }

    public void Dispose()
    {
    }
}
