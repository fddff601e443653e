using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What a name in a text stands for.</summary>
internal enum MentionKind
{
    Item,
    Liked,
    Versus,
    Disliked,
    Facet,
    WishWord,
}

/// <summary>A value of the evidence that may stand in a text.</summary>
/// <param name="Text">How it may be written.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Index">For a liked or disliked item, which.</param>
/// <param name="Value">For a facet, its value as the evidence has it.</param>
/// <param name="IgnoreCase">Whether case may differ: titles are told from words by it.</param>
internal sealed record Mention(string Text, MentionKind Kind, int Index, string Value, bool IgnoreCase)
{
    public bool IsTitle => Kind is MentionKind.Item or MentionKind.Liked or MentionKind.Versus or MentionKind.Disliked;
}

/// <summary>All values of the evidence, longest first.</summary>
internal static class Mentions
{
    public static IReadOnlyList<Mention> Of(PickFacts facts)
    {
        var all = new List<Mention>();
        ItemFacts[] disliked = [.. facts.Dislikes.Where(title => !char.IsLower(title[0])).Select(title => new ItemFacts("", title, null, []))];
        ItemFacts[] liked = [.. AllLiked(facts).Select(l => l.Item)];
        ItemFacts[] versus = facts.Versus is { } other ? [other.Facts.Item] : [];
        string[] titles = [.. new[] { facts.Item }.Concat(liked).Concat(versus).Concat(disliked).Select(i => i.Title)];
        foreach (var (kind, items) in new[] { (MentionKind.Item, [facts.Item]), (MentionKind.Liked, liked), (MentionKind.Versus, versus), (MentionKind.Disliked, disliked) })
        {
            foreach (var (i, item) in items.Index())
            {
                all.AddRange(WrittenTitles.Of(item, titles).Distinct().Select(form => new Mention(CheckedText.Plain(form), kind, i, item.Title, false)));
            }
        }

        foreach (var facet in Holders.AllFacets(facts))
        {
            all.AddRange(FacetForms.Of(facet).Select(form => new Mention(CheckedText.Plain(form), MentionKind.Facet, 0, facet.Value, true)));
        }

        // What is disliked may be a kind of thing as well as a title: no item has it, and what has it not may be said to lack it.
        foreach (var avoided in facts.Dislikes.Where(d => d.Count(c => c == ' ') < 3 && !SmallWords.All.Contains(d.ToLowerInvariant())))
        {
            all.AddRange(FacetForms.Of(new(Facet.Category, avoided)).Select(form => new Mention(CheckedText.Plain(form), MentionKind.Facet, 0, avoided, true)));
        }

        foreach (var word in facts.Words.Concat(facts.Versus?.Facts.Words ?? []))
        {
            all.Add(new(CheckedText.Plain(word), MentionKind.WishWord, 0, word, true));
        }

        return [.. all.Where(m => m.Text.Length > 0).Distinct().OrderByDescending(m => m.Text.Length).ThenBy(m => m.Kind)];
    }

    /// <summary>The liked items behind the pick, then those behind what it is held against; one behind both is one, with what it shares with either.</summary>
    public static IEnumerable<LikedFacts> AllLiked(PickFacts facts) => facts.Liked.Concat(facts.Versus?.Facts.Liked ?? [])
        .GroupBy(l => (l.Item.Id, l.Item.Title))
        .Select(same => same.First() with { Item = same.First().Item with { Facets = [.. same.SelectMany(l => l.Item.Facets).Distinct()] } });
}
