using LlmRec.Catalog.Users;
using LlmRec.Recommending.Answers;
using LlmRec.Storage;
using LlmRec.Vectors.Stored;

namespace LlmRec.Recommending.Erasure;

/// <summary>Erases a user from every room, in one transaction: profile, interactions, impressions, answers, vectors.</summary>
public sealed class UserErasure
{
    private readonly Store _store;
    private readonly IReadOnlyList<IErasesUser> _others;

    /// <param name="store">The open store.</param>
    /// <param name="others">Rooms above that keep something of users.</param>
    public UserErasure(Store store, IEnumerable<IErasesUser> others) => (_store, _others) = (store, [.. others]);

    /// <summary>Erases a user.</summary>
    /// <returns>False when nothing is known of a user of this id, not even a conversation.</returns>
    public Task<bool> EraseAsync(string userId, CancellationToken cancellationToken) => _store.WriteAsync(
        async session =>
        {
            var key = await UserStore.EraseAsync(session, userId);
            if (key is { } known)
            {
                await VectorStore.DeleteAsync(session, OwnerKind.User, known);
                await AnswerLog.EraseAsync(session, known);
            }

            var erased = key is not null;
            foreach (var other in _others)
            {
                erased |= await other.EraseAsync(session, userId);
            }

            return erased;
        },
        cancellationToken: cancellationToken);
}
