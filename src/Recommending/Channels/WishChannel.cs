using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Search;

namespace LlmRec.Recommending.Channels;

/// <summary>What fits the person's own words.</summary>
internal sealed class WishChannel(HybridSearch search) : IRecallChannel
{
    public string Name => ChannelNames.Wish;

    public bool Applies(RecallContext context) => !string.IsNullOrWhiteSpace(context.Wish);

    public Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken) =>
        search.FindAsync(context.Wish!, context.Filter, limit, cancellationToken);

    public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) => [];
}
