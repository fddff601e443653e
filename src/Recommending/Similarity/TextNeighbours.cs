using System.Collections.Concurrent;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Recommending.Similarity;

/// <summary>
/// Each item's nearest items by text: the words they share and the cosine of their vectors, added. Kept until an item or a
/// vector changes.
/// </summary>
public sealed class TextNeighbours
{
    // Of .3, .5 and .7 the best where the likes of the same people are the measure (docs/pipeline.md).
    private const float WordsWeight = 0.7f;

    // 20,000 × 200 × 8 bytes are 32 MB; beyond that all start anew.
    private const int MostItems = 20_000;

    private readonly ItemTable _items;
    private readonly ItemWords _words;
    private readonly ItemVectors _vectors;
    private readonly VectorNeighbours _byVector;
    private readonly CandidateFilter _any;
    private volatile Generation _generation = new(-1, -1);

    /// <summary>Creates it over the items, their words and their vectors.</summary>
    public TextNeighbours(ItemTable items, ItemWords words, ItemVectors vectors, VectorNeighbours byVector)
    {
        (_items, _words, _vectors, _byVector) = (items, words, vectors, byVector);
        _any = new(ItemFilter.None, items, new HashSet<int>());
    }

    /// <summary>Neighbours of items, nearest first, at most <see cref="VectorNeighbours.Kept"/>, the item itself left out; scores from 0 to about 1.</summary>
    /// <param name="items">Keys.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<IReadOnlyList<IReadOnlyList<Candidate>>> OfAsync(IReadOnlyList<int> items, CancellationToken cancellationToken)
    {
        var known = Current().Lists;
        int[] missing = [.. items.Where(i => !known.ContainsKey(i)).Distinct()];
        var byVector = await _byVector.OfAsync(missing, cancellationToken);
        for (var i = 0; i < missing.Length; i++)
        {
            known[missing[i]] = Fuse(missing[i], byVector[i], _any, VectorNeighbours.Kept);
        }

        return [.. items.Select(i => known[i])];
    }

    /// <summary>The same among the items that a filter allows.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Candidate>>> OfAsync(
        IReadOnlyList<int> items, CandidateFilter filter, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        var byVector = await _vectors.NearestAsync([.. items.Select(item => (int[])[item])], filter, limit, cancellationToken);
        return [.. items.Select((item, i) => Fuse(item, byVector[i], filter, limit))];
    }

    /// <summary>How near each of some items is to another, by both; 0 to about 1. By the kept lists where any of them holds the other, else computed.</summary>
    public IReadOnlyList<float> Nearness(IReadOnlyList<int> items, int other)
    {
        ArgumentNullException.ThrowIfNull(items);
        var known = Current().Lists;
        float[] nearness = [.. items.Select(item => known.TryGetValue(item, out var list) ? ScoreIn(list, other) : 0)];
        return nearness.Any(n => n > 0) ? nearness : [.. items.Select(item => Nearness(item, other))];
    }

    private float Nearness(int item, int other) =>
        (WordsWeight * _words.Shared(item, other)) + ((1 - WordsWeight) * Math.Max(0, _vectors.Cosine(item, other)));

    private static float ScoreIn(Candidate[] list, int item)
    {
        foreach (var candidate in list)
        {
            if (candidate.Item == item)
            {
                return candidate.Score;
            }
        }

        return 0;
    }

    private Candidate[] Fuse(int item, IReadOnlyList<Candidate> byVector, CandidateFilter filter, int limit)
    {
        using var scores = new ScoreBoard(_items);
        _words.AddTo(scores, item, WordsWeight);
        foreach (var (other, cosine) in byVector)
        {
            if (other != item)
            {
                scores.Add(other, (1 - WordsWeight) * cosine);
            }
        }

        return [.. scores.Best(filter, limit)];
    }

    /// <summary>The lists as things are now: taken before the search, so that a change meanwhile makes them stale, not wrong.</summary>
    private Generation Current()
    {
        var (generation, words, vectors) = (_generation, _words.Version, _byVector.Version);
        return generation.Words == words && generation.Vectors == vectors && generation.Lists.Count < MostItems
            ? generation
            : _generation = new(words, vectors);
    }

    private sealed record Generation(long Words, long Vectors)
    {
        public ConcurrentDictionary<int, Candidate[]> Lists { get; } = new();
    }
}
