using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Recommending.Search;

/// <summary>
/// Titles as they are typed: what begins so, at the title's beginning or at one of its words. A sorted list of all titles,
/// and beside it a small one of what changed since, which is merged in the background when it grows. Only after a great
/// change, of thousands of items at once, may what is new be found a moment later; what is gone is never found.
/// </summary>
/// <param name="items">The catalogue.</param>
/// <param name="behaviour">Who likes what: of many titles the liked ones come first.</param>
public sealed class TitleIndex(ItemTable items, BehaviourView behaviour)
{
    private const int MostBeside = 500;

    private readonly Lock _making = new();
    private volatile TitleList? _all;
    private volatile Beside? _beside;
    private int _isMerging;

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
        return prefix.Length == 0
            ? []
            // An item that changed is another object: the one in the list is the former.
            : TitleList.Best(Lists(), prefix, limit, item => ReferenceEquals(items[item.Key], item), item => behaviour.Popularity.ScoreOf(item.Key));
    }

    /// <summary>Makes the index, where it is not made yet: for a start, so that nobody waits for it.</summary>
    public void Prepare() => Lists();

    private TitleList[] Lists()
    {
        var all = _all ?? Made(null);
        if (all.Version == items.Version)
        {
            return [all];
        }

        var beside = _beside;
        if (beside is null || beside.Since != all.Version || beside.Titles.Version != items.Version)
        {
            var version = items.Version;
            if (items.ChangedSince(all.Version) is not { } changed)
            {
                if (all.Count == 0)
                {
                    return [Made(all)];
                }

                Merge();
                return [all];
            }

            _beside = beside = new(all.Version, TitleList.Of(changed.Select(key => items[key]).OfType<CatalogItem>(), version));
        }

        if (beside.Titles.Count > MostBeside)
        {
            Merge();
        }

        return [all, beside.Titles];
    }

    /// <summary>Makes the list, unless another did since <paramref name="former"/>.</summary>
    private TitleList Made(TitleList? former)
    {
        lock (_making)
        {
            if (_all is not { } all || all == former)
            {
                var version = items.Version;
                _all = all = TitleList.Of(items.All(), version);
            }

            return all;
        }
    }

    private void Merge()
    {
        if (Interlocked.Exchange(ref _isMerging, 1) == 0)
        {
            _ = Task.Run(() =>
            {
                try
                {
                    Made(_all);
                }
                finally
                {
                    Volatile.Write(ref _isMerging, 0);
                }
            });
        }
    }

    /// <param name="Since">The version of the list that this stands beside.</param>
    /// <param name="Titles">What changed since.</param>
    private sealed record Beside(long Since, TitleList Titles);
}
