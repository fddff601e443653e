using LlmRec.Agents.Conversing.State;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Conversing.Policy;

/// <summary>
/// Chooses the question that splits the candidates best: the kind of facet whose answer is expected to say most, in bits
/// (expected information gain; Lindley, On a measure of the information provided by an experiment, 1956).
/// </summary>
internal static class QuestionChoice
{
    private const int MostOptions = 3;
    private const double LeastGain = 0.8;
    private const double LeastCoverage = 0.5;
    private const double LeastShare = 0.05;

    /// <summary>The question.</summary>
    /// <param name="state">What is known and was asked already.</param>
    /// <param name="candidates">The facets of each candidate, and how likely it is what the person wants; in all 1.</param>
    /// <returns>The best question; null when none says enough.</returns>
    public static OpenQuestion? Best(DialogueState state, IReadOnlyList<(IReadOnlyList<Facet> Facets, double Share)> candidates)
    {
        var settled = state.Wanted.SelectMany(w => w.Kinds).Concat(state.Asked).ToHashSet();
        var known = state.Wanted.Concat(state.Unwanted).Select(w => w.Value).ToHashSet();
        return candidates
            .SelectMany(c => c.Facets.Where(f => !settled.Contains(f.Kind) && !known.Contains(f.Value)).Select(f => (Facet: f, c.Share)))
            .GroupBy(f => f.Facet.Kind)
            .Select(kind => (kind.Key, Values: Values(kind), Covered: candidates.Where(c => c.Facets.Any(f => f.Kind == kind.Key)).Sum(c => c.Share)))
            .Where(k => k.Covered >= LeastCoverage && k.Values.Count > 1)
            .Select(k => (k.Key, Options: k.Values.Take(MostOptions).ToList(), Gain: Gain(k.Values)))
            .Where(k => k.Gain >= LeastGain && k.Options.Count > 1)
            .OrderByDescending(k => k.Gain).ThenBy(k => k.Key, StringComparer.Ordinal)
            .Select(k => new OpenQuestion(k.Key, [.. k.Options.Select(o => o.Value)]))
            .FirstOrDefault();
    }

    private static List<(string Value, double Share)> Values(IEnumerable<(Facet Facet, double Share)> kind) =>
        [.. kind.GroupBy(f => f.Facet.Value).Select(v => (v.Key, Share: v.Sum(f => f.Share))).Where(v => v.Share >= LeastShare).OrderByDescending(v => v.Share).ThenBy(v => v.Key, StringComparer.Ordinal)];

    /// <summary>Bits that the answer tells: which of the options offered, or none of them.</summary>
    private static double Gain(List<(string Value, double Share)> values)
    {
        var offered = values.Take(MostOptions).Select(v => Math.Min(v.Share, 1)).ToList();
        var total = Math.Max(1, offered.Sum());
        return offered.Append(Math.Max(0, 1 - offered.Sum())).Where(p => p > 0).Sum(p => -(p / total) * Math.Log2(p / total));
    }
}
