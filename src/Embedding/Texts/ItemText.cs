using LlmRec.Catalog.Items;

namespace LlmRec.Embedding.Texts;

/// <summary>The text by which an item is embedded.</summary>
public sealed class ItemText
{
    private const string AttributePrefix = "attributes.";

    private readonly TextTemplate _template;

    /// <param name="template">See <see cref="TextOptions.Item"/>.</param>
    /// <exception cref="TextTemplateException">The template is malformed.</exception>
    public ItemText(string template) => _template = TextTemplate.Parse(
        template, name => name is "title" or "text" or "categories" || IsAttribute(name));

    /// <summary>Fills the template in for an item.</summary>
    public string Of(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return _template.Fill(name => name switch
        {
            "title" => item.Title,
            "text" => item.Text,
            "categories" => string.Join(", ", item.Categories),
            _ => item.Attributes.TryGetValue(name[AttributePrefix.Length..], out var value) ? string.Join(", ", value.Values) : null,
        });
    }

    private static bool IsAttribute(string name) => name.Length > AttributePrefix.Length && name.StartsWith(AttributePrefix, StringComparison.Ordinal);
}
