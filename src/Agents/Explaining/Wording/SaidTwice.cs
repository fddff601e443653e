using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Wording;

/// <summary>Whether a text says a value again: true, but a small model's way to stumble.</summary>
internal static class SaidTwice
{
    /// <summary>The first value that stands in a text more than once; null when none does. Names of items may come again.</summary>
    public static string? First(string text, PickFacts facts)
    {
        string[] names = [.. Names(facts), .. facts.Versus is { } versus ? Names(versus.Facts) : []];
        // Within a name, or within a longer value, a value is not said.
        foreach (var name in names.OrderByDescending(n => n.Length))
        {
            text = text.Replace(name, "\u0001", StringComparison.OrdinalIgnoreCase);
        }

        string[] values = [.. facts.InCommon.Select(f => f.Value), .. facts.Words.Select(w => $"“{w}”"), .. facts.Different is { } different ? [different.Value] : Array.Empty<string>()];
        foreach (var value in values.Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(v => v.Length))
        {
            var rest = text.Replace(value, "\u0002", StringComparison.OrdinalIgnoreCase);
            if (rest.Count(c => c == '\u0002') > 1 && facts.Versus is null)
            {
                return value;
            }

            text = rest.Replace('\u0002', '\u0001');
        }

        return null;
    }

    private static IEnumerable<string> Names(PickFacts facts) => facts.Liked.Select(l => l.Item.Spoken).Append(facts.Item.Spoken);
}
