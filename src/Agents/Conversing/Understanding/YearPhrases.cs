using System.Globalization;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Finds years, decades, and words that stand for them.</summary>
/// <param name="years">The years of the catalogue's items, in order.</param>
internal sealed class YearPhrases(IReadOnlyList<int> years)
{
    private const int ShortestYear = 1800;
    private const int LongestYear = 2100;
    private const double OldShare = 0.25;
    private const double NewShare = 0.75;

    private static readonly string[] Decades = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

    /// <summary>The years that are spoken of at a place, and how many words say so; 0 when none are.</summary>
    public (int Length, int? From, int? To) At(IReadOnlyList<MessageTerm> terms, int at)
    {
        var word = terms[at].Written;
        string? Next(int ahead) => at + ahead < terms.Count ? terms[at + ahead].Written : null;
        if (word is "between" or "from" && YearOf(Next(1)) is { } first && Next(2) is "and" or "to" or "till" or "until" && YearOf(Next(3)) is { } last)
        {
            return (4, first, last);
        }

        if (word is "before" or "until" && SpanOf(Next(1)) is { } before)
        {
            return (2, null, before.From - 1);
        }

        if (word is "after" or "since" && SpanOf(Next(1)) is { } after)
        {
            return (2, word == "since" ? after.From : after.To + 1, null);
        }

        if (SpanOf(word) is { } span)
        {
            return (Next(1), Next(2)) switch
            {
                ("or" or "and", "later" or "newer" or "after" or "up" or "onwards" or "onward") => (3, span.From, null),
                ("or" or "and", "earlier" or "older" or "before") => (3, null, span.To),
                ("onwards" or "onward", _) => (2, span.From, null),
                _ => (1, span.From, span.To),
            };
        }

        return word switch
        {
            "recent" or "modern" or "latest" or "contemporary" when years.Count > 0 => (1, years[(int)(years.Count * NewShare)], null),
            "old" or "vintage" or "classic" or "classics" or "oldies" when years.Count > 0 => (1, null, years[(int)(years.Count * OldShare)]),
            _ => (0, null, null),
        };
    }

    private static int? YearOf(string? word) => SpanOf(word) is ({ } from, { } to) && from == to ? from : null;

    /// <summary>A year, or a decade: 1990s, 90s, 90's, nineties.</summary>
    private static (int From, int To)? SpanOf(string? word)
    {
        if (word is null)
        {
            return null;
        }

        var digits = word.Replace("'", "", StringComparison.Ordinal).TrimEnd('s');
        var isDecade = word.EndsWith('s');
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Array.IndexOf(Decades, word) is >= 0 and var decade ? (1920 + (10 * decade), 1929 + (10 * decade)) : null;
        }

        if (isDecade && digits.Length == 2 && number % 10 == 0)
        {
            number += number >= 20 ? 1900 : 2000;
        }

        return number is < ShortestYear or > LongestYear ? null : isDecade ? (number / 10 * 10, (number / 10 * 10) + 9) : digits.Length == 4 ? (number, number) : null;
    }
}
