using LlmRec.Agents.Explaining;
using LlmRec.Agents.Explaining.Checking;

namespace LlmRec.Evaluation.Explanations;

/// <summary>Measures the words of explanations.</summary>
internal static class ExplanationMeasures
{
    /// <summary>Measures lists of explanations.</summary>
    /// <param name="lists">The lists, at least one explanation in all.</param>
    /// <param name="model">The model's name and version; null for none.</param>
    /// <param name="seconds">What the wording took.</param>
    public static ExplanationResult Of(IReadOnlyList<IReadOnlyList<Explanation>> lists, string? model, double seconds)
    {
        Explanation[] all = [.. lists.SelectMany(l => l)];
        Explanation[] worded = [.. all.Where(e => e.Source == Explanation.FromLlm)];
        var wordings = lists.Select(l => l.Select(e => FactsSaid.Wording(e.Text, e.Evidence)).ToList()).ToList();
        string[][] words = [.. wordings.SelectMany(l => l).Select(w => w.Split(' '))];
        return new()
        {
            N = all.Length,
            Model = model,
            Raw = model is null ? null : new(Share(all, e => e.Attempts is [{ Faults.Count: 0 }, ..]), Share(all, e => e.Attempts is [{ Faults.Count: 0, Text: { } text }, ..] && FactsSaid.All(text, e.Evidence))),
            Checked = model is null ? null : new(Share(worded, e => e.Check.Passed), Share(worded, IsExact), Share(all, e => e.Source == Explanation.FromLlm)),
            Final = new(Share(all, e => e.Check.Passed), Share(all, IsExact), Share(all, e => e.Source == Explanation.FromLlm), Share(all, e => e.Source == Explanation.FromTemplate)),
            Distinct1 = Distinct(words, 1),
            Distinct2 = Distinct(words, 2),
            Repeated = Math.Round(wordings.Sum(l => l.Count - l.Distinct().Count()) / (double)all.Length, 4),
            Words = Math.Round(all.Average(e => e.Text.Count(c => c == ' ') + 1), 1),
            Seconds = Math.Round(seconds, 1),
        };
    }

    /// <summary>Distinct runs of n words over all (Li et al., A Diversity-Promoting Objective Function, NAACL 2016, §5).</summary>
    private static double Distinct(string[][] texts, int n)
    {
        var runs = texts.SelectMany(words => Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).Select(i => string.Join(' ', words[i..(i + n)]))).ToList();
        return runs.Count == 0 ? 0 : Math.Round(runs.Distinct().Count() / (double)runs.Count, 4);
    }

    private static bool IsExact(Explanation e) => e.Check.Passed && FactsSaid.All(e.Text, e.Evidence);

    private static double Share(Explanation[] all, Func<Explanation, bool> holds) => all.Length == 0 ? 0 : Math.Round(all.Count(holds) / (double)all.Length, 4);
}
