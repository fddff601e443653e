using System.Text;
using System.Text.RegularExpressions;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>A piece of a text: a value of the evidence, a word, a number, or a mark.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Mention">The value of the evidence; null for anything else.</param>
/// <param name="BeginsSentence">Whether a capital means nothing here.</param>
internal sealed record Piece(string Text, Mention? Mention, bool BeginsSentence)
{
    public string Lower { get; } = Text.ToLowerInvariant();

    public bool IsWord => Mention is null && char.IsLetter(Text[0]);

    public bool IsNumber => Mention is null && char.IsDigit(Text[0]);

    public bool IsMark => Mention is null && !char.IsLetterOrDigit(Text[0]);
}

/// <summary>Cuts a text into sentences of pieces; what stands in the evidence stays whole.</summary>
internal static partial class CheckedText
{
    private const string Ends = ".!?…";

    /// <summary>One form for quotes and spaces, character by character.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Normalize(NormalizationForm.FormC));
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = plain[i] switch
            {
                '’' or '‘' or 'ʼ' or '`' => '\'',
                '“' or '”' or '„' or '«' or '»' => '"',
                '‐' or '‑' => '-',
                var c when char.IsWhiteSpace(c) => ' ',
                var c => c,
            };
        }

        return plain.ToString();
    }

    public static IReadOnlyList<IReadOnlyList<Piece>> Sentences(string text, IReadOnlyList<Mention> mentions)
    {
        text = Plain(text);
        var sentences = new List<List<Piece>>();
        var current = new List<Piece>();
        void End()
        {
            if (current.Count > 0)
            {
                sentences.Add(current);
                current = [];
            }
        }

        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            // After a quote or a colon a capital may be the writer's habit; inside of a sentence it names something.
            var begins = current.All(p => p.IsMark) || current[^1].Text == ":";
            var mention = IsBoundary(text, at) ? mentions.FirstOrDefault(m => IsAt(text, at, m) && !(begins && IsPlainWord(m))) : null;
            // In quotes stands what was asked for, also where an attribute is called the same.
            if (mention is { Kind: MentionKind.Facet } && current.Count > 0 && current[^1].Text == "\"" && mentions.FirstOrDefault(m => m.Kind == MentionKind.WishWord && m.Text.Length == mention.Text.Length && IsAt(text, at, m)) is { } asked)
            {
                mention = asked;
            }

            var length = mention?.Text.Length ?? Token().Match(text, at).Length;
            length = Math.Max(1, length);
            var piece = new Piece(text.Substring(at, length), mention, begins);
            at += length;
            if (piece.IsMark && Ends.Contains(piece.Text[0], StringComparison.Ordinal))
            {
                End();
                continue;
            }

            current.Add(piece);
            // "You liked Tollgate! The other …": the title's own mark ends the sentence too.
            if (mention is { IsTitle: true } && Ends.Contains(mention.Text[^1], StringComparison.Ordinal) && at + 1 < text.Length && text[at] == ' ' && char.IsUpper(text[at + 1])
                && !mentions.Any(m => IsAt(text, at + 1, m)))
            {
                End();
            }
        }

        End();
        return sentences;
    }

    /// <summary>A title such as "It" at the beginning of a sentence is the word, not the title.</summary>
    private static bool IsPlainWord(Mention mention) => mention.IsTitle && SmallWords.All.Contains(mention.Text.ToLowerInvariant());

    private static bool IsAt(string text, int at, Mention mention) =>
        string.Compare(text, at, mention.Text, 0, mention.Text.Length, mention.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal) == 0
            && (IsUnspaced(mention.Text[^1]) || IsBoundary(text, at + mention.Text.Length));

    /// <summary>Whether no word goes on across this place.</summary>
    private static bool IsBoundary(string text, int at) =>
        at == 0 || at >= text.Length || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]) || IsUnspaced(text[at]);

    /// <summary>Scripts without spaces between words: a name may end anywhere.</summary>
    private static bool IsUnspaced(char c) => c is >= '\u2E80' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF' or >= '\u0E00' and <= '\u0EFF';

    [GeneratedRegex(@"\G(?:[\p{L}\p{M}]+(?:['-][\p{L}\p{M}]+)*|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?)")]
    private static partial Regex Token();
}
