using LlmRec.Embedding.Backfill;
using LlmRec.Embedding.Encoders;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Pipeline;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Similarity;

/// <summary>Users with likes whose vector is near a user's. Holds and follows nothing where no channel asks.</summary>
public sealed class UserNeighbours
{
    private const int Fewest = 5;
    private const int Most = 100;

    private static readonly IReadOnlyList<IReadOnlyList<string>> WithLikes = [[UserTags.Likes]];

    private readonly IVectorIndex _index;
    private readonly UserEncoder _encoder;
    private readonly bool _isAsked;

    /// <summary>Creates the search.</summary>
    /// <param name="index">The index of the users' vectors.</param>
    /// <param name="encoder">Embeds who has no vector yet.</param>
    /// <param name="options">Which channels are in use.</param>
    public UserNeighbours([FromKeyedServices(OwnerKind.User)] IVectorIndex index, UserEncoder encoder, IOptions<PipelineOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _index = index;
        _encoder = encoder;
        _isAsked = options.Value.Channels.Length == 0 || options.Value.Channels.Contains(ChannelNames.SimilarUsers);
    }

    /// <summary>How many users have a vector, as far as the index holds them.</summary>
    public int Count => _index.Count;

    /// <inheritdoc cref="IVectorIndex.OnlyFollowsChanges"/>
    public bool OnlyFollowsChanges => !_isAsked || _index.OnlyFollowsChanges;

    /// <summary>Catches up with the store.</summary>
    public Task FollowAsync(CancellationToken cancellationToken) => _isAsked ? _index.FollowAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>
    /// The nearest users with a weight from 0 to 1 that falls linearly with the cosine, from the nearest to the first who is
    /// no neighbour any more (a kernel as wide as the neighbourhood: Loftsgaarden and Quesenberry, 1965). So only
    /// differences of cosines count: texts of users have much in common whoever they are of. A fifth of the users, at least 5 and at
    /// most 100.
    /// </summary>
    /// <param name="user">The user's key.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Neighbours, nearest first; none for a user of whom nothing is known.</returns>
    public async Task<IReadOnlyList<(int User, float Weight)>> OfAsync(int user, CancellationToken cancellationToken)
    {
        var wanted = Math.Clamp(_index.Count / 5, Fewest, Most);
        var filter = new VectorFilter { AllOf = WithLikes, Exclude = new HashSet<int> { user } };
        await _index.LoadAsync([user], cancellationToken);
        var query = !_index.VectorOf(user).IsEmpty
            ? new VectorQuery { Positives = [user], Filter = filter, Limit = wanted + 1 }
            : await _encoder.EncodeAsync(user, cancellationToken) is { } vector
                ? new VectorQuery { Vector = vector, IsOwners = true, Filter = filter, Limit = wanted + 1 }
                : null;
        if (query is null || (await _index.SearchAsync([query], cancellationToken))[0] is not { Count: > 0 } hits)
        {
            return [];
        }

        var floor = hits.Count > wanted ? hits[^1].Score : Math.Min(0, hits[^1].Score);
        var width = hits[0].Score - floor;
        return [.. hits.Take(wanted).Select(h => (h.Key, width > 0 ? (h.Score - floor) / width : 1)).Where(n => n.Item2 > 0)];
    }
}
