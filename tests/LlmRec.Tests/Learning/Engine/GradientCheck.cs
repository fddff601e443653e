using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;

namespace LlmRec.Tests.Learning.Engine;

/// <summary>Compares the gradients of a tape with central differences of its loss.</summary>
internal static class GradientCheck
{
    private const float Distance = 3e-3f;

    /// <summary>The largest difference, as a share of the largest gradient.</summary>
    /// <param name="output">Writes the operator; the loss is its output times fixed random numbers.</param>
    /// <param name="fill">Fills the inputs.</param>
    public static double Worst(Func<Tape, Tensor> output, Action<GraphRun, TapeGraph>? fill = null)
    {
        var tape = new Tape("check", training: true);
        var y = output(tape);
        var factors = new float[y.Size];
        CounterRandom.FillNormal(factors, CounterRandom.Key(99), 0, 1);
        tape.Differentiate(tape.SumAll(tape.Multiply(y, tape.Constant("factors", factors, y.Shape))));
        var graph = tape.Build();
        using var session = TestSessions.Create().Open(graph.Model, "check");
        using var weights = Weights.Create(graph.Parameters, new Dictionary<string, float[]>(), seed: 5);
        using var run = new GraphRun(session, graph, weights, copies: false);
        fill?.Invoke(run, graph);

        var gradients = Gradients(run, graph, weights);
        var (worst, largest) = (0.0, 1e-3);
        foreach (var weight in weights.Learning)
        {
            for (var i = 0; i < weight.Values.Length; i++)
            {
                var numeric = (Loss(run, weight.Values, i, Distance) - Loss(run, weight.Values, i, -Distance)) / (2 * Distance);
                worst = Math.Max(worst, Math.Abs(numeric - gradients[weight.Spec.Name][i]));
                largest = Math.Max(largest, Math.Abs(numeric));
            }
        }

        return worst / largest;
    }

    private static Dictionary<string, float[]> Gradients(GraphRun run, TapeGraph graph, Weights weights)
    {
        run.Run();
        return graph.Gradients.ToDictionary(g => g.Parameter, g =>
        {
            var sum = new GradientSum(g, weights[g.Parameter], [run]);
            sum.AddRows(0);
            sum.AddAllRows();
            return (float[])sum.Total.Clone();
        });
    }

    private static double Loss(GraphRun run, float[] values, int at, float by)
    {
        var before = values[at];
        values[at] = before + by;
        run.Run();
        values[at] = before;
        return run.Floats(Tape.LossOutput)[0];
    }
}
