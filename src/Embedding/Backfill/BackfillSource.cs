using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Catalog.Users;
using LlmRec.Embedding.Texts;
using LlmRec.Storage;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.Options;

namespace LlmRec.Embedding.Backfill;

/// <summary>Something to embed: its text and what it is filtered by.</summary>
/// <param name="Key">The owner's key.</param>
/// <param name="Id">The owner's id.</param>
/// <param name="Text">The text; empty when nothing is known, then there is nothing to embed.</param>
/// <param name="Year">The year; null for none.</param>
/// <param name="Tags">The tags.</param>
internal sealed record BackfillEntry(int Key, string Id, string Text, int? Year, IReadOnlyList<string> Tags);

/// <summary>One kind of things to embed, page by page.</summary>
internal interface IBackfillSource
{
    OwnerKind Kind { get; }

    Task<long> CountAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<BackfillEntry>> PageAsync(int afterKey, int limit, CancellationToken cancellationToken);

    /// <summary>Which keys of a range are still there, in the transaction that stores their vectors.</summary>
    Task<IReadOnlyList<int>> KeysAsync(StoreSession session, int first, int last);
}

/// <summary>What users' vectors are filtered by.</summary>
public static class UserTags
{
    /// <summary>Of users who like something: only they can say what people alike like.</summary>
    public const string Likes = "likes";
}

/// <summary>The items.</summary>
internal sealed class ItemSource(ItemStore items, ItemText text) : IBackfillSource
{
    public OwnerKind Kind => OwnerKind.Item;

    public Task<long> CountAsync(CancellationToken cancellationToken) => items.CountAsync(cancellationToken);

    public async Task<IReadOnlyList<BackfillEntry>> PageAsync(int afterKey, int limit, CancellationToken cancellationToken) =>
        [.. (await items.PageAsync(afterKey, limit, cancellationToken)).Select(row => new BackfillEntry(
            row.Key, row.Item!.Id, text.Of(row.Item), ItemFacets.YearOf(row.Item), [.. ItemFacets.Of(row.Item).Select(f => f.Tag)]))];

    public Task<IReadOnlyList<int>> KeysAsync(StoreSession session, int first, int last) => ItemStore.KeysAsync(session, first, last);
}

/// <summary>The users, with what they like.</summary>
internal sealed class UserSource(Store store, UserStore users, InteractionStore interactions, LikeRules rules, UserText text, IOptions<TextOptions> options) : IBackfillSource
{
    public OwnerKind Kind => OwnerKind.User;

    public Task<long> CountAsync(CancellationToken cancellationToken) => users.CountAsync(cancellationToken);

    public async Task<IReadOnlyList<BackfillEntry>> PageAsync(int afterKey, int limit, CancellationToken cancellationToken)
    {
        var entries = new List<BackfillEntry>();
        foreach (var (key, user) in await users.PageAsync(afterKey, limit, cancellationToken))
        {
            entries.Add(await EntryAsync(key, user, cancellationToken));
        }

        return entries;
    }

    public Task<IReadOnlyList<int>> KeysAsync(StoreSession session, int first, int last) => UserStore.KeysAsync(session, first, last);

    private async Task<BackfillEntry> EntryAsync(int key, User user, CancellationToken cancellationToken)
    {
        var liked = await LikedAsync(key, cancellationToken);
        var titles = await TitlesAsync([.. liked.Take(options.Value.LikedTitles)], cancellationToken);
        return new(key, user.Id, text.Of(user, titles), null, liked.Count > 0 ? [UserTags.Likes] : []);
    }

    private async Task<IReadOnlyList<int>> LikedAsync(int userKey, CancellationToken cancellationToken) =>
        // Who liked something once and dislikes it now does not like it.
        [.. (await interactions.OfUserAsync(userKey, cancellationToken))
            .Select(i => (i.ItemKey, Weight: rules.WeightOf(i.Type, i.Value)))
            .Where(i => i.Weight != 0).DistinctBy(i => i.ItemKey)
            .Where(i => i.Weight > 0).Select(i => i.ItemKey)];

    private async Task<IReadOnlyList<string>> TitlesAsync(IReadOnlyList<int> liked, CancellationToken cancellationToken)
    {
        var titles = await store.ReadAsync(
            session => session.QueryAsync<(int Key, string Title)>("SELECT key, title FROM items WHERE key IN @liked AND deleted = 0", new { liked }), cancellationToken);
        var byKey = titles.ToDictionary(t => t.Key, t => t.Title);
        return [.. liked.Where(byKey.ContainsKey).Select(key => byKey[key])];
    }
}
