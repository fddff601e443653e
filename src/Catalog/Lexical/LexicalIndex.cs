using LlmRec.Catalog.Items;
using LlmRec.Storage;
using LlmRec.Text.Lexical;

namespace LlmRec.Catalog.Lexical;

/// <summary>An item found by its words.</summary>
/// <param name="Key">The item's key.</param>
/// <param name="Score">Above 0, larger is better; about 1 for a text of average length that holds every word of the query once.</param>
public readonly record struct LexicalHit(int Key, double Score);

/// <summary>
/// Search by words, BM25 (Robertson and Zaragoza, 2009, §3; k1 1.2, b .75) over title, facets and text. A match in a facet
/// counts twice: facets are what a thing is, words in titles often are not what it is about (docs/pipeline.md).
/// </summary>
public sealed class LexicalIndex : IItemProjection
{
    // Enough for any wish; more terms only cost time.
    private const int MostTerms = 48;

    // What FTS5 takes for terms that most items hold.
    private const double LeastFrequency = 1e-6;

    private readonly Store _store;

    /// <param name="store">The open store.</param>
    public LexicalIndex(Store store) => _store = store;

    /// <inheritdoc/>
    public async Task WriteAsync(StoreSession session, int itemKey, Item item)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(item);
        await RemoveAsync(session, itemKey);
        await session.ExecuteAsync(
            "INSERT INTO lexical (rowid, title, facets, text) VALUES (@itemKey, @title, @facets, @text)",
            new { itemKey, title = Terms(item.Title), facets = Terms(FacetsOf(item)), text = Terms(item.Text ?? "") });
    }

    /// <inheritdoc/>
    public Task RemoveAsync(StoreSession session, int itemKey)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ExecuteAsync("DELETE FROM lexical WHERE rowid = @itemKey", new { itemKey });
    }

    /// <summary>Finds items that hold at least one of the query's words.</summary>
    /// <param name="query">Any text: operators of search languages are plain words here. Beyond 48 different words the rest is left out.</param>
    /// <param name="limit">The most items wanted.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Items, best first; equal scores by key.</returns>
    public async Task<IReadOnlyList<LexicalHit>> SearchAsync(string query, int limit, CancellationToken cancellationToken = default)
    {
        var terms = SearchTerms.OfQuery(query).DistinctBy(t => t.Term).Take(MostTerms).ToList();
        if (terms.Count == 0)
        {
            return [];
        }

        // A term holds letters, digits and marks only: in quotes nothing in it can be an operator.
        var match = string.Join(" OR ", terms.Select(t => $"\"{t.Term}\"{(t.IsPrefix ? "*" : "")}"));
        return await _store.ReadAsync<IReadOnlyList<LexicalHit>>(
            async session =>
            {
                var hits = await session.QueryAsync<(int Key, double Score)>(
                    "SELECT rowid, -bm25(lexical, 1.0, 2.0, 1.0) AS score FROM lexical WHERE lexical MATCH @match ORDER BY score DESC, rowid LIMIT @limit",
                    new { match, limit });
                var ideal = hits.Count > 0 ? await IdealAsync(session, terms) : 1;
                return [.. hits.Select(r => new LexicalHit(r.Key, r.Score / ideal))];
            },
            cancellationToken);
    }

    /// <summary>Which words of a query items hold, as they stand there, those of the title first; no stop words.</summary>
    /// <param name="query">The query.</param>
    /// <param name="itemKeys">The items that are shown.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>By item key; items that hold none are left out.</returns>
    public Task<IReadOnlyDictionary<int, IReadOnlyList<string>>> MatchedWordsAsync(
        string query, IReadOnlyList<int> itemKeys, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlyDictionary<int, IReadOnlyList<string>>>(
        async session =>
        {
            var wanted = MatchedWords.Wanted(query);
            var rows = await session.QueryAsync<(int Key, string Title, string Categories, string Attributes, string? Text)>(
                "SELECT key, title, categories, attributes, text FROM items WHERE key IN @itemKeys", new { itemKeys });
            return rows
                .Select(r => (r.Key, Words: MatchedWords.In(wanted, r.Title, ItemJson.Values(r.Categories, r.Attributes), r.Text)))
                .Where(r => r.Words.Count > 0)
                .ToDictionary(r => r.Key, r => r.Words);
        },
        cancellationToken);

    /// <summary>Which terms any item's text holds.</summary>
    /// <param name="terms">The terms, as <see cref="SearchTerms"/> makes them.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<IReadOnlySet<string>> KnownTermsAsync(IReadOnlyList<string> terms, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlySet<string>>(
        async session => (await session.QueryAsync<string>("SELECT term FROM lexical_terms WHERE term IN @terms", new { terms })).ToHashSet(),
        cancellationToken);

    /// <summary>The score of a text of average length that holds every term once: the sum of their inverse document frequencies. A term that no item holds counts most.</summary>
    private static async Task<double> IdealAsync(StoreSession session, IReadOnlyList<SearchTerm> terms)
    {
        var items = await session.ScalarAsync<long>("SELECT COUNT(*) FROM items WHERE deleted = 0");
        var counts = (await session.QueryAsync<(string Term, long Items)>(
            "SELECT term, doc FROM lexical_terms WHERE term IN @terms", new { terms = terms.Select(t => t.Term) })).ToDictionary(c => c.Term, c => c.Items);
        return terms.Sum(t => Math.Max(LeastFrequency, Math.Log((items - counts.GetValueOrDefault(t.Term) + 0.5) / (counts.GetValueOrDefault(t.Term) + 0.5))));
    }

    private static string FacetsOf(Item item) => string.Join(' ', ItemFacets.Of(item).Select(f => f.Value));

    private static string Terms(string text) => string.Join(' ', SearchTerms.OfText(text).Select(t => t.Term));
}
