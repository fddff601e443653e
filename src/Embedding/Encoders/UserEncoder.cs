using LlmRec.Embedding.Backfill;
using Microsoft.Extensions.AI;

namespace LlmRec.Embedding.Encoders;

/// <summary>Embeds a user as the backfill does, for one whom the backfill has not come to yet.</summary>
public sealed class UserEncoder
{
    private readonly UserSource _users;
    private readonly IEmbeddingGenerator<string, Embedding<float>> _encoder;
    private readonly string _prefix;

    internal UserEncoder(UserSource users, IEmbeddingGenerator<string, Embedding<float>> encoder, EncoderFolder folder)
    {
        _users = users;
        _encoder = encoder;
        _prefix = folder.Settings.PassagePrefix;
    }

    /// <summary>The vector of what is stored of a user, as the encoder made it; null for an unknown user, and one of whom nothing is known.</summary>
    /// <param name="userKey">The user's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<ReadOnlyMemory<float>?> EncodeAsync(int userKey, CancellationToken cancellationToken)
    {
        var found = await _users.PageAsync(userKey - 1, 1, cancellationToken);
        if (found is not [{ Text.Length: > 0 } entry] || entry.Key != userKey)
        {
            return null;
        }

        return (await _encoder.GenerateAsync([_prefix + entry.Text], cancellationToken: cancellationToken))[0].Vector;
    }
}
