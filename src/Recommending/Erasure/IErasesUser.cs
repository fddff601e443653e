using LlmRec.Storage;

namespace LlmRec.Recommending.Erasure;

/// <summary>A room above that keeps something of users.</summary>
public interface IErasesUser
{
    /// <summary>Removes what it keeps of a user, in the transaction that erases the user.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="userId">The user; one whom no other room knows, too.</param>
    /// <returns>Whether there was anything.</returns>
    Task<bool> EraseAsync(StoreSession session, string userId);
}
