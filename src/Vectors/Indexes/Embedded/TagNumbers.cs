using System.Collections.Concurrent;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>Numbers for tags, so that rows hold and filters compare integers. One writer, any number of readers.</summary>
internal sealed class TagNumbers
{
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The number of a tag, a new one for a new tag.</summary>
    public int NumberOf(string tag)
    {
        if (!_numbers.TryGetValue(tag, out var number))
        {
            _numbers[tag] = number = _numbers.Count;
        }

        return number;
    }

    /// <summary>The number of a tag; −1, which no row has, for an unknown one.</summary>
    public int Find(string tag) => _numbers.TryGetValue(tag, out var number) ? number : -1;
}
