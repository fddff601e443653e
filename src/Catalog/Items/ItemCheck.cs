namespace LlmRec.Catalog.Items;

/// <summary>Checks and cleans an item before it is stored.</summary>
public static class ItemCheck
{
    /// <summary>Returns the item as it is stored, or why it can't be.</summary>
    public static (Item? Item, string? Reason) Check(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var title = CleanText.Of(item.Title ?? "").Trim();
        var reason = EntryChecks.Id(item.Id)
            ?? (title.Length == 0 ? "title is missing or empty" : null)
            ?? EntryChecks.Length(title, EntryChecks.LongestTitle, "title")
            ?? EntryChecks.Length(item.Text, EntryChecks.LongestText, "text")
            ?? Categories(item.Categories)
            ?? EntryChecks.Attributes(item.Attributes)
            ?? ImageUrl(item.ImageUrl);
        return reason is not null
            ? (null, reason)
            : (item with
            {
                Title = title,
                Text = CleanText.OrNull(item.Text),
                Categories = [.. item.Categories.Select(c => CleanText.Of(c).Trim()).Distinct()],
                Attributes = AttributeValue.Cleaned(item.Attributes),
                CreatedAt = item.CreatedAt?.ToUniversalTime(),
            }, null);
    }

    private static string? Categories(IReadOnlyList<string> categories) =>
        categories.Count > EntryChecks.MostCategories ? $"categories has {categories.Count} entries; at most {EntryChecks.MostCategories} are taken"
        : categories.Any(string.IsNullOrWhiteSpace) ? "categories holds an empty entry"
        : categories.Any(c => c.Length > EntryChecks.LongestCategory) ? $"categories holds an entry of over {EntryChecks.LongestCategory} characters"
        : null;

    private static string? ImageUrl(string? url) =>
        url is null || (url.Length <= EntryChecks.LongestValue && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https"))
            ? null
            : $"imageUrl must be an absolute http or https address of at most {EntryChecks.LongestValue:n0} characters";
}
