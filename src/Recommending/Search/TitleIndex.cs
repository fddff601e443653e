using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Recommending.Search;

/// <summary>
/// Titles as they are typed: what begins so, at the title's beginning or at one of its words. Made on first use; after a
/// change of the catalogue the former index answers while the new one is made, but never with an item that is gone.
/// </summary>
/// <param name="items">The catalogue.</param>
/// <param name="behaviour">Who likes what: of many titles the liked ones come first.</param>
public sealed class TitleIndex(ItemTable items, BehaviourView behaviour)
{
    private readonly Lock _making = new();
    private volatile TitleList? _titles;
    private int _isRefreshing;

    /// <summary>Finds titles.</summary>
    /// <param name="typed">What is typed so far; case, diacritics and punctuation don't matter. Without a letter or digit nothing is found.</param>
    /// <param name="limit">The most items wanted, 1 or more.</param>
    /// <returns>
    /// Items: those whose title begins so before those that hold it further on, then the most liked, the shortest title, the
    /// oldest in the store.
    /// </returns>
    public IReadOnlyList<CatalogItem> Find(string typed, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var prefix = TypedText.Of(typed).Folded;
        return prefix.Length == 0 ? [] : Current().Best(prefix, limit, IsThere, item => behaviour.Popularity.ScoreOf(item.Key));
    }

    /// <summary>Makes the index, where it is not made yet: for a start, so that nobody waits for it.</summary>
    public void Prepare() => Current();

    private bool IsThere(CatalogItem item) => items.Find(item.Id)?.DisplayTitle == item.DisplayTitle;

    private TitleList Current()
    {
        var titles = _titles;
        if (titles is null)
        {
            lock (_making)
            {
                return _titles ??= Make();
            }
        }

        if (titles.Version != items.Version && Interlocked.Exchange(ref _isRefreshing, 1) == 0)
        {
            _ = Task.Run(Refresh);
        }

        return titles;
    }

    private void Refresh()
    {
        try
        {
            _titles = Make();
        }
        finally
        {
            Volatile.Write(ref _isRefreshing, 0);
        }
    }

    private TitleList Make()
    {
        var version = items.Version;
        return TitleList.Of(items.All(), version);
    }
}
