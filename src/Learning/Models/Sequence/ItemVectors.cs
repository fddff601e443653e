using LlmRec.Learning.Engine.Graphs;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>
/// An item's vector in the network: a vector of its own plus a learned linear map of its frozen text vector, the same for
/// input and output. The map makes items that share words share what is learned of them, and gives an item that nobody has
/// liked yet a vector from its text alone.
/// </summary>
internal sealed class ItemVectors
{
    /// <summary>The parameter of own vectors, [trained items, width].</summary>
    public const string Own = "item vectors";

    /// <summary>The frozen text vectors of the trained items.</summary>
    public const string Text = "item texts";

    /// <summary>The parameter of the map, [text width, width].</summary>
    public const string Map = "text map";

    private const float OwnDeviation = 0.02f;
    private const float MapDeviation = 0.05f;

    private readonly Tape _tape;
    private readonly Tensor _own;
    private readonly (Tensor Texts, Tensor Map)? _text;

    /// <param name="tape">The network.</param>
    /// <param name="items">Trained items.</param>
    /// <param name="width">Width of a vector.</param>
    /// <param name="textWidth">Width of a text vector; 0 without texts.</param>
    public ItemVectors(Tape tape, int items, int width, int textWidth)
    {
        _tape = tape;
        _own = tape.Parameter(Own, Initial.Normal(OwnDeviation), true, items, width);
        if (textWidth > 0)
        {
            _text = (tape.Frozen(Text, items, textWidth), tape.Parameter(Map, Initial.Normal(MapDeviation), true, textWidth, width));
        }
    }

    /// <summary>The vectors of all trained items, [items, width].</summary>
    public Tensor All => _text is var (texts, map) ? _tape.Add(_own, _tape.MatMul(texts, map)) : _own;

    /// <summary>The vectors of some, [n, width].</summary>
    public Tensor Of(Tensor ids) => _text is var (texts, map)
        ? _tape.Add(_tape.Lookup(_own, ids), _tape.MatMul(_tape.Lookup(texts, ids), map))
        : _tape.Lookup(_own, ids);
}
