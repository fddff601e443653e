using System.Text;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.Understanding;

namespace LlmRec.Agents.Completing;

/// <summary>A turn as one text: the reply, and below it a numbered list of what is shown, each with its explanation.</summary>
/// <param name="titles">How items are named in a list.</param>
internal sealed class AnswerText(ListedTitles titles)
{
    /// <summary>The text, and where each item stands in it.</summary>
    public (string Text, IReadOnlyList<ListedItem> Items) Of(TurnAnswer turn, CatalogueLexicon known)
    {
        var text = new StringBuilder(MarkdownText.Escape(Lead(turn)));
        var listed = new List<ListedItem>();
        foreach (var (i, item) in turn.Items.Index())
        {
            text.Append(i == 0 ? "\n\n" : "\n").Append(i + 1).Append(". ");
            var start = text.Length;
            text.Append(titles.NameOf(item.Id, item.Title, known));
            if (item.Explanation is { } explanation)
            {
                text.Append(" — ").Append(MarkdownText.Escape(explanation.Text));
            }

            listed.Add(new(item, start, text.Length));
        }

        return (text.ToString(), listed);
    }

    /// <summary>The reply without the explanation in it, which stands in the list.</summary>
    private static string Lead(TurnAnswer turn) => turn.Items is [{ Explanation.Text: { Length: > 0 } said }, ..]
        ? turn.Reply.Replace($" {said}", "", StringComparison.Ordinal)
        : turn.Reply;
}
