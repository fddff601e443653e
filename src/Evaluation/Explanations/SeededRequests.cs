using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Evaluation.Explanations;

/// <summary>
/// Requests as a service gets them, so that every kind of evidence has to be put into words: users with a history in turn
/// with visitors who say what they like, what they feel like, both, or nothing.
/// </summary>
internal sealed class SeededRequests
{
    private const int ShortestWord = 5;

    private readonly IReadOnlyList<CatalogItem> _items;
    private readonly IReadOnlyList<string> _users;
    private readonly Random _random;

    /// <param name="items">The catalogue.</param>
    /// <param name="users">Users with a history; may be empty.</param>
    /// <param name="seed">Chooses items, users and wishes.</param>
    public SeededRequests(ItemTable items, IReadOnlyList<string> users, int seed)
    {
        _random = new Random(seed);
        _items = [.. items.All().OrderBy(i => i.Id, StringComparer.Ordinal)];
        _users = users;
    }

    /// <summary>Requests without end.</summary>
    /// <param name="limit">Items of a list.</param>
    public IEnumerable<RecommendationRequest> All(int limit)
    {
        for (var i = 0; ; i++)
        {
            yield return (i % 8) switch
            {
                1 => new() { Likes = Likes(), Limit = limit },
                3 => new() { Likes = Likes(), Wish = Wish(), Limit = limit },
                5 => new() { Wish = Wish(), Limit = limit },
                7 when i % 16 == 7 => new() { Limit = limit },
                _ when _users.Count > 0 => new() { UserId = _users[_random.Next(_users.Count)], Limit = limit },
                _ => new() { Likes = Likes(), Limit = limit },
            };
        }
    }

    private List<string> Likes() => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Any().Id).Distinct()];

    /// <summary>A facet or two of some item, or words of its title: what someone might type who has such an item in mind.</summary>
    private string Wish()
    {
        var item = Any();
        string[] facets = [.. item.Facets.Select(f => f.Value).Where(v => v.Any(char.IsLetter)).Distinct()];
        string[] words = [.. item.Title.Split(' ').Where(w => w.Length >= ShortestWord && w.All(char.IsLetter))];
        var said = facets.Length > 0 && (words.Length == 0 || _random.Next(4) > 0) ? facets : words;
        _random.Shuffle(said);
        return said.Length > 0 ? string.Join(' ', said.Take(_random.Next(1, 3))) : item.Title;
    }

    private CatalogItem Any() => _items[_random.Next(_items.Count)];
}
