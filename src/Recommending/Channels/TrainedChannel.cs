using System.Buffers;
using LlmRec.Learning.Models;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Trained;

namespace LlmRec.Recommending.Channels;

/// <summary>
/// What a trained model makes of what the person likes as of now: a user's history with the like of a moment ago, or what a
/// visitor names. Takes part once such a model is promoted.
/// </summary>
internal sealed class TrainedChannel(string name, bool givesLogits, TrainedModels trained, TrainedScores kept) : IRecallChannel
{
    // Log-odds this far below the best say no more than "no".
    private const float LeastLogit = -20;

    public string Name => name;

    public bool Applies(RecallContext context) => context.Profile.Likes.Count > 0 && trained.Has(name);

    public Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
    {
        using var lease = trained.Rent(name);
        if (lease is null || HistoryOf(context, lease.Model) is not { Length: > 0 } history)
        {
            return Task.FromResult<IReadOnlyList<Candidate>>([]);
        }

        var count = lease.Model.Count;
        var buffer = ArrayPool<float>.Shared.Rent(count);
        try
        {
            var scores = buffer.AsSpan(0, count);
            lease.Model.Model.Score([history], scores, cancellationToken);
            var best = Best(scores, lease.Model, context.Filter, limit);
            kept.Keep(context, name, lease.Model, scores, best is [var first, ..] ? first.Score : 0);
            return Task.FromResult<IReadOnlyList<Candidate>>(givesLogits ? Shares(best) : best);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item)
    {
        using var lease = trained.Rent(name);
        return lease?.Model is not { Model: IItemNearness nearness } model || model.NumberOf(item) is not (>= 0 and var number) ? [] :
            [.. context.Profile.Likes
                .Where(like => model.NumberOf(like.Item) >= 0)
                .Select(like => new WeightedItem(like.Item, like.Weight * nearness.Nearness(model.NumberOf(like.Item), number)))
                .Where(because => because.Weight > 0)];
    }

    /// <summary>What the person likes in the model's numbers, oldest first.</summary>
    private static int[] HistoryOf(RecallContext context, ServedModel model) =>
        [.. context.Profile.Likes.Reverse().Select(like => model.NumberOf(like.Item)).Where(number => number >= 0)];

    private Candidate[] Best(ReadOnlySpan<float> scores, ServedModel model, CandidateFilter filter, int limit)
    {
        var best = new PriorityQueue<int, (float Score, int Item)>(limit + 1);
        // Sums of evidence begin at 0; log-odds have any sign.
        var least = givesLogits ? float.NegativeInfinity : 0;
        for (var number = 0; number < scores.Length; number++)
        {
            // A zero among log-odds: the model knows nothing of the item.
            if (scores[number] > least && scores[number] != 0 && model.KeyOf(number) is >= 0 and var key && filter.Allows(key))
            {
                // Of equal ones that with the smaller key is kept.
                best.Enqueue(key, (scores[number], -key));
                if (best.Count > limit)
                {
                    best.Dequeue();
                    best.TryPeek(out _, out var worst);
                    least = worst.Score;
                }
            }
        }

        var candidates = new Candidate[best.Count];
        for (var i = candidates.Length - 1; best.TryDequeue(out var key, out var priority); i--)
        {
            candidates[i] = new(key, priority.Score);
        }

        return candidates;
    }

    /// <summary>Log-odds as shares of the best one's odds: above 0, as scores of a channel are.</summary>
    private static Candidate[] Shares(Candidate[] candidates) => Array.ConvertAll(
        candidates, c => c with { Score = MathF.Exp(MathF.Max(c.Score - candidates[0].Score, LeastLogit)) });
}
