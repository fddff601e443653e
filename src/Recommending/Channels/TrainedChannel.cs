using System.Buffers;
using System.Numerics.Tensors;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.TextAdapter;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Trained;

namespace LlmRec.Recommending.Channels;

/// <summary>
/// What a trained model makes of what the person likes as of now: a user's history with the like of a moment ago, or what a
/// visitor names; and of a wish, where the model can take one. Takes part once such a model is promoted.
/// </summary>
internal sealed class TrainedChannel(string name, bool givesLogits, TrainedModels trained, TrainedScores kept, AdaptedWishes wishes) : IRecallChannel
{
    public string Name => name;

    public bool Applies(RecallContext context) => trained.Has(name)
        && (context.Profile.Likes.Count > 0 || (name == ChannelNames.TextAdapter && !string.IsNullOrWhiteSpace(context.Wish)));

    public async Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
    {
        using var lease = trained.Rent(name);
        if (lease is null)
        {
            return [];
        }

        var wish = await wishes.OfAsync(context, lease.Model, cancellationToken);
        var history = HistoryOf(context, lease.Model);
        return history.Length > 0 || wish is not null ? Found(context, lease.Model, history, wish, limit, cancellationToken) : [];
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

    private Candidate[] Found(RecallContext context, ServedModel served, int[] history, float[]? wish, int limit, CancellationToken cancellationToken)
    {
        var (count, buffer) = (served.Count, ArrayPool<float>.Shared.Rent((wish is null ? 1 : 2) * served.Count));
        try
        {
            var scores = buffer.AsSpan(0, count);
            Candidate[] best = [];
            if (history.Length > 0)
            {
                served.Model.Score([history], scores, cancellationToken);
                best = Best(scores, served, context.Filter, limit);
                // What a fusion learned is of histories: it is told nothing of the wish.
                kept.Keep(context, name, served, scores, best is [var first, ..] ? first.Score : 0);
            }

            if (wish is not null)
            {
                var ofWish = buffer.AsSpan(count, count);
                ((TextAdapterModel)served.Model).Score(wish, ofWish);
                best = Best(history.Length > 0 ? Averaged(scores, ofWish) : ofWish, served, context.Filter, limit);
            }

            return givesLogits ? OddsShares.Of(best) : best;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <summary>What likes and wish say together, each as much as the other.</summary>
    private static ReadOnlySpan<float> Averaged(Span<float> scores, ReadOnlySpan<float> ofWish)
    {
        TensorPrimitives.Add(scores, ofWish, scores);
        TensorPrimitives.Divide(scores, 2, scores);
        return scores;
    }

    private Candidate[] Best(ReadOnlySpan<float> scores, ServedModel model, CandidateFilter filter, int limit)
    {
        var best = new BestCandidates(filter, limit);
        for (var number = 0; number < scores.Length; number++)
        {
            // A zero among log-odds: the model knows nothing of the item. Sums of evidence begin at 0.
            if (scores[number] != 0 && (givesLogits || scores[number] > 0) && model.KeyOf(number) is >= 0 and var key)
            {
                best.Offer(key, scores[number]);
            }
        }

        return best.Take();
    }
}
