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

    private readonly ItemTable _items;
    private readonly ItemWords _words;
    private readonly ItemVectors _vectors;
    private readonly VectorNeighbours _byVector;
    private readonly CandidateFilter _any;
    private readonly KeptLists<(long Words, long Vectors)> _lists;

    /// <summary>Creates it over the items, their words and their vectors.</summary>
    public TextNeighbours(ItemTable items, ItemWords words, ItemVectors vectors, VectorNeighbours byVector)
    {
        (_items, _words, _vectors, _byVector) = (items, words, vectors, byVector);
        _any = new(ItemFilter.None, items, new HashSet<int>());
        _lists = new(() => (words.Version, byVector.Version));
    }

    /// <summary>Neighbours of items, nearest first, at most <see cref="VectorNeighbours.Kept"/>, the item itself left out; scores from 0 to about 1.</summary>
    /// <param name="items">Keys.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<IReadOnlyList<IReadOnlyList<Candidate>>> OfAsync(IReadOnlyList<int> items, CancellationToken cancellationToken) =>
        await _lists.OfAsync(items, async missing =>
        {
            var byVector = await _byVector.OfAsync(missing, cancellationToken);
            return [.. missing.Select((item, i) => Fuse(item, byVector[i], _any, VectorNeighbours.Kept))];
        });

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
        float[] nearness = [.. items.Select(item => ScoreIn(_lists.Kept(item) ?? [], other))];
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
}
