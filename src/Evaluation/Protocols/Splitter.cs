using LlmRec.Evaluation.Datasets;

namespace LlmRec.Evaluation.Protocols;

/// <summary>Cuts a dataset.</summary>
public static class Splitter
{
    /// <summary>Cuts a dataset by a protocol.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="rule">The protocol.</param>
    /// <param name="coldShare">The share of the items, from 0 to below 1, that loses all its events in training and validation.</param>
    /// <param name="seed">Chooses the cold items.</param>
    /// <exception cref="EvaluationException">The protocol doesn't fit the dataset, or leaves nothing to train on or to score.</exception>
    public static Split Cut(Dataset dataset, ProtocolRule rule, double coldShare, int seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(rule);
        var assign = rule.Prepare(dataset);
        var assignments = dataset.Logs.Select(assign).ToList();
        var isCold = ColdItems(dataset, assignments, coldShare, seed);
        var (histories, times) = (new int[dataset.Logs.Count][], new double[dataset.Logs.Count][]);
        var (validation, test, without) = (new List<Target>(), new List<Target>(), 0);
        for (var user = 0; user < dataset.Logs.Count; user++)
        {
            var parts = assignments[user];
            var log = dataset.Logs[user];
            bool IsKept(int i) => !isCold[log[i].Item] || parts[i].Part == SplitMark.Test;
            var trained = Enumerable.Range(0, log.Length).Where(i => parts[i].Part == SplitMark.Train && log[i].IsLike && IsKept(i)).ToArray();
            histories[user] = Array.ConvertAll(trained, i => log[i].Item);
            times[user] = Array.ConvertAll(trained, i => log[i].Time);
            for (var i = 0; i < log.Length; i++)
            {
                if (!parts[i].IsTarget || !IsKept(i))
                {
                    continue;
                }

                var before = Enumerable.Range(0, i).Where(j => IsKept(j) && (!rule.BeforeMeansEarlier || log[j].Time < log[i].Time)).ToArray();
                var history = before.Where(j => log[j].IsLike).Select(j => log[j].Item).ToArray();
                var isTest = parts[i].Part == SplitMark.Test;
                if (history.Length > 0)
                {
                    (isTest ? test : validation).Add(new(user, history, [.. before.Select(j => log[j].Item).Distinct()], log[i].Item));
                }
                else if (isTest)
                {
                    without++;
                }
            }
        }

        return Checked(new() { Histories = histories, Times = times, Validation = validation, Test = test, TestWithoutHistory = without, IsCold = isCold }, dataset, rule);
    }

    private static bool[] ColdItems(Dataset dataset, List<Assignment[]> assignments, double share, int seed)
    {
        if (share is < 0 or >= 1)
        {
            throw new EvaluationException($"--cold is a share of the items from 0 to below 1, not {share}.");
        }

        var known = dataset.Logs
            .SelectMany((log, user) => log.Where((e, i) => e.IsLike && assignments[user][i].Part != SplitMark.Test))
            .Select(e => e.Item).Distinct().Order().ToArray();
        new Random(seed).Shuffle(known);
        var isCold = new bool[dataset.Items.Count];
        foreach (var item in known[..(int)Math.Round(share * known.Length)])
        {
            isCold[item] = true;
        }

        return isCold;
    }

    private static Split Checked(Split split, Dataset dataset, ProtocolRule rule) =>
        split.Histories.All(h => h.Length == 0) ? throw new EvaluationException($"{rule.Name} leaves no like of {dataset.Name} to train on.")
        : split.Test.Count == 0 ? throw new EvaluationException($"{rule.Name} finds no target in {dataset.Name}: it needs users with at least three likes.")
        : split;
}
