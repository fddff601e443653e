using LlmRec.Agents.Explaining.Facts;

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
    private const int LongTitle = 60;

    public static IReadOnlyList<Mention> Of(PickFacts facts)
    {
        var all = new List<Mention>();
        AddTitles(all, facts.Item, MentionKind.Item, 0);
        foreach (var (i, liked) in AllLiked(facts).Index())
        {
            AddTitles(all, liked.Item, MentionKind.Liked, i);
        }

        if (facts.Versus is { } versus)
        {
            AddTitles(all, versus.Facts.Item, MentionKind.Versus, 0);
        }

        foreach (var (i, title) in facts.Dislikes.Index())
        {
            AddTitles(all, new("", title, null, []), MentionKind.Disliked, i);
        }

        foreach (var facet in Holders.AllFacets(facts))
        {
            all.AddRange(FacetForms.Of(facet).Select(form => new Mention(CheckedText.Plain(form), MentionKind.Facet, 0, facet.Value, true)));
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

    private static void AddTitles(List<Mention> all, ItemFacts item, MentionKind kind, int index)
    {
        foreach (var title in FormsOf(item).Distinct())
        {
            all.Add(new(CheckedText.Plain(title), kind, index, item.Title, false));
        }
    }

    private static IEnumerable<string> FormsOf(ItemFacts item)
    {
        yield return item.Name;
        yield return item.Title;
        var bare = item.Title;
        if (item.Year is { } year && bare.EndsWith($"({year})", StringComparison.Ordinal))
        {
            bare = bare[..bare.LastIndexOf('(')].TrimEnd();
            yield return bare;
        }

        // Catalogues sort by what follows the article: "Matrix, The".
        foreach (var article in new[] { "The", "A", "An" })
        {
            if (bare.EndsWith($", {article}", StringComparison.Ordinal))
            {
                yield return $"{article} {bare[..^(article.Length + 2)]}";
                yield return $"{article} {bare[..^(article.Length + 2)]} ({item.Year})";
            }
        }

        // Nobody says a product's whole title.
        if (item.Title.Length > LongTitle && item.Title.IndexOfAny([',', '(', ';', '|']) is > 0 and var end && item.Title[..end].Trim() is var head && head.Count(c => c == ' ') >= 2)
        {
            yield return head;
        }
    }
}
