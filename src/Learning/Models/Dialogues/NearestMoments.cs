using System.Numerics.Tensors;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>
/// What was recommended at the moments most like this one: those before which the like was said and the like was named
/// (the k nearest neighbours of Cover and Hart, 1967, with votes weighed by nearness).
/// </summary>
internal sealed class NearestMoments : IDialogueMember
{
    private const int Neighbours = 60;

    private readonly int _dimension;
    private readonly float[] _vectors;
    private readonly float[] _meanings;
    private readonly int[] _targets;

    /// <param name="name">The member's name.</param>
    /// <param name="data">The dialogues.</param>
    public NearestMoments(string name, DialogueData data)
    {
        Name = name;
        DialogueTurn[] turns = [.. data.Turns.SelectMany(t => t).Where(t => t.Target >= 0)];
        (_dimension, _meanings) = (data.TextDimension, data.TextVectors);
        _targets = [.. turns.Select(t => t.Target)];
        _vectors = new float[turns.Length * 2 * _dimension];
        foreach (var (i, turn) in turns.Index())
        {
            Moment(turn, _vectors.AsSpan(i * 2 * _dimension, 2 * _dimension));
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void Score(DialogueTurn turn, Span<float> scores)
    {
        scores.Clear();
        var moment = new float[2 * _dimension];
        Moment(turn, moment);
        var nearest = new PriorityQueue<int, float>(Neighbours + 1);
        for (var i = 0; i < _targets.Length; i++)
        {
            nearest.Enqueue(i, TensorPrimitives.Dot<float>(moment, _vectors.AsSpan(i * moment.Length, moment.Length)));
            if (nearest.Count > Neighbours)
            {
                nearest.Dequeue();
            }
        }

        while (nearest.TryDequeue(out var i, out var nearness))
        {
            scores[_targets[i]] += Math.Max(0, nearness);
        }
    }

    /// <summary>What was said, and the mean of what was named, each of unit length where there is any.</summary>
    private void Moment(DialogueTurn turn, Span<float> moment)
    {
        turn.Vector.CopyTo(moment);
        var named = moment[_dimension..];
        foreach (var item in turn.Named)
        {
            TensorPrimitives.Add(named, _meanings.AsSpan(item * _dimension, _dimension), named);
        }

        var norm = TensorPrimitives.Norm<float>(named);
        TensorPrimitives.Divide(named, norm > 1e-6f ? norm : 1, named);
    }
}
