using System.Text.Json;

namespace LlmRec.Catalog.Items;

/// <summary>Reads the columns of an item that are JSON.</summary>
internal static class ItemJson
{
    /// <summary>The values of categories and attributes, as one text.</summary>
    public static string Values(string categories, string attributes) => string.Join(
        ", ",
        JsonSerializer.Deserialize<string[]>(categories, CatalogJson.Options)!
            .Concat(JsonSerializer.Deserialize<Dictionary<string, AttributeValue>>(attributes, CatalogJson.Options)!.Values.SelectMany(v => v.Values)));
}
