using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;

namespace LlmRec.Recommending.Channels;

/// <summary>One way of finding candidates. Stateless between requests; safe for concurrent use.</summary>
public interface IRecallChannel
{
    /// <summary>The name used in configuration and in answers (see <see cref="ChannelNames"/>).</summary>
    string Name { get; }

    /// <summary>Whether it has anything to go by in a request.</summary>
    bool Applies(RecallContext context);

    /// <summary>Finds candidates that the request's filter allows.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">The most candidates wanted.</param>
    /// <param name="cancellationToken">Set when the channel's deadline has passed.</param>
    /// <returns>Candidates, best first, scores above 0; comparable only within this call.</returns>
    Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken);

    /// <summary>Which liked items brought a candidate of this channel in, and by how much; empty when none did.</summary>
    IReadOnlyList<WeightedItem> Because(RecallContext context, int item);
}

/// <summary>An item that a channel found.</summary>
/// <param name="Item">The item's key.</param>
/// <param name="Score">Above 0.</param>
public readonly record struct Candidate(int Item, float Score);
