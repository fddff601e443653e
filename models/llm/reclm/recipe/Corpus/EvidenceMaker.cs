using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Reclm.Catalogues;

namespace LlmRec.Reclm.Corpus;

/// <summary>Draws evidence of every shape that <see cref="FactsSelection"/> hands over.</summary>
/// <param name="catalogues">Where items come from.</param>
internal sealed class EvidenceMaker(IReadOnlyList<IItems> catalogues)
{
    private const int Reasons = 2;

    /// <summary>Evidence for a pick.</summary>
    /// <param name="random">Draws.</param>
    /// <param name="mayCompare">Whether it may be held against another item.</param>
    public PickFacts Draw(Random random, bool mayCompare)
    {
        var items = catalogues[random.Next(catalogues.Count)];
        var facts = One(items, random);
        if (!mayCompare || random.Next(12) != 0)
        {
            return facts;
        }

        var other = One(items, random);
        var isRanked = facts.Standing != Standing.Disliked && other.Standing != Standing.Disliked && random.Next(5) > 0;
        return other.Item.Title == facts.Item.Title ? facts : facts with { Versus = new(other, isRanked ? random.Next(2) == 0 : null) };
    }

    private static PickFacts One(IItems items, Random random)
    {
        var facts = new PickFacts { Item = Item(items, "item", [], random) };
        switch (random.Next(100))
        {
            case < 3: return facts;
            case < 5: return facts with { Standing = Standing.Liked };
            case < 7: return facts with { Standing = Standing.Disliked, Dislikes = [facts.Item.Title] };
        }

        var kinds = 0;
        bool Take(double share) => kinds < Reasons && random.NextDouble() < share && ++kinds > 0;
        var isLiked = random.Next(100) < 68;
        facts = facts with
        {
            Words = Take(.14) ? [.. Enumerable.Range(0, random.Next(8) switch { < 4 => 1, < 6 => 2, 6 => 3, _ => 4 }).Select(_ => items.WishWord(random)).Distinct(StringComparer.OrdinalIgnoreCase)] : [],
            ByMeaning = Take(.1),
        };
        facts = isLiked && kinds < Reasons && ++kinds > 0 ? WithLiked(facts, items, random) : facts;
        facts = facts with { LikedByAlike = Take(isLiked ? .25 : .5) };
        facts = facts with { Likes = !isLiked && Take(.6) ? Count(random) : null };
        facts = facts with { IsNew = facts is { Likes: null, LikedByAlike: false, LikedTogether: false } && Take(isLiked ? .05 : .6) };
        if (facts.Liked.Count > 0 && kinds < Reasons && random.Next(2) == 0)
        {
            var category = items.Category(random);
            facts = facts.Item.Facets.Contains(category) ? facts : facts with { Different = category, Item = facts.Item with { Facets = [.. facts.Item.Facets, category] } };
        }

        return facts;
    }

    private static PickFacts WithLiked(PickFacts facts, IItems items, Random random)
    {
        var shape = random.Next(10);
        List<Facet> common = shape < 7 ? Common(items, random) : [];
        LikedFacts[] liked = [.. Enumerable.Range(0, random.Next(5) < 2 ? 2 : 1).Select(i => new LikedFacts(Item(items, $"liked {i}", common, random), i == 0 ? .6 : .3)).DistinctBy(l => l.Item.Title).Where(l => l.Item.Title != facts.Item.Title)];
        return liked.Length == 0 ? facts with { ByMeaning = true } : facts with
        {
            Item = facts.Item with { Facets = [.. facts.Item.Facets.Concat(common).Distinct()] },
            Liked = liked,
            InCommon = common,
            LikedTogether = shape is 7 or 8,
        };
    }

    private static List<Facet> Common(IItems items, Random random)
    {
        var values = random.Next(10) switch { < 4 => 1, < 8 => 2, _ => 3 };
        List<Facet> drawn = [.. Enumerable.Range(0, values).Select(_ => random.Next(5) < 3 ? items.Category(random) : items.Attribute(random))];
        // Who wrote it may have directed it: one person, two parts.
        if (drawn.FirstOrDefault(f => FacetKinds.IsPerson(f.Kind)) is { Kind: not null } person && random.Next(6) == 0
            && items.Kinds.FirstOrDefault(kind => FacetKinds.IsPerson(kind) && kind != person.Kind) is { } second)
        {
            drawn.Insert(drawn.IndexOf(person) + 1, person with { Kind = second });
        }

        return [.. drawn.Distinct().GroupBy(f => f.Value, StringComparer.OrdinalIgnoreCase).SelectMany(g => g)
            .OrderBy(f => FacetKinds.IsPerson(f.Kind) ? 0 : f.Kind == Facet.Category ? 1 : 2)];
    }

    private static ItemFacts Item(IItems items, string id, IEnumerable<Facet> facets, Random random)
    {
        var (title, year) = items.Title(random);
        return new(id, title, year, [.. facets.Concat(id == "item" ? [items.Attribute(random), items.Category(random)] : []).Distinct()]);
    }

    private static int Count(Random random) => random.Next(6) switch { 0 => 1, 1 => random.Next(1_000, 100_000), 2 => random.Next(100, 1_000), _ => random.Next(2, 100) };
}
