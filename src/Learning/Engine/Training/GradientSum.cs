using System.Numerics.Tensors;
using LlmRec.Learning.Engine.Graphs;

namespace LlmRec.Learning.Engine.Training;

/// <summary>The gradient of one parameter, gathered from the shards of a step: always in the order of the shards, so that the sum's bits don't depend on who was first.</summary>
internal sealed class GradientSum
{
    private readonly GradientSpec _spec;
    private readonly IReadOnlyList<GraphRun> _shards;
    private readonly int _width;
    private readonly List<long> _filled = [];

    /// <param name="spec">Where the gradient comes out.</param>
    /// <param name="weight">The parameter.</param>
    /// <param name="shards">The runs it comes out of.</param>
    public GradientSum(GradientSpec spec, Weight weight, IReadOnlyList<GraphRun> shards)
    {
        (_spec, _shards, Weight) = (spec, shards, weight);
        _width = weight.Spec.Shape[^1];
        Total = spec.Dense is { } dense ? shards[0].Floats(dense) : new float[weight.Spec.Size];
    }

    /// <summary>The parameter.</summary>
    public Weight Weight { get; }

    /// <summary>The sum, once everything is added.</summary>
    public float[] Total { get; }

    /// <summary>Adds a shard's row gradients to its dense one; called when the shard's run is over, from its thread.</summary>
    public void AddRows(int shard)
    {
        if (_spec is { Dense: { } dense, Rows: not null })
        {
            AddRows(_shards[shard], _shards[shard].Floats(dense));
        }
    }

    /// <summary>Adds the row gradients of all shards where there is no dense one; called once all runs are over.</summary>
    public void AddAllRows()
    {
        if (_spec.Dense is not null)
        {
            return;
        }

        // Of a large table a step looks up little: only that is cleared.
        foreach (var row in _filled)
        {
            Total.AsSpan((int)row * _width, _width).Clear();
        }

        _filled.Clear();
        foreach (var shard in _shards)
        {
            AddRows(shard, Total);
            _filled.AddRange(shard.Integers(_spec.Ids!));
        }
    }

    /// <summary>Adds the dense gradients of a stretch; stretches may be added from several threads.</summary>
    /// <returns>The sum of the squares there.</returns>
    public double AddDense(int from, int length)
    {
        var total = Total.AsSpan(from, length);
        for (var shard = 1; shard < _shards.Count && _spec.Dense is { } dense; shard++)
        {
            TensorPrimitives.Add(total, _shards[shard].Floats(dense).AsSpan(from, length), total);
        }

        return TensorPrimitives.SumOfSquares<float>(total);
    }

    private void AddRows(GraphRun shard, float[] to)
    {
        var (rows, ids) = (shard.Floats(_spec.Rows!), shard.Integers(_spec.Ids!));
        for (var i = 0; i < ids.Length; i++)
        {
            var row = to.AsSpan((int)ids[i] * _width, _width);
            TensorPrimitives.Add(row, rows.AsSpan(i * _width, _width), row);
        }
    }
}
