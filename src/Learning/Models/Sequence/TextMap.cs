using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>Maps the text vectors of a whole catalogue.</summary>
internal static class TextMap
{
    /// <summary>texts × map.</summary>
    /// <param name="texts">[items, text width].</param>
    /// <param name="items">Items.</param>
    /// <param name="map">[text width, width].</param>
    /// <param name="width">Width of a vector.</param>
    /// <param name="sessions">Opens the graph of the product.</param>
    /// <returns>[items, width].</returns>
    public static float[] Apply(float[] texts, int items, float[] map, int width, OnnxSessions sessions)
    {
        var tape = new Tape("text map", training: false);
        tape.Output("vectors", tape.MatMul(tape.Frozen("texts", items, texts.Length / items), tape.Frozen("map", texts.Length / items, width)));
        var graph = tape.Build();
        using var session = sessions.Open(graph.Model, "the text map");
        using var weights = Weights.Create(graph.Parameters, new Dictionary<string, float[]> { ["texts"] = texts, ["map"] = map }, seed: 0);
        using var run = new GraphRun(session, graph, weights);
        run.Run();
        return run.Floats("vectors");
    }
}
