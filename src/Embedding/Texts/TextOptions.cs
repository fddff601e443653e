using System.ComponentModel.DataAnnotations;

namespace LlmRec.Embedding.Texts;

/// <summary>
/// What is embedded of an item and of a user, as templates (see <see cref="TextTemplate"/>). Section <c>Texts</c>.
/// A change of a template makes every text it changes stale; the next backfill embeds these again.
/// </summary>
public sealed class TextOptions
{
    /// <summary>
    /// Placeholders: <c>title</c>, <c>text</c>, <c>categories</c>, and <c>attributes.NAME</c> for any attribute.
    /// </summary>
    [Required]
    public string Item { get; set; } = "{title}[. {categories}][. {text}]";

    /// <summary>
    /// Placeholders: <c>text</c>, <c>attributes</c> (all), <c>attributes.NAME</c>, and <c>likes</c> (titles, the latest first).
    /// </summary>
    [Required]
    public string User { get; set; } = "[{text}. ][{attributes}. ][Likes {likes}.]";

    /// <summary>How many liked titles a user's text names at most, 0 to 200. Default 20.</summary>
    [Range(0, 200)]
    public int LikedTitles { get; set; } = 20;
}
