namespace LlmRec.Recommending.Behaviour;

/// <summary>
/// Item-to-item neighbours by co-occurrence: how many users like both, over √(likes of one × likes of the other), shrunk
/// towards 0 where few users speak (Sarwar et al., WWW 2001, §3; shrinkage as in Bell and Koren, ICDM 2007, §3.1).
/// </summary>
public sealed class ItemNeighbours
{
    /// <summary>How many neighbours of an item are kept.</summary>
    public const int Kept = 200;

    // Beyond these an item's or a user's further likes say little and cost much.
    private const int MostUsers = 2_000;
    private const int MostLikes = 300;

    private readonly UserHistories _histories;
    private readonly float _shrinkage;
    private readonly ItemLists _companions;

    /// <param name="histories">Who likes what.</param>
    /// <param name="shrinkage">Added to the denominator, in users.</param>
    public ItemNeighbours(UserHistories histories, float shrinkage)
    {
        _histories = histories;
        _shrinkage = shrinkage;
        _companions = new(Compute);
    }

    /// <summary>An item's neighbours, in no particular order, at most <see cref="Kept"/>.</summary>
    public IEnumerable<Neighbour> Of(int item)
    {
        // How many like the other changes with every user, how many like both only with those who like the item: divided
        // here, kept undivided.
        float likes = _histories.LikersOf(item).Length;
        foreach (var (other, together) in _companions.Of(item))
        {
            yield return new(other, Similarity(likes, other, together));
        }
    }

    /// <summary>How similar an item's neighbour is; 0 when it is none.</summary>
    public float Similarity(int item, int other) =>
        _companions.CountOf(item, other) is > 0 and var together ? Similarity(_histories.LikersOf(item).Length, other, together) : 0;

    /// <inheritdoc cref="ItemLists.Forget(ReadOnlySpan{LikeEvent}, ReadOnlySpan{LikeEvent})"/>
    internal void Forget(ReadOnlySpan<LikeEvent> before, ReadOnlySpan<LikeEvent> after) => _companions.Forget(before, after);

    private ItemCount[] Compute(int item)
    {
        var counts = new Dictionary<int, int>();
        var users = _histories.LikersOf(item).Span;
        var seen = new HashSet<int>();
        foreach (var user in users[Math.Max(0, users.Length - MostUsers)..])
        {
            seen.Clear();
            var events = _histories.EventsOf(user).Span;
            for (var i = events.Length - 1; i >= 0 && seen.Count < MostLikes; i--)
            {
                if (events[i].IsLike && events[i].Item != item && seen.Add(events[i].Item))
                {
                    System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, events[i].Item, out _)++;
                }
            }
        }

        float likes = users.Length;
        return [.. counts
            .OrderByDescending(c => Similarity(likes, c.Key, c.Value)).ThenBy(c => c.Key)
            .Take(Kept)
            .Select(c => new ItemCount(c.Key, c.Value))];
    }

    private float Similarity(float likes, int other, int together) =>
        together / (MathF.Sqrt(likes * _histories.LikersOf(other).Length) + _shrinkage);
}

/// <summary>An item near another.</summary>
/// <param name="Item">Its key.</param>
/// <param name="Similarity">0 to 1.</param>
public readonly record struct Neighbour(int Item, float Similarity);
