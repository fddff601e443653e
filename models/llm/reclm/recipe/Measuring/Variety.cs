using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Reclm.Measuring;

/// <summary>How much texts vary, values left out: names are the catalogue's, words the writer's.</summary>
internal static class Variety
{
    /// <summary>Distinct n-grams over all n-grams (Li et al., A Diversity-Promoting Objective Function, NAACL 2016).</summary>
    /// <param name="texts">The texts with their evidence.</param>
    /// <param name="n">Words to a gram.</param>
    public static double Distinct(IEnumerable<(string Text, PickFacts Facts)> texts, int n)
    {
        var (all, distinct) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var words in texts.Select(t => Words(t.Text, t.Facts)))
        {
            for (var i = 0; i + n <= words.Length; i++)
            {
                all++;
                distinct.Add(string.Join(' ', words[i..(i + n)]));
            }
        }

        return all == 0 ? 0 : (double)distinct.Count / all;
    }

    /// <summary>Share of texts that, names aside, are the same as an earlier one of their list of ten.</summary>
    public static double Repeated(IEnumerable<(string Text, PickFacts Facts)> texts)
    {
        var chunks = texts.Select(t => string.Join(' ', Words(t.Text, t.Facts))).Chunk(10).ToArray();
        return chunks.Sum(c => c.Length - c.Distinct().Count()) / (double)chunks.Sum(c => c.Length);
    }

    private static string[] Words(string text, PickFacts facts)
    {
        string[] values = [facts.Item.Spoken, facts.Item.Name, .. facts.Liked.Select(l => l.Item.Spoken), .. facts.InCommon.Select(f => f.Value), .. facts.Words.Select(w => $"“{w}”"), facts.Different?.Value ?? ""];
        foreach (var value in values.Where(v => v.Length > 0).OrderByDescending(v => v.Length))
        {
            text = text.Replace(value, "_", StringComparison.OrdinalIgnoreCase);
        }

        return text.ToLowerInvariant().Split([' ', ',', '.', ':', ';', '?'], StringSplitOptions.RemoveEmptyEntries);
    }
}
