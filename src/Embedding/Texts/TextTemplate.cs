using System.Text;

namespace LlmRec.Embedding.Texts;

/// <summary>
/// A line of text with <c>{name}</c> where a value goes. A part in square brackets is left out when a value in it is
/// empty: <c>{title}[. {categories}][. {text}]</c>. Brackets don't nest.
/// </summary>
public sealed class TextTemplate
{
    private readonly IReadOnlyList<Part> _parts;

    private TextTemplate(IReadOnlyList<Part> parts) => _parts = parts;

    /// <summary>Reads a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="isKnown">Says whether a placeholder's name is known.</param>
    /// <exception cref="TextTemplateException">A bracket is open or unopened, or a placeholder is unknown; the message says which.</exception>
    public static TextTemplate Parse(string template, Func<string, bool> isKnown)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(isKnown);
        var parts = new List<Part>();
        var position = 0;
        while (position < template.Length)
        {
            var optional = template[position] == '[';
            var end = template.IndexOf(optional ? ']' : '[', position);
            if (optional && end < 0)
            {
                throw new TextTemplateException($"'{template}': the '[' at {position} is never closed.");
            }

            end = end < 0 ? template.Length : end;
            parts.Add(new(Pieces(template, position + (optional ? 1 : 0), end, isKnown), optional));
            position = optional ? end + 1 : end;
        }

        return new(parts);
    }

    /// <summary>Fills the template in.</summary>
    /// <param name="valueOf">The value of a placeholder; null or empty when there is none.</param>
    public string Fill(Func<string, string?> valueOf)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            var values = part.Pieces.Select(p => (p.IsPlaceholder, Text: p.IsPlaceholder ? valueOf(p.Text) : p.Text)).ToList();
            if (!part.Optional || !values.Any(v => v.IsPlaceholder && string.IsNullOrWhiteSpace(v.Text)))
            {
                values.ForEach(v => text.Append(v.Text));
            }
        }

        return text.ToString().Trim();
    }

    private static List<Piece> Pieces(string template, int from, int to, Func<string, bool> isKnown)
    {
        var pieces = new List<Piece>();
        while (from < to)
        {
            var open = template.IndexOf('{', from, to - from);
            if (open < 0)
            {
                pieces.Add(new(template[from..to], false));
                break;
            }

            if (open > from)
            {
                pieces.Add(new(template[from..open], false));
            }

            var close = template.IndexOf('}', open, to - open);
            var name = close < 0 ? "" : template[(open + 1)..close];
            if (!isKnown(name))
            {
                throw new TextTemplateException($"'{template}': '{(close < 0 ? template[open..to] : $"{{{name}}}")}' is no known placeholder.");
            }

            pieces.Add(new(name, true));
            from = close + 1;
        }

        return pieces;
    }

    private sealed record Part(IReadOnlyList<Piece> Pieces, bool Optional);

    private sealed record Piece(string Text, bool IsPlaceholder);
}

/// <summary>A template can't be filled in; the message says where and why.</summary>
public sealed class TextTemplateException(string message) : Exception(message);
