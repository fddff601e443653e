using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmRec.Catalog.Interactions;

/// <summary>Whether interactions carry times, or only their order.</summary>
public enum TimeKind
{
    /// <summary>Unix seconds.</summary>
    Real,

    /// <summary>An order index for each user: not a time, not comparable between users.</summary>
    OrderIndex,
}

/// <summary>Reads the time of an interaction.</summary>
public static partial class EventTime
{
    /// <summary>Numbers below this (3 March 1973 in Unix seconds) are order indexes.</summary>
    public const double FirstReal = 100_000_000;

    // A clock that runs ahead a little is no reason to lose an event.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>Reads Unix seconds (decimals allowed), an RFC 3339 time, or an order index.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="now">The present: later times are refused.</param>
    /// <returns>The number and its kind; or why it can't be read.</returns>
    public static (double Value, TimeKind Kind, string? Reason) Parse(string? text, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (0, TimeKind.Real, "timestamp is missing");
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number < 0 ? (0, TimeKind.Real, $"timestamp {EntryChecks.Shortened(text)} is before 1970")
                : number < FirstReal ? (number, TimeKind.OrderIndex, null)
                : Real(number, text, now);
        }

        return Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (time < DateTimeOffset.UnixEpoch
                ? (0, TimeKind.Real, $"timestamp {text} is before 1970")
                : Real(time.ToUnixTimeMilliseconds() / 1000.0, text, now))
            : (0, TimeKind.Real, $"timestamp '{EntryChecks.Shortened(text)}' is neither Unix seconds nor an RFC 3339 time such as 2026-11-23T08:00:00Z");
    }

    private static (double Value, TimeKind Kind, string? Reason) Real(double seconds, string text, DateTimeOffset now)
    {
        var latest = (now + Ahead).ToUnixTimeSeconds();
        return seconds <= latest ? (seconds, TimeKind.Real, null)
            : seconds / 1000 <= latest ? (0, TimeKind.Real, $"timestamp {EntryChecks.Shortened(text)} is in the future; it looks like milliseconds: send seconds")
            : (0, TimeKind.Real, $"timestamp {EntryChecks.Shortened(text)} is in the future");
    }

    // Without it "October 5, 2020" would be taken, and other things that look like dates to someone.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
