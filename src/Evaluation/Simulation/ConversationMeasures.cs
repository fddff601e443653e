using LlmRec.Evaluation.Significance;

namespace LlmRec.Evaluation.Simulation;

/// <summary>Measures simulated conversations.</summary>
internal static class ConversationMeasures
{
    private static readonly int[] Turns = [1, 3, 5, SimulatedConversation.MostTurns];

    /// <summary>Measures those with one policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="all">The conversations, at least one.</param>
    /// <param name="seed">Draws people.</param>
    public static PolicyResult Of(Ablation policy, IReadOnlyList<SimulatedConversation> all, int seed)
    {
        Measured? Mean(Func<SimulatedConversation, (double Sum, int Count)> of)
        {
            var sums = SumsOf(all, of);
            var interval = Bootstrap.Intervals([sums], seed)[0];
            return sums.Counts.Sum() == 0 ? null : new(Rounded(sums.Sums.Sum() / sums.Counts.Sum()), Rounded(interval.Low), Rounded(interval.High));
        }

        Measured MeanOfAll(Func<SimulatedConversation, double> of) => Mean(c => (of(c), 1))!;
        Measured? Share(Func<SimulatedConversation, IEnumerable<bool>> of) => Mean(c => (of(c).Count(holds => holds), of(c).Count()));
        return new()
        {
            Name = policy.Name,
            Success = Turns.ToDictionary(k => k, k => MeanOfAll(c => c.FoundAt <= k ? 1 : 0)),
            AsGood = Turns.ToDictionary(k => k, k => MeanOfAll(c => c.GoodAt <= k ? 1 : 0)),
            TurnsToSuccess = Mean(c => (c.FoundAt ?? 0, c.FoundAt is null ? 0 : 1)),
            TurnsSpent = MeanOfAll(Spent),
            Questions = MeanOfAll(c => c.Questions.Count()),
            Answerable = Share(c => c.Questions.Select(q => q.CanBeAnswered)),
            Offered = Share(c => c.Questions.Select(q => q.IsOffered)),
            Misunderstood = policy.HearsAll ? Mean(c => (c.Search.Sum(e => e.Missed.Count), c.Search.Sum(e => e.Said.Says.Count))) : null,
            RuledOut = MeanOfAll(c => c.Search.Any(e => e.RuledOut is not null) ? 1 : 0),
            Accepted = !policy.HearsAll ? null : Mean(c => (c.IsAcceptanceUnderstood == true ? 1 : 0, c.IsAcceptanceUnderstood is null ? 0 : 1)),
            ByOpening = all.GroupBy(c => c.Opening).OrderBy(o => o.Key, StringComparer.Ordinal).ToDictionary(o => o.Key, o => new OpeningResult(
                o.Count(), Turns.ToDictionary(k => k, k => Rounded(o.Average(c => c.FoundAt <= k ? 1.0 : 0))))),
        };
    }

    /// <summary>How one policy differs from another on the same targets.</summary>
    public static IEnumerable<PolicyDifference> Differences(IReadOnlyList<SimulatedConversation> whole, string against, IReadOnlyList<SimulatedConversation> other, int seed)
    {
        PolicyDifference Compared(string metric, Func<SimulatedConversation, double> of) => new(
            against, metric, Rounded(whole.Average(of) - other.Average(of)), PairedTest.P(SumsOf(whole, c => (of(c), 1)), SumsOf(other, c => (of(c), 1)), seed));
        return [.. Turns.Select(k => Compared($"success@{k}", c => c.FoundAt <= k ? 1 : 0)), Compared("turns", Spent)];
    }

    private static double Spent(SimulatedConversation conversation) => conversation.FoundAt ?? SimulatedConversation.MostTurns;

    /// <summary>Summed by person: one person's conversations go together.</summary>
    private static UserSums SumsOf(IReadOnlyList<SimulatedConversation> all, Func<SimulatedConversation, (double Sum, int Count)> of)
    {
        var people = all.GroupBy(c => c.Target.User ?? c.Target.Item.Id).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Select(of).ToList()).ToList();
        return new([.. people.Select(p => p.Sum(c => c.Sum))], [.. people.Select(p => p.Sum(c => c.Count))]);
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}
