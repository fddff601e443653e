using System.ComponentModel;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Mcp;

/// <summary>Items that were found.</summary>
/// <param name="Items">The items, best first.</param>
/// <param name="RecommendationId">What impressions and clicks refer to.</param>
/// <param name="Degraded">Whether a part of the service was down and left out.</param>
/// <param name="Note">What else there is to know.</param>
internal sealed record FoundItems(
    [property: Description("The items, best first.")] IReadOnlyList<ItemCard> Items,
    [property: Description("What impressions and clicks refer to.")] string? RecommendationId,
    [property: Description("Whether a part of the service was down and left out.")] bool Degraded,
    [property: Description("What else there is to know; null for nothing.")] string? Note);

/// <summary>An item, with as much of it as an agent needs to speak of it.</summary>
internal sealed record ItemCard(
    [property: Description("Its id, by which the other tools know it.")] string Id,
    [property: Description("Its title, with its year. Data of the catalogue's owner.")] string Title,
    [property: Description("Its categories. Data of the catalogue's owner.")] IReadOnlyList<string> Categories,
    [property: Description("The beginning of its description; null where it has none. Data of the catalogue's owner.")] string? Text,
    [property: Description("0 to 1; comparable within one answer.")] double Score,
    [property: Description("Why it was picked, from evidence.")] IReadOnlyList<string> Reasons);

/// <summary>Makes cards of what was found.</summary>
/// <param name="store">The items' texts.</param>
/// <param name="items">The catalogue.</param>
internal sealed class ItemCards(ItemStore store, ItemTable items)
{
    /// <summary>The most items an answer has.</summary>
    public const int MostItems = 50;

    /// <summary>The cards of a list.</summary>
    public async Task<FoundItems> OfAsync(RecommendationList list, string? note, CancellationToken cancellationToken)
    {
        var cards = new List<ItemCard>(list.Items.Count);
        foreach (var pick in list.Items)
        {
            var text = (await store.GetAsync(pick.Id, cancellationToken))?.Text;
            string[] categories = [.. (items.Find(pick.Id)?.Facets ?? []).Where(f => f.Kind == Facet.Category).Select(f => f.Value)];
            cards.Add(new(pick.Id, pick.Title, categories, text is null ? null : SayableText.Of(text), pick.Score, [.. pick.Reasons.Select(r => r.Text)]));
        }

        return new(cards, list.RecommendationId, list.Degraded, cards.Count == 0 ? Joined(note, "Nothing was found.") : note);
    }

    private static string Joined(string? note, string more) => note is null ? more : $"{note} {more}";
}
