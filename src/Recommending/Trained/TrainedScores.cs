using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Ranking;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Trained;

/// <summary>
/// What trained models said of every item in a request, kept for the ranker: a candidate that another channel found has a
/// score by them too. Nothing is kept where the ranker does not ask.
/// </summary>
internal sealed class TrainedScores(IOptions<PipelineOptions> options)
{
    private readonly ConditionalWeakTable<RecallContext, ConcurrentDictionary<string, TrainedRow>> _rows = [];

    /// <summary>Keeps a model's scores of all its items; a copy is made where they are wanted.</summary>
    public void Keep(RecallContext context, string model, ServedModel served, ReadOnlySpan<float> scores, float best)
    {
        if (options.Value.Ranker == FusionRanker.RankerName)
        {
            _rows.GetOrCreateValue(context)[model] = new(served, scores.ToArray(), best);
        }
    }

    /// <summary>What a model said in a request; null when it did not take part.</summary>
    public TrainedRow? Of(RecallContext context, string model) =>
        _rows.TryGetValue(context, out var rows) && rows.TryGetValue(model, out var row) ? row : null;
}

/// <summary>A model's scores in one request.</summary>
/// <param name="Served">The model, for the numbers of items only: it may be out of use by now.</param>
/// <param name="Scores">By number.</param>
/// <param name="Best">The best of those that may be shown.</param>
internal sealed record TrainedRow(ServedModel Served, float[] Scores, float Best)
{
    /// <summary>The score of an item; negative infinity when the model does not know it.</summary>
    public float Of(int key) => Served.NumberOf(key) is >= 0 and var number ? Scores[number] : float.NegativeInfinity;
}
