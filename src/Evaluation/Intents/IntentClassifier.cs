using System.Text.RegularExpressions;
using LlmRec.Learning.Models.Linear;

namespace LlmRec.Evaluation.Intents;

/// <summary>Learns labels of turns, each against the rest, from names of what a turn shows.</summary>
/// <param name="featuresOf">The names; a turn has each once.</param>
internal sealed partial class IntentClassifier(Func<IntentMoment, IEnumerable<string>> featuresOf)
{
    // What occurs once tells nothing of other turns.
    private const int LeastTurns = 2;
    private const double Penalty = 1;
    private const double Holds = 0.5;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LogisticRegression> _intents = [];
    private LogisticRegression? _accepts;
    private LogisticRegression? _rejects;

    /// <summary>The words of a turn, and the marks that say how it is meant.</summary>
    public static IEnumerable<string> Words(IntentMoment moment) => Word().Matches(moment.Text.ToLowerInvariant().Replace('’', '\'')).Select(m => m.Value);

    /// <summary>The words, what the service makes of them, and what came before.</summary>
    public static IEnumerable<string> ActsWordsAndContext(IntentMoment moment) =>
    [
        .. Words(moment),
        .. moment.Acts.Select(a => $"act {ActKinds.Of(a, moment.Shown)}"),
        .. moment.Did.Select(d => $"did {d}"),
        .. moment.Did.SelectMany(d => moment.Acts.Select(a => $"act {ActKinds.Of(a, moment.Shown)} behind {d}")),
        $"turn {Math.Min(moment.Before, 5)}",
    ];

    /// <summary>Learns.</summary>
    public void Train(IReadOnlyList<(IntentMoment Moment, IntentLabels Labels)> turns, CancellationToken cancellationToken)
    {
        var names = turns.Select(t => featuresOf(t.Moment).Distinct().ToList()).ToList();
        foreach (var (name, count) in names.SelectMany(n => n).CountBy(n => n).Where(n => n.Value >= LeastTurns).OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            _numbers[name] = _numbers.Count;
        }

        var rows = names.Select(Row).ToList();
        LogisticRegression Learned(Func<IntentLabels, bool> holds) => LogisticRegression.Train(rows, [.. turns.Select(t => holds(t.Labels))], _numbers.Count, Penalty, cancellationToken);
        foreach (var intent in turns.SelectMany(t => t.Labels.Intents).Distinct().Order(StringComparer.Ordinal))
        {
            _intents[intent] = Learned(l => l.Intents.Contains(intent));
        }

        (_accepts, _rejects) = (Learned(l => l.Accepts >= Holds), Learned(l => l.Rejects >= Holds));
    }

    /// <summary>The labels of a turn: all that are likelier than not, and the likeliest in any case.</summary>
    public IntentLabels Of(IntentMoment moment)
    {
        var row = Row(featuresOf(moment).Distinct());
        var likely = _intents.Select(i => (i.Key, Probability: i.Value.Probability(row))).OrderByDescending(i => i.Probability).ToList();
        return new(likely.Where((l, i) => i == 0 || l.Probability >= Holds).Select(l => l.Key).ToHashSet(), _accepts!.Probability(row), _rejects!.Probability(row));
    }

    private Feature[] Row(IEnumerable<string> names) => [.. names.Where(_numbers.ContainsKey).Select(n => new Feature(_numbers[n]))];

    [GeneratedRegex(@"[\p{L}\p{N}']+|[?!]")]
    private static partial Regex Word();
}
