using System.Text.RegularExpressions;
using LlmRec.Reclm.Corpus;

namespace LlmRec.Reclm.Training;

/// <summary>The words of the answers beside the values of their requests: all that the model ever has to write itself.</summary>
internal static partial class ClosedWords
{
    // A word that stands only once or twice is a piece of a value that holds another.
    private const int Seldom = 3;

    /// <summary>The words, as written.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<Sample> samples) =>
    [
        .. samples.SelectMany(Words).CountBy(w => w).Where(w => w.Value >= Seldom).Select(w => w.Key).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Words(Sample sample)
    {
        var text = sample.Text;
        foreach (var value in sample.Request.Split('\n').Select(l => l.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? l[(at + 2)..] : "").Where(v => v.Length > 0).OrderByDescending(v => v.Length))
        {
            text = text.Replace(value, "\u0001", StringComparison.OrdinalIgnoreCase);
        }

        // The kinds of values are the request's own words, too.
        var kinds = Kind().Matches(sample.Request).SelectMany(m => m.Groups[1].Value.Split(' ')).ToHashSet();
        return Word().Matches(text).Select(m => m.Groups[1].Value).Where(w => !kinds.Contains(w) || w is "category");
    }

    [GeneratedRegex(@"(?m)^(?:- (?:same|different)|Ask which) (.+?):")]
    private static partial Regex Kind();

    [GeneratedRegex(@"(?<=^| )([\p{L}'-]+)(?=[,.:;?]?( |$))")]
    private static partial Regex Word();
}
