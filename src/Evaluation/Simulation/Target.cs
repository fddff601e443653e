using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;
using LlmRec.Evaluation.Datasets;

namespace LlmRec.Evaluation.Simulation;

/// <summary>What a simulated person looks for without knowing its name.</summary>
/// <param name="Item">The item.</param>
/// <param name="Near">Items the person can compare it with, the nearest first.</param>
/// <param name="Seen">Ids of what the person knows already.</param>
/// <param name="User">Whose like it is; null where nobody's likes are known.</param>
internal sealed record Target(KnownItem Item, IReadOnlyList<KnownItem> Near, IReadOnlySet<string> Seen, string? User);

/// <summary>What people of a data folder like.</summary>
/// <param name="ByUser">By user, the ids of what they like; each once.</param>
internal sealed record KnownLikes(IReadOnlyDictionary<string, IReadOnlyList<string>> ByUser)
{
    /// <summary>Reads a folder's <c>interactions.csv</c>; nobody's likes where there is none.</summary>
    public static async Task<KnownLikes> ReadAsync(string folder, LikeRules rules, CancellationToken cancellationToken)
    {
        var likes = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (DataFolder.TryFind(folder, "interactions.csv") is not { } path)
        {
            return new(likes);
        }

        await using var input = await InputFile.OpenAsync(path, cancellationToken);
        await DataFolder.Intact(path, async () =>
        {
            await foreach (var (_, entry, _) in InteractionsFile.ReadAsync(input.Content, path, cancellationToken))
            {
                if (entry is not null && rules.WeightOf(entry.Type, entry.Value) > 0)
                {
                    likes.TryAdd(entry.UserId, new List<string>());
                    ((List<string>)likes[entry.UserId]).Add(entry.ItemId);
                }
            }
        });
        return new(likes.ToDictionary(l => l.Key, l => (IReadOnlyList<string>)[.. l.Value.Distinct()]));
    }
}

/// <summary>
/// Chooses targets: of each person one of their likes, in turns. The person's other likes are what they know already and
/// can compare with. Where nobody likes anything, any items.
/// </summary>
internal sealed class Targets
{
    private const int MostNear = 4;

    private readonly KnownCatalogue _catalogue;
    private readonly KnownLikes _likes;
    private readonly ILookup<string, string> _likers;
    private readonly int _seed;

    public Targets(KnownCatalogue catalogue, KnownLikes likes, int seed)
    {
        (_catalogue, _likes, _seed) = (catalogue, likes, seed);
        _likers = likes.ByUser.SelectMany(u => u.Value.Select(item => (item, user: u.Key))).ToLookup(l => l.item, l => l.user, StringComparer.Ordinal);
    }

    /// <summary>The targets, at most n; fewer where there are no more.</summary>
    /// <exception cref="EvaluationException">There is none of which anything could be said.</exception>
    public IReadOnlyList<Target> Take(int n)
    {
        var random = new Random(_seed);
        List<Target> targets = [.. (_likes.ByUser.Count > 0 ? Liked(random) : Any(random)).Take(n)];
        return targets.Count > 0 ? targets : throw new EvaluationException("Of no item is enough known to ask for it: they have no categories, no attributes and no text.");
    }

    private IEnumerable<Target> Liked(Random random)
    {
        var users = _likes.ByUser.Keys.Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(users);
        var orders = users.ToDictionary(u => u, u =>
        {
            KnownItem[] items = [.. _likes.ByUser[u].Select(id => _catalogue[id]).OfType<KnownItem>().Where(CanBeAskedFor)];
            random.Shuffle(items);
            return items;
        });
        for (var round = 0; orders.Values.Any(o => o.Length > round); round++)
        {
            foreach (var user in users.Where(u => orders[u].Length > round))
            {
                var item = orders[user][round];
                yield return new(item, Near(item, user), _likes.ByUser[user].Where(id => id != item.Id).ToHashSet(StringComparer.Ordinal), user);
            }
        }
    }

    private IEnumerable<Target> Any(Random random)
    {
        KnownItem[] items = [.. _catalogue.Items.Where(CanBeAskedFor)];
        random.Shuffle(items);
        return items.Select(i => new Target(i, Near(i, null), new HashSet<string>(), null));
    }

    private bool CanBeAskedFor(KnownItem item) => item.Facts.Count + _catalogue.ThemesOf(item).Count >= 2;

    /// <summary>What the person likes that others like beside the target, or that is most like it; what anyone likes where the person likes nothing else.</summary>
    private List<KnownItem> Near(KnownItem item, string? user)
    {
        // The person's own likes are left out: they are what is to be foreseen.
        var beside = _likers[item.Id].Where(u => u != user).SelectMany(u => _likes.ByUser[u]).CountBy(i => i).ToDictionary(StringComparer.Ordinal);
        double Nearness(KnownItem other) => (beside.GetValueOrDefault(other.Id) / Math.Sqrt(1 + _likers[other.Id].Count())) + KnownCatalogue.Overlap(item, other);
        var own = user is null ? [] : _likes.ByUser[user].Select(id => _catalogue[id]).OfType<KnownItem>().Where(i => i.Id != item.Id).ToList();
        return [.. (own.Count > 0 ? own : _catalogue.Items.Where(i => i.Id != item.Id)).Select(i => (Item: i, Nearness: Nearness(i))).Where(i => i.Nearness > 0).OrderByDescending(i => i.Nearness).ThenBy(i => i.Item.Id, StringComparer.Ordinal).Take(MostNear).Select(i => i.Item)];
    }
}
