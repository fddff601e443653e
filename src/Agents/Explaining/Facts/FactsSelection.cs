using LlmRec.Catalog.Items;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Profiles;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Explaining.Facts;

/// <summary>Chooses from a pick's evidence what two sentences can say.</summary>
public sealed class FactsSelection
{
    private const int MostLiked = 2;
    private const int MostInCommon = 3;
    private const int MostWords = 4;
    private const int MostKinds = 2;

    private readonly ItemTable _items;

    /// <param name="items">The catalogue, for what the evidence names.</param>
    public FactsSelection(ItemTable items) => _items = items;

    /// <summary>The facts of one pick.</summary>
    /// <param name="item">The item.</param>
    /// <param name="evidence">Why it was picked; null when no channel found it.</param>
    /// <param name="profile">The user's likes and dislikes.</param>
    public PickFacts Of(CatalogItem item, PickEvidence? evidence, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(profile);
        var facts = new PickFacts
        {
            Item = ItemOf(item, item.Facets),
            Dislikes = [.. profile.Dislikes.Select(key => _items[key]?.Title).OfType<string>().Select(SayableText.Of)],
            Standing = profile.Dislikes.Contains(item.Key) ? Standing.Disliked : profile.Likes.Any(l => l.Item == item.Key) && !profile.Examples.Contains(item.Key) ? Standing.Liked : Standing.None,
        };
        return evidence is null || facts.Standing != Standing.None ? facts : WithReasons(facts, item, evidence, profile);
    }

    private PickFacts WithReasons(PickFacts facts, CatalogItem item, PickEvidence evidence, Profile profile)
    {
        var kinds = 0;
        bool Take(bool has) => has && ++kinds <= MostKinds;
        string[] words = [.. evidence.MatchedWords.Select(SayableText.Of).Where(w => w.Length > 0).DistinctBy(Term).Take(MostWords)];
        string[] asked = [.. evidence.Asked.Where(FacetKinds.CanBeSaid).Select(f => SayableText.Of(f.Value)).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords)];
        // A facet that was asked for is there as a whole; words are only found in a description.
        facts = asked.Length > 0 && words.Length == 0 && Take(true) ? facts with { Words = asked, WordsAreFacets = true } : facts with { Words = Take(words.Length > 0) ? words : [] };
        facts = facts with { ByMeaning = Take(evidence.ByMeaning) };
        if (Take(evidence.Liked.Count > 0))
        {
            facts = WithLiked(facts, item, evidence, profile);
        }

        return facts with
        {
            LikedByAlike = Take(evidence.LikedByAlike),
            // To someone whose own likes speak, that others like it too says little.
            Likes = Take(evidence.Likes is > 0 && facts.Liked.Count == 0) ? evidence.Likes : null,
            IsNew = Take(evidence.IsNew),
            Different = facts.Liked.Count > 0 && kinds < MostKinds ? Different(facts, item) : null,
        };
    }

    /// <summary>Liked items, and what every one of them has in common with the item: then it can't be said of the wrong one.</summary>
    private PickFacts WithLiked(PickFacts facts, CatalogItem item, PickEvidence evidence, Profile profile)
    {
        List<LikedFacts> liked = [.. evidence.Liked
            .Select(l => (Item: _items.Find(l.Id), l.Share))
            // Of two items with one title nobody could tell which is meant.
            .Where(l => l.Item is not null && l.Item.Title != item.Title)
            .Take(MostLiked)
            .Select(l => new LikedFacts(ItemOf(l.Item!, l.Item!.Facets.Intersect(item.Facets)), l.Share) { IsExample = profile.Examples.Contains(l.Item!.Key) })];
        var common = Common(liked);
        if (liked.Count > 1 && common.Count == 0 && liked[0].Item.Facets.Count > 0)
        {
            liked.RemoveRange(1, liked.Count - 1);
            common = Common(liked);
        }

        return facts with { Liked = liked, InCommon = common, LikedTogether = evidence.LikedTogether && common.Count == 0 };
    }

    private static List<Facet> Common(List<LikedFacts> liked) => liked.Count == 0 ? [] : [.. liked[0].Item.Facets
        .Where(f => liked.All(l => l.Item.Facets.Contains(f)))
        // A person is a rarer thing to have in common than a category.
        .OrderBy(f => FacetKinds.IsPerson(f.Kind) ? 0 : f.Kind == Facet.Category ? 1 : 2)
        .GroupBy(f => f.Value, StringComparer.OrdinalIgnoreCase)
        .Take(MostInCommon)
        .SelectMany(sameValue => sameValue)];

    /// <summary>"Pens" and "pen" are one word of a wish.</summary>
    private static string Term(string word) => string.Join(' ', SearchTerms.OfText(word).Select(t => t.Term)) is { Length: > 0 } term ? term : word;

    private Facet? Different(PickFacts facts, CatalogItem item)
    {
        var known = facts.Liked.SelectMany(l => _items.Find(l.Item.Id)?.Facets ?? []).ToHashSet();
        return facts.Item.Facets.Where(f => f.Kind == Facet.Category && !known.Contains(f)).Select(f => (Facet?)f).FirstOrDefault();
    }

    private static ItemFacts ItemOf(CatalogItem item, IEnumerable<Facet> facets) =>
        new(item.Id, SayableText.Of(item.Title), item.Year, [.. facets.Where(FacetKinds.CanBeSaid).Select(f => f with { Value = SayableText.Of(f.Value) })]);
}
