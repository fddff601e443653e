using LlmRec.Onnx.Graphs;

namespace LlmRec.Learning.Engine.Graphs;

/// <summary>The way back: from a loss to the gradients of all parameters.</summary>
internal sealed partial class Tape
{
    /// <summary>The output that holds the loss.</summary>
    public const string LossOutput = "loss";

    /// <summary>Writes the gradients of a loss into the graph and makes them outputs.</summary>
    /// <param name="loss">One number, [1].</param>
    /// <exception cref="GraphException">The loss is not one number, or no parameter lies behind it.</exception>
    public void Differentiate(Tensor loss)
    {
        if (loss.Size != 1 || !loss.Learns)
        {
            throw new GraphException($"{loss} is no loss to differentiate: it must be one number with a parameter behind it.");
        }

        Output(LossOutput, loss);
        var arrived = new Dictionary<Tensor, List<Tensor>>(ReferenceEqualityComparer.Instance) { [loss] = [Constant("one", [1], loss.Shape)] };
        var rows = new Dictionary<Tensor, List<(Tensor Ids, Tensor Rows)>>(ReferenceEqualityComparer.Instance);
        // A value stands after everything it was computed from, so backwards all of its gradient has arrived when its turn comes.
        for (var i = _learning.Count - 1; i >= 0; i--)
        {
            var tensor = _learning[i];
            if (!arrived.Remove(tensor, out var parts))
            {
                continue;
            }

            var gradient = Total(parts);
            if (_lookups.TryGetValue(tensor, out var lookup))
            {
                Append(rows, lookup.Table, (lookup.Ids, gradient));
            }

            foreach (var parent in tensor.Parents)
            {
                Append(arrived, parent.Of, parent.Gradient(gradient));
            }
        }

        foreach (var (spec, tensor) in _parameters.Values.Where(p => p.Tensor.Learns))
        {
            Output(spec.Name, arrived.GetValueOrDefault(tensor), rows.GetValueOrDefault(tensor));
        }
    }

    private void Output(string parameter, List<Tensor>? dense, List<(Tensor Ids, Tensor Rows)>? rows)
    {
        if (dense is null && rows is null)
        {
            throw new GraphException($"The loss does not depend on the parameter '{parameter}'.");
        }

        var spec = new GradientSpec(
            parameter,
            dense is null ? null : $"gradient of {parameter}",
            rows is null ? null : $"row gradients of {parameter}",
            rows is null ? null : $"rows of {parameter}");
        if (dense is not null)
        {
            Output(spec.Dense!, Total(dense));
        }

        if (rows is not null)
        {
            Output(spec.Rows!, Concat(0, [.. rows.Select(r => r.Rows)]));
            Output(spec.Ids!, Concat(0, [.. rows.Select(r => r.Ids)]));
        }

        _gradients.Add(spec);
    }

    private Tensor Total(List<Tensor> parts) => parts.Count == 1
        ? parts[0]
        : new(_graph.Sum([.. parts.Select(p => p.Value)]), parts[0].Shape, learns: false);

    private static void Append<T>(Dictionary<Tensor, List<T>> lists, Tensor key, T value)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(value);
    }
}
