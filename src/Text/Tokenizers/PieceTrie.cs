namespace LlmRec.Text.Tokenizers;

/// <summary>A prefix tree of a vocabulary's pieces over code points.</summary>
internal sealed class PieceTrie
{
    /// <summary>The root node.</summary>
    public const int Root = 0;

    private readonly Dictionary<(int Node, int Symbol), int> _children = [];
    private readonly List<int> _pieces = [-1];

    /// <summary>Adds a piece; one that is there already is replaced.</summary>
    public void Add(string piece, int id)
    {
        var node = Root;
        foreach (var rune in piece.EnumerateRunes())
        {
            if (!_children.TryGetValue((node, rune.Value), out var child))
            {
                child = _pieces.Count;
                _pieces.Add(-1);
                _children.Add((node, rune.Value), child);
            }

            node = child;
        }

        _pieces[node] = id;
    }

    /// <summary>Goes down by one symbol.</summary>
    public bool TryStep(int node, int symbol, out int child) => _children.TryGetValue((node, symbol), out child);

    /// <summary>The piece that ends at a node; −1 for none.</summary>
    public int PieceAt(int node) => _pieces[node];
}
