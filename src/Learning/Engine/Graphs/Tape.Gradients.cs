using LlmRec.Onnx.Graphs;

namespace LlmRec.Learning.Engine.Graphs;

/// <summary>The way back: from a loss to the gradients of all parameters.</summary>
internal sealed partial class Tape
{
    /// <summary>The output that holds the loss.</summary>
    public const string LossOutput = "loss";

    /// <summary>Writes the gradients of a loss into the graph and makes them outputs.</summary>
    /// <param name="loss">One number, [1].</param>
    /// <exception cref="GraphException">The loss is not one number, or a parameter has no influence on it.</exception>
    public void Differentiate(Tensor loss)
    {
        foreach (var gradient in Gradients(loss))
        {
            var name = gradient.Of.Name;
            var spec = new GradientSpec(
                name,
                gradient.Dense is null ? null : $"gradient of {name}",
                gradient.Rows is null ? null : $"row gradients of {name}",
                gradient.Rows is null ? null : $"rows of {name}");
            if (gradient.Dense is { } dense)
            {
                Output(spec.Dense!, dense);
            }

            if (gradient.Rows is var (ids, rows))
            {
                Output(spec.Rows!, rows);
                Output(spec.Ids!, ids);
            }

            _gradients.Add(spec);
        }
    }

    private List<ParameterGradient> Gradients(Tensor loss)
    {
        if (loss.Size != 1 || !loss.Learns)
        {
            throw new GraphException($"{loss} is no loss to differentiate: it must be one number with a parameter behind it.");
        }

        Output(LossOutput, loss);
        var arrived = new Dictionary<Tensor, List<Tensor>>(ReferenceEqualityComparer.Instance) { [loss] = [Constant("one", [1], loss.Shape)] };
        var looked = new Dictionary<Tensor, List<(Tensor Ids, Tensor Rows)>>(ReferenceEqualityComparer.Instance);
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
                Append(looked, lookup.Table, (lookup.Ids, gradient));
            }

            foreach (var parent in tensor.Parents)
            {
                Append(arrived, parent.Of, parent.Gradient(gradient));
            }
        }

        return [.. _parameters.Values.Where(p => p.Tensor.Learns).Select(p => Gradient(p.Spec, p.Tensor, arrived, looked))];
    }

    private ParameterGradient Gradient(
        ParameterSpec spec, Tensor tensor, Dictionary<Tensor, List<Tensor>> arrived, Dictionary<Tensor, List<(Tensor Ids, Tensor Rows)>> looked)
    {
        var (dense, rows) = (arrived.GetValueOrDefault(tensor), looked.GetValueOrDefault(tensor));
        return dense is null && rows is null
            ? throw new GraphException($"The loss does not depend on the parameter '{spec.Name}'.")
            : new(
                spec,
                tensor,
                dense is null ? null : Total(dense),
                rows is null ? null : (Concat(0, [.. rows.Select(r => r.Ids)]), Concat(0, [.. rows.Select(r => r.Rows)])));
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

    private sealed record ParameterGradient(ParameterSpec Of, Tensor Parameter, Tensor? Dense, (Tensor Ids, Tensor Values)? Rows);
}
