using LlmRec.Catalog.Users;

namespace LlmRec.Embedding.Texts;

/// <summary>The text by which a user is embedded: stated profile, attributes, and what they like.</summary>
public sealed class UserText
{
    private const string AttributePrefix = "attributes.";

    private readonly TextTemplate _template;

    /// <param name="template">See <see cref="TextOptions.User"/>.</param>
    /// <exception cref="TextTemplateException">The template is malformed.</exception>
    public UserText(string template) => _template = TextTemplate.Parse(
        template, name => name is "text" or "attributes" or "likes" || IsAttribute(name));

    /// <summary>Fills the template in for a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="likedTitles">Titles of what the user likes, the latest first.</param>
    /// <returns>The text; empty when nothing is known of the user.</returns>
    public string Of(User user, IReadOnlyList<string> likedTitles)
    {
        ArgumentNullException.ThrowIfNull(user);
        return _template.Fill(name => name switch
        {
            "text" => user.Text,
            "likes" => string.Join("; ", likedTitles),
            "attributes" => string.Join(", ", user.Attributes.Select(a => $"{a.Key} {string.Join(", ", a.Value.Values)}")),
            _ => user.Attributes.TryGetValue(name[AttributePrefix.Length..], out var value) ? string.Join(", ", value.Values) : null,
        });
    }

    private static bool IsAttribute(string name) => name.Length > AttributePrefix.Length && name.StartsWith(AttributePrefix, StringComparison.Ordinal);
}
