using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Similarity;
using LlmRec.Vectors.Indexes;
using Microsoft.Extensions.Logging;

namespace LlmRec.Recommending;

/// <summary>
/// Everything this process keeps in memory of the store. Followed before every answer, so that what any process has
/// stored by then counts; cheap when nothing is new. A part that cannot follow serves what it has, and is named.
/// </summary>
public sealed partial class Projections
{
    private readonly ItemFollower _items;
    private readonly BehaviourView _behaviour;
    private readonly IVectorIndex _index;
    private readonly UserNeighbours _users;
    private readonly ILogger<Projections> _logger;

    /// <summary>Puts the parts together.</summary>
    public Projections(ItemFollower items, BehaviourView behaviour, IVectorIndex index, UserNeighbours users, ILogger<Projections> logger)
    {
        _items = items;
        _behaviour = behaviour;
        _index = index;
        _users = users;
        _logger = logger;
    }

    /// <summary>Catches up with the store.</summary>
    /// <returns>The parts that could not, and why; empty when all did.</returns>
    public async Task<IReadOnlyList<Fault>> FollowAsync(CancellationToken cancellationToken)
    {
        var faults = await Task.WhenAll(
            FollowAsync("items", _items.FollowAsync, cancellationToken),
            FollowAsync("interactions", _behaviour.FollowAsync, cancellationToken),
            FollowAsync("vectors", _index.FollowAsync, cancellationToken),
            FollowAsync("user vectors", _users.FollowAsync, cancellationToken));
        return [.. faults.OfType<Fault>()];
    }

    private async Task<Fault?> FollowAsync(string part, Func<CancellationToken, Task> follow, CancellationToken cancellationToken)
    {
        try
        {
            await follow(cancellationToken);
            return null;
        }
#pragma warning disable CA1031 // An answer from slightly old data is better than none; it says so.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogCannotFollow(_logger, e, part);
            return new(part, $"serves what it had: {e.Message}");
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The projection of {Part} cannot follow the store")]
    private static partial void LogCannotFollow(ILogger logger, Exception exception, string part);
}
