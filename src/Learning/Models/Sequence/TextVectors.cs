using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Learning.Models.TwoTower;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>The vectors that trained models give items of which only a text is known.</summary>
internal static class TextVectors
{
    /// <summary>The parameters that map texts, of any of the models.</summary>
    public static IReadOnlyList<string> Parameters { get; } = [ItemVectors.Map, .. TowerVectors.TextParameters];

    /// <summary>The vectors of some texts.</summary>
    /// <param name="parts">The model's name and sizes.</param>
    /// <param name="weights">Its weights for texts.</param>
    /// <param name="texts">Text vectors, item × text width, row-major.</param>
    /// <param name="sessions">Opens the graph of the map.</param>
    /// <returns>Item × width.</returns>
    public static float[] Of(SequenceParts parts, IReadOnlyDictionary<string, float[]> weights, float[] texts, OnnxSessions sessions) =>
        parts.Name == ModelNames.TwoTower
            ? TowerVectors.OfTexts(texts, parts.TextWidth, parts.Shape.Width, weights, sessions)
            : Mapped(texts, parts.TextWidth, weights[ItemVectors.Map], sessions);

    /// <summary>Texts through a linear map.</summary>
    /// <param name="texts">Item × <paramref name="textWidth"/>.</param>
    /// <param name="textWidth">Numbers in a text's vector.</param>
    /// <param name="map">[text width, width].</param>
    /// <param name="sessions">Opens the graph of the map.</param>
    /// <returns>Item × width.</returns>
    public static float[] Mapped(float[] texts, int textWidth, float[] map, OnnxSessions sessions)
    {
        var tape = new Tape("text map", training: false);
        var vectors = tape.Frozen(ItemVectors.Text, texts.Length / textWidth, textWidth);
        tape.Output("vectors", tape.MatMul(vectors, tape.Frozen(ItemVectors.Map, textWidth, map.Length / textWidth)));
        var values = new Dictionary<string, float[]> { [ItemVectors.Text] = texts, [ItemVectors.Map] = map };
        return OneRun.Of(tape.Build(), values, "vectors", sessions);
    }
}
