using System.Globalization;
using LlmRec.Agents.Conversing.Understanding;

namespace LlmRec.Agents.Conversing.Tools.Checking;

/// <summary>Numbers of a reply: years of what is spoken of, what the person said, how many like it, a count of the items named, places of a list.</summary>
internal static class NumberRules
{
    private static readonly string[] Forms = ["0.##", "0.00", "#,0"];

    /// <summary>Whether a number stands in the evidence.</summary>
    /// <param name="piece">The number.</param>
    /// <param name="about">The items spoken of.</param>
    /// <param name="evidence">The evidence.</param>
    /// <param name="named">How many items the reply names.</param>
    public static bool Holds(ReplyPiece piece, IReadOnlyList<SpeakableItem> about, ReplyEvidence evidence, int named)
    {
        var written = piece.First.Written;
        if (MessageTerm.Of(evidence.Said).Any(t => t.Written == written))
        {
            return true;
        }

        if (!int.TryParse(written.TrimEnd('s'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        if (written.EndsWith('s'))
        {
            return about.Any(i => i.Item.Year is { } year && (year / 10 * 10 == number || (number < 100 && year / 10 * 10 % 100 == number)));
        }

        var isPlace = piece.First.Before.Length == 0 || piece.First.Before.Contains('\n', StringComparison.Ordinal);
        return about.Any(i => i.Item.Year == number || i.Why?.Likes == number || (i.Text is { } text && MessageTerm.Of(text).Any(t => t.Written == written)))
            || about.SelectMany(i => i.Item.Numbers.Values).Concat(evidence.State.Ranges.SelectMany(r => new[] { r.From ?? r.To!.Value, r.To ?? r.From!.Value })).Any(n => Digits(n).Contains(written))
            || number == evidence.State.YearFrom || number == evidence.State.YearTo
            || (number >= 1 && (number == named || (isPlace && number <= named)));
    }

    /// <summary>A number as it is written, in runs of digits: 17.5 may be 17.50.</summary>
    private static IEnumerable<string> Digits(double number) => Forms.SelectMany(f => number.ToString(f, CultureInfo.InvariantCulture).Split('.', ','));
}
