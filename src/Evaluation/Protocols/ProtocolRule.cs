using System.Collections.Frozen;
using LlmRec.Catalog.Interactions;
using LlmRec.Evaluation.Datasets;

namespace LlmRec.Evaluation.Protocols;

/// <summary>The part of an event, and whether it is a target there.</summary>
/// <param name="Part">Train, validation or test.</param>
/// <param name="IsTarget">Whether it is to be foreseen.</param>
public readonly record struct Assignment(SplitMark Part, bool IsTarget);

/// <summary>A protocol: how a user's events are told apart.</summary>
/// <param name="Name">Its name, as in <c>--protocol</c>.</param>
/// <param name="Prepare">Looks at the whole dataset once and returns what assigns each event of a log.</param>
/// <param name="BeforeMeansEarlier">Whether only events of an earlier time are before a target; else the order of the log decides.</param>
public sealed record ProtocolRule(string Name, Func<Dataset, Func<LoggedEvent[], Assignment[]>> Prepare, bool BeforeMeansEarlier)
{
    /// <summary>Targets of one user in one part, at most, where there can be many.</summary>
    public const int MostTargets = 20;

    /// <summary>A user who was not trained on is scored from this like on (counted from 0).</summary>
    public const int NewUserFrom = 5;

    /// <summary>The protocols by name.</summary>
    public static FrozenDictionary<string, ProtocolRule> All { get; } = new ProtocolRule[]
    {
        new("leave-one-out", _ => LeaveOneOut, BeforeMeansEarlier: false),
        new("temporal", Temporal, BeforeMeansEarlier: true),
        new("splits", Splits, BeforeMeansEarlier: true),
    }.ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>The last like is test, the one before it validation; a user with fewer than three likes is trained on only.</summary>
    private static Assignment[] LeaveOneOut(LoggedEvent[] log)
    {
        var likes = Enumerable.Range(0, log.Length).Where(i => log[i].IsLike).ToArray();
        var parts = new Assignment[log.Length];
        if (likes.Length >= 3)
        {
            parts[likes[^2]] = new(SplitMark.Validation, true);
            parts[likes[^1]] = new(SplitMark.Test, true);
        }

        return parts;
    }

    /// <summary>By event time: the first 80 % train, 10 % validation, 10 % test.</summary>
    private static Func<LoggedEvent[], Assignment[]> Temporal(Dataset dataset)
    {
        if (dataset.Time != TimeKind.Real)
        {
            throw new EvaluationException($"{dataset.Name} holds order indexes, not times: the temporal protocol can't cut it. Use leave-one-out.");
        }

        var times = dataset.Logs.SelectMany(l => l).Select(e => e.Time).Order().ToArray();
        var (validation, test) = (times[(int)(0.8 * times.Length)], times[(int)(0.9 * times.Length)]);
        if (times[0] == validation || validation == test)
        {
            throw new EvaluationException($"The events of {dataset.Name} fall on too few times to cut it by time. Use leave-one-out.");
        }

        return log =>
        {
            var parts = Array.ConvertAll(log, e => e.Time < validation ? SplitMark.Train : e.Time < test ? SplitMark.Validation : SplitMark.Test);
            var from = parts[0] == SplitMark.Train ? 0 : NewUserFrom;
            var (likes, targets) = (0, new int[3]);
            return [.. log.Select((e, i) => new Assignment(
                parts[i], e.IsLike && likes++ >= from && parts[i] != SplitMark.Train && targets[(int)parts[i]]++ < MostTargets))];
        };
    }

    /// <summary>As the dataset's own file says.</summary>
    private static Func<LoggedEvent[], Assignment[]> Splits(Dataset dataset) => dataset.HasSplits
        ? log => Array.ConvertAll(log, e => new Assignment(e.Mark, e.Mark != SplitMark.Train && e.IsLike))
        : throw new EvaluationException($"{dataset.Name} has no splits.csv. Use leave-one-out, or temporal where there are times.");
}
