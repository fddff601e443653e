using LlmRec.Learning.Models.Dialogues;
using LlmRec.Recommending.Dialogues;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Trained;

namespace LlmRec.Recommending.Channels;

/// <summary>
/// What conversations taught: which items were taken up after what was named and said. Takes part in conversations only, once
/// such a model is promoted.
/// </summary>
internal sealed class DialogueChannel(TrainedModels trained, ItemTable items, SpokenVectors spoken) : IRecallChannel
{
    public string Name => ChannelNames.Dialogue;

    public bool Applies(RecallContext context) =>
        context.Conversation is { } moment && moment.Named.Count + moment.Said.Count > 0 && (context.Trial is not null || trained.Has(Name));

    public async Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
    {
        using var lease = context.Trial is null ? trained.Rent(Name) : null;
        if ((context.Trial ?? lease?.Model) is not { Model: DialogueModel model } served || context.Conversation is not { } moment)
        {
            return [];
        }

        var vector = await spoken.OfAsync(moment.Said, served, cancellationToken);
        var scores = model.Score(new DialogueTurn(NumbersOf(moment, served), [.. moment.Said.TakeLast(DialogueTurn.MostSaid)], vector, -1));
        var best = new BestCandidates(context.Filter, limit);
        for (var number = 0; number < scores.Length; number++)
        {
            if (served.KeyOf(number) is >= 0 and var key)
            {
                best.Offer(key, scores[number]);
            }
        }

        return OddsShares.Of(best.Take());
    }

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) => [.. Followed(context, item).Select(f => new WeightedItem(f.Named, f.Conversations))];

    /// <summary>Which of the items named an item followed in conversations, by key, and in how many: two or more.</summary>
    public IReadOnlyList<(int Named, int Conversations)> Followed(RecallContext context, int item)
    {
        using var lease = context.Trial is null ? trained.Rent(Name) : null;
        if ((context.Trial ?? lease?.Model) is not { Model: DialogueModel model } served || context.Conversation is not { } moment || served.NumberOf(item) is not (>= 0 and var number))
        {
            return [];
        }

        return [.. NumbersOf(moment, served)
            .Select(named => (served.KeyOf(named), Conversations: model.Followed(named, number)))
            .Where(f => f.Conversations > 0)];
    }

    private int[] NumbersOf(ConversationMoment moment, ServedModel served) => [.. items.KeysOf(moment.Named).Select(served.NumberOf).Where(number => number >= 0).Distinct()];
}
