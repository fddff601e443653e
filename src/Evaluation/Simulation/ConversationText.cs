using System.Globalization;
using System.Text;

namespace LlmRec.Evaluation.Simulation;

/// <summary>Writes a conversation out for people, with what was made of each message and what went wrong.</summary>
internal static class ConversationText
{
    private const int MostFacts = 12;

    /// <summary>The conversation in Markdown.</summary>
    public static string Of(SimulatedConversation conversation, KnownCatalogue catalogue)
    {
        var (item, text) = (conversation.Target.Item, new StringBuilder());
        var outcome = conversation.FoundAt is { } at ? $"found with answer {at}" : $"not found in {SimulatedConversation.MostTurns}";
        text.Append(CultureInfo.InvariantCulture, $"Target: **{Escaped(item.Title)}** ({item.Id}{(item.Year is { } year ? $", {year}" : "")}): {Escaped(string.Join(", ", item.Facts.Take(MostFacts).Select(f => f.Value)))}; about {string.Join(", ", catalogue.ThemesOf(item))}. Opened: {conversation.Opening}; {outcome}.\n");
        foreach (var exchange in conversation.Exchanges)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- **Person** ({exchange.Said.Kind}): {Escaped(exchange.Said.Text)}\n  - read as: {Escaped(exchange.Read)}\n- **Service**: {Escaped(exchange.Answer.Reply)}\n");
            if (exchange.Answer.Items.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"  - shown: {string.Join("; ", exchange.Answer.Items.Select(i => Escaped($"{i.Title} [{string.Join(", ", catalogue[i.Id]?.Facts.Where(f => f.Role is FactRole.Kind or FactRole.Trait or FactRole.From).Take(6).Select(f => f.Value) ?? [])}]")))}\n");
            }

            if (exchange.Missed.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"  - NOT UNDERSTOOD: {Escaped(string.Join("; ", exchange.Missed.Select(m => m.Meant)))}\n");
            }

            if (exchange.RuledOut is { } reason)
            {
                text.Append(CultureInfo.InvariantCulture, $"  - RULES OUT THE TARGET: {Escaped(reason)}\n");
            }
        }

        if (conversation.IsAcceptanceUnderstood == false)
        {
            text.Append("  - NOT TAKEN FOR AN ACCEPTANCE\n");
        }

        return text.ToString();
    }

    private static string Escaped(string text) => text.Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
