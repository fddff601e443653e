namespace LlmRec.Agents.Explaining;

/// <summary>The explanations asked for last, up to a number. Safe for concurrent use.</summary>
internal sealed class ExplanationCache
{
    private const int Most = 5_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, Explanation Value)>> _byKey = [];
    private readonly LinkedList<(string Key, Explanation Value)> _latestFirst = new();

    public Explanation? Find(string key)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                return null;
            }

            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            return node.Value.Value;
        }
    }

    public void Keep(string key, Explanation explanation)
    {
        lock (_lock)
        {
            if (_byKey.Remove(key, out var known))
            {
                _latestFirst.Remove(known);
            }

            _byKey[key] = _latestFirst.AddFirst((key, explanation));
            if (_byKey.Count > Most)
            {
                _byKey.Remove(_latestFirst.Last!.Value.Key);
                _latestFirst.RemoveLast();
            }
        }
    }
}
