using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace LlmRec.Recommending.Merging;

/// <summary>A few scores by channel: an array beside the list of names that all candidates of a request share. 0 stands for none.</summary>
/// <param name="channels">The names.</param>
/// <param name="scores">In step with the names.</param>
internal sealed class ChannelScores(IReadOnlyList<string> channels, float[] scores) : IReadOnlyDictionary<string, float>
{
    public int Count => scores.Count(score => score > 0);

    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    public IEnumerable<float> Values => scores.Where(score => score > 0);

    public float this[string key] => TryGetValue(key, out var score) ? score : throw new KeyNotFoundException($"The channel {key} did not find it.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out float value)
    {
        value = 0;
        for (var i = 0; i < scores.Length && value == 0; i++)
        {
            value = channels[i] == key ? scores[i] : 0;
        }

        return value > 0;
    }

    public IEnumerator<KeyValuePair<string, float>> GetEnumerator()
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > 0)
            {
                yield return KeyValuePair.Create(channels[i], scores[i]);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
