namespace LlmRec.Learning.Models.Behaviour;

/// <summary>A dense row of sums that remembers which items were touched, so that emptying it costs as little as filling it.</summary>
internal sealed class ScoreBoard
{
    private readonly float[] _sums;
    private readonly bool[] _isTouched;
    private readonly List<int> _touched = [];

    /// <param name="items">How many items there are.</param>
    public ScoreBoard(int items)
    {
        _sums = new float[items];
        _isTouched = new bool[items];
    }

    /// <summary>The items touched since the board was emptied.</summary>
    public IReadOnlyList<int> Touched => _touched;

    /// <summary>An item's sum.</summary>
    public float this[int item]
    {
        get => _sums[item];
        set => _sums[item] = value;
    }

    /// <summary>Adds to an item's sum.</summary>
    public void Add(int item, float value)
    {
        _sums[item] += value;
        if (!_isTouched[item])
        {
            _isTouched[item] = true;
            _touched.Add(item);
        }
    }

    /// <summary>Empties the board and returns its entries of the largest magnitude, by item; entries of 0 are left out.</summary>
    public (int[] Items, float[] Sums) TakeLargest(int most)
    {
        var items = _touched.Where(i => _sums[i] != 0).ToArray();
        if (items.Length > most)
        {
            Array.Sort(Array.ConvertAll(items, i => -MathF.Abs(_sums[i])), items);
            items = items[..most];
        }

        Array.Sort(items);
        var sums = Array.ConvertAll(items, i => _sums[i]);
        foreach (var item in _touched)
        {
            _sums[item] = 0;
            _isTouched[item] = false;
        }

        _touched.Clear();
        return (items, sums);
    }
}
