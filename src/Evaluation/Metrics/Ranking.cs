using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Protocols;

namespace LlmRec.Evaluation.Metrics;

/// <summary>Ranks all items for a target.</summary>
public static class Ranking
{
    /// <summary>The longest list looked at.</summary>
    public const int Longest = 50;

    /// <summary>
    /// Ranks the target among all items that its user had nothing to do with before. Items with the target's own score
    /// stand before it: a model that can't tell items apart gains nothing by it.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="scores">A score for each item; overwritten where items don't compete.</param>
    /// <exception cref="EvaluationException">A score is not finite.</exception>
    public static TargetOutcome Of(Target target, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(target);
        foreach (var item in target.Seen)
        {
            scores[item] = float.NegativeInfinity;
        }

        var own = scores[target.Item];
        var isSeen = float.IsNegativeInfinity(own);
        var (rank, competitors) = (0, -1);
        foreach (var score in scores)
        {
            if (float.IsNegativeInfinity(score))
            {
                continue;
            }

            if (!float.IsFinite(score))
            {
                throw new EvaluationException("A model gave a score that is not a finite number: it is broken.");
            }

            competitors++;
            rank += score >= own ? 1 : 0;
        }

        return new(isSeen ? 0 : rank, isSeen ? competitors + 1 : competitors, Best(scores));
    }

    /// <summary>The best items, best first; equal scores by item number, which says nothing (see <see cref="Datasets.Dataset"/>).</summary>
    private static int[] Best(ReadOnlySpan<float> scores)
    {
        Span<int> items = stackalloc int[Longest];
        Span<float> values = stackalloc float[Longest];
        var found = 0;
        for (var item = 0; item < scores.Length; item++)
        {
            var score = scores[item];
            if (float.IsNegativeInfinity(score) || (found == Longest && score <= values[^1]))
            {
                continue;
            }

            var place = found < Longest ? found++ : Longest - 1;
            for (; place > 0 && values[place - 1] < score; place--)
            {
                (values[place], items[place]) = (values[place - 1], items[place - 1]);
            }

            (values[place], items[place]) = (score, item);
        }

        return items[..found].ToArray();
    }
}
