using LlmRec.Learning.Engine.Graphs;
using LlmRec.Onnx;

namespace LlmRec.Learning.Engine.Training;

/// <summary>Runs a graph once.</summary>
internal static class OneRun
{
    /// <summary>Opens a graph, runs it and closes it.</summary>
    /// <param name="graph">A graph without inputs.</param>
    /// <param name="values">The values of its parameters.</param>
    /// <param name="output">The output that is wanted.</param>
    /// <param name="sessions">Opens it.</param>
    public static float[] Of(TapeGraph graph, IReadOnlyDictionary<string, float[]> values, string output, OnnxSessions sessions)
    {
        using var session = sessions.Open(graph.Model, output);
        using var weights = Weights.Create(graph.Parameters.Select(p => p with { Initial = null }), values, seed: 0);
        using var run = new GraphRun(session, graph, weights, sessions.CopiesInputs);
        run.Run();
        return run.Floats(output);
    }
}
