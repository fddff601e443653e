using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;

namespace LlmRec.Recommending.Channels;

/// <summary>Items that nobody has to do with yet, newest first: by the date the owner gave, else by year, else as they came.</summary>
internal sealed class FreshChannel(ItemTable items, BehaviourView behaviour) : IRecallChannel
{
    public string Name => ChannelNames.Fresh;

    public bool Applies(RecallContext context) => true;

    public Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Candidate>>(
            [.. items.NewestFirst()
                .Where(item => behaviour.Popularity.EventsOf(item.Key) == 0 && context.Filter.Allows(item.Key))
                .Take(limit)
                .Select((item, rank) => new Candidate(item.Key, 1f / (1 + rank)))]);

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) => [];
}
