namespace LlmRec.Agents.Explaining.Facts;

/// <summary>Long titles as people say them, in all that is spoken of together: or none of them, where two could then be taken for each other.</summary>
internal static class ShortTitles
{
    /// <summary>The facts with short titles.</summary>
    public static PickFacts In(PickFacts facts)
    {
        var spoken = Items(facts).DistinctBy(i => (i.Id, i.Title)).Select(i => (i.Title, Short: SayableText.ShortTitle(i.Title))).ToList();
        var isClear = spoken.Index().All(a => spoken.Skip(a.Index + 1).All(b => !MayBeMistaken(a.Item, b)));
        return isClear ? Shortened(facts) : facts;
    }

    private static bool MayBeMistaken((string Title, string Short) one, (string Title, string Short) other) =>
        (one.Title != one.Short || other.Title != other.Short)
            && (one.Short.StartsWith(other.Short, StringComparison.OrdinalIgnoreCase) || other.Short.StartsWith(one.Short, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<ItemFacts> Items(PickFacts facts) =>
        [facts.Item, .. facts.Liked.Select(l => l.Item), .. facts.Versus is { } versus ? Items(versus.Facts) : []];

    private static PickFacts Shortened(PickFacts facts) => facts with
    {
        Item = Short(facts.Item),
        Liked = [.. facts.Liked.Select(l => l with { Item = Short(l.Item) })],
        Versus = facts.Versus is { } versus ? versus with { Facts = Shortened(versus.Facts) } : null,
    };

    private static ItemFacts Short(ItemFacts item) => item with { Title = SayableText.ShortTitle(item.Title) };
}
