using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Learning.Models.Sequence;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.TwoTower;

/// <summary>The item tower: a vector of the item's own plus a two-layer map of its text, at unit length.</summary>
internal sealed class TowerVectors
{
    /// <summary>Share of the occurrences that go by their text alone (feature dropout), so that new items find their place.</summary>
    private const float OwnDropout = 0.2f;

    private const string TextIn = "text in";
    private const string TextOut = "text out";
    private const string TextBias = "text bias";

    private readonly Tape _tape;
    private readonly Tensor _own;
    private readonly Tensor? _texts;
    private readonly int _width;

    /// <param name="tape">The network.</param>
    /// <param name="items">Items.</param>
    /// <param name="width">Width of a vector.</param>
    /// <param name="textWidth">Width of a text vector; 0 without texts.</param>
    public TowerVectors(Tape tape, int items, int width, int textWidth)
    {
        (_tape, _width) = (tape, width);
        _own = tape.Parameter(ItemVectors.Own, Initial.Normal(1 / MathF.Sqrt(width)), true, items, width);
        _texts = textWidth > 0 ? tape.Frozen(ItemVectors.Text, items, textWidth) : null;
    }

    /// <summary>The parameters that know the text alone.</summary>
    public static IReadOnlyList<string> TextParameters { get; } = [TextIn, TextOut, TextBias];

    /// <summary>The vectors of items of which only the text is known.</summary>
    /// <param name="texts">Item × <paramref name="textWidth"/>.</param>
    /// <param name="textWidth">Numbers in a text's vector.</param>
    /// <param name="width">Width of a vector.</param>
    /// <param name="weights">The values of <see cref="TextParameters"/>.</param>
    /// <param name="sessions">Opens the graph.</param>
    /// <returns>Item × width, of unit length.</returns>
    public static float[] OfTexts(float[] texts, int textWidth, int width, IReadOnlyDictionary<string, float[]> weights, OnnxSessions sessions)
    {
        var tape = new Tape("item tower", training: false);
        tape.Output("vectors", tape.Normalise(Text(tape, tape.Frozen(ItemVectors.Text, texts.Length / textWidth, textWidth), width)));
        return OneRun.Of(tape.Build(), new Dictionary<string, float[]>(weights) { [ItemVectors.Text] = texts }, "vectors", sessions);
    }

    /// <summary>The vectors of some items, [n, width].</summary>
    public Tensor Of(Tensor ids)
    {
        var own = _tape.Lookup(_own, ids);
        if (_texts is null)
        {
            return _tape.Normalise(own);
        }

        var ones = _tape.Constant("ones", [.. Enumerable.Repeat(1f, ids.Size)], ids.Size, 1);
        return _tape.Normalise(_tape.Add(_tape.Multiply(own, _tape.Dropout(ones, OwnDropout)), Text(_tape, _tape.Lookup(_texts, ids), _width)));
    }

    /// <summary>The part of the item tower that knows the text alone.</summary>
    /// <param name="tape">Where it is written to.</param>
    /// <param name="texts">[n, text width].</param>
    /// <param name="width">Width of a vector.</param>
    /// <returns>[n, width].</returns>
    public static Tensor Text(Tape tape, Tensor texts, int width)
    {
        var inner = 2 * width;
        var first = tape.Parameter(TextIn, Initial.Normal(1), true, texts.Width, inner);
        var second = tape.Parameter(TextOut, Initial.Normal(1 / MathF.Sqrt(inner)), true, inner, width);
        return tape.MatMul(tape.Relu(tape.Add(tape.MatMul(texts, first), tape.Parameter(TextBias, Initial.Zeros, false, inner))), second);
    }
}
