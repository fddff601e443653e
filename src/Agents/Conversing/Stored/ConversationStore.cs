using System.Text.Json;
using LlmRec.Agents.Conversing.State;
using LlmRec.Recommending.Erasure;
using LlmRec.Storage;
using Microsoft.Extensions.Options;

namespace LlmRec.Agents.Conversing.Stored;

/// <summary>
/// Keeps conversations. One belongs to the key and the user that opened it; for anyone else it is not there. What was not
/// spoken in for <see cref="ChatOptions.KeepDays"/> is deleted.
/// </summary>
public sealed class ConversationStore : IErasesUser
{
    private const string Columns = "id AS Id, user_id AS UserId, state AS State, turns AS Turns, created_at AS CreatedAt, updated_at AS UpdatedAt, edits AS Edits";

    private readonly Store _store;
    private readonly TimeProvider _time;
    private readonly TimeSpan _keep;

    /// <param name="store">The open store.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">How long conversations are kept.</param>
    public ConversationStore(Store store, TimeProvider time, IOptions<ChatOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_store, _time, _keep) = (store, time, TimeSpan.FromDays(options.Value.KeepDays));
    }

    /// <summary>Finds a conversation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="owner">The key it must belong to.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The conversation; null when there is none, or it is someone else's.</returns>
    public Task<Conversation?> FindAsync(string id, string owner, CancellationToken cancellationToken) => _store.ReadAsync(
        async session => (await session.FirstAsync<Row>($"SELECT {Columns} FROM conversations WHERE id = @id AND owner = @owner", new { id, owner }))?.ToConversation(),
        cancellationToken);

    /// <summary>A user's conversations, the latest first.</summary>
    public Task<IReadOnlyList<Conversation>> OfUserAsync(string userId, string owner, CancellationToken cancellationToken) => _store.ReadAsync<IReadOnlyList<Conversation>>(
        async session => [.. (await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM conversations WHERE user_id = @userId AND owner = @owner ORDER BY updated_at DESC, id", new { userId, owner })).Select(r => r.ToConversation())],
        cancellationToken);

    /// <summary>Conversations of anyone, by when they began.</summary>
    /// <param name="after">The one after which to go on; null to begin.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    internal Task<IReadOnlyList<Conversation>> PageAsync(Conversation? after, int most, CancellationToken cancellationToken)
    {
        var row = new { Id = after?.Id ?? "", At = after?.CreatedAt.ToUnixTimeMilliseconds() ?? -1, most };
        return _store.ReadAsync<IReadOnlyList<Conversation>>(
            async session => [.. (await session.QueryAsync<Row>(
                $"SELECT {Columns} FROM conversations WHERE created_at > @At OR (created_at = @At AND id > @Id) ORDER BY created_at, id LIMIT @most", row)).Select(r => r.ToConversation())],
            cancellationToken);
    }

    /// <summary>The turns of a conversation, in order.</summary>
    public Task<IReadOnlyList<ConversationTurn>> TurnsAsync(string id, CancellationToken cancellationToken) => LastTurnsAsync(id, int.MaxValue, cancellationToken);

    /// <summary>The last turns of a conversation, in order.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public Task<IReadOnlyList<ConversationTurn>> LastTurnsAsync(string id, int most, CancellationToken cancellationToken) => _store.ReadAsync<IReadOnlyList<ConversationTurn>>(
        async session => [.. (await session.QueryAsync<TurnRow>(
            "SELECT number AS Number, message AS Message, reply AS Reply, items AS Items, at AS At FROM conversation_turns WHERE conversation_id = @id ORDER BY number DESC LIMIT @most", new { id, most }))
            .Reverse()
            .Select(r => new ConversationTurn((int)r.Number, r.Message, r.Reply, JsonSerializer.Deserialize<string[]>(r.Items)!, DateTimeOffset.FromUnixTimeMilliseconds(r.At)))],
        cancellationToken);

    /// <summary>Keeps a turn and the state after it, whole or not at all.</summary>
    /// <param name="conversation">The conversation as it was read; one that is not stored yet is stored with its first turn.</param>
    /// <param name="owner">The key that opened it.</param>
    /// <param name="state">The state after the turn.</param>
    /// <param name="turn">The turn; its number is <see cref="Conversation.Turns"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>False when another turn was stored or the state edited meanwhile, or the conversation was deleted: read it anew.</returns>
    public Task<bool> AddAsync(Conversation conversation, string owner, DialogueState state, ConversationTurn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(turn);
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var row = new { conversation.Id, owner, conversation.UserId, State = JsonSerializer.Serialize(state, JsonSerializerOptions.Web), conversation.Turns, conversation.Edits, now, turn.Message, turn.Reply, Items = JsonSerializer.Serialize(turn.Items) };
        return _store.WriteAsync(
            async session =>
            {
                var stored = conversation.Turns == 0
                    ? await session.ExecuteAsync(
                        "INSERT INTO conversations (id, owner, user_id, state, turns, created_at, updated_at) VALUES (@Id, @owner, @UserId, @State, 1, @now, @now) ON CONFLICT (id) DO NOTHING", row)
                    : await session.ExecuteAsync(
                        "UPDATE conversations SET state = @State, turns = @Turns + 1, updated_at = @now WHERE id = @Id AND owner = @owner AND turns = @Turns AND edits = @Edits", row);
                if (stored == 0)
                {
                    return false;
                }

                await session.ExecuteAsync(
                    "INSERT INTO conversation_turns (conversation_id, number, message, reply, items, at) VALUES (@Id, @Turns, @Message, @Reply, @Items, @now)", row);
                if (conversation.Turns == 0)
                {
                    await DeleteAsync(session, "updated_at < @before", new { before = now - (long)_keep.TotalMilliseconds });
                }

                return true;
            },
            cancellationToken: cancellationToken);
    }

    /// <summary>Keeps a state that was changed by hand; no turn is added, and the conversation gets no younger.</summary>
    /// <param name="conversation">The conversation as it was read.</param>
    /// <param name="owner">The key that opened it.</param>
    /// <param name="state">The changed state.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>False when a turn was stored or the state edited meanwhile, or the conversation was deleted: read it anew.</returns>
    public Task<bool> EditAsync(Conversation conversation, string owner, DialogueState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var row = new { conversation.Id, owner, State = JsonSerializer.Serialize(state, JsonSerializerOptions.Web), conversation.Turns, conversation.Edits };
        return _store.WriteAsync(
            async session => await session.ExecuteAsync(
                "UPDATE conversations SET state = @State, edits = edits + 1 WHERE id = @Id AND owner = @owner AND turns = @Turns AND edits = @Edits", row) > 0,
            cancellationToken: cancellationToken);
    }

    /// <summary>Deletes a conversation.</summary>
    /// <returns>False when there is none, or it is someone else's.</returns>
    public Task<bool> DeleteAsync(string id, string owner, CancellationToken cancellationToken) =>
        _store.WriteAsync(async session => await DeleteAsync(session, "id = @id AND owner = @owner", new { id, owner }) > 0, cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> EraseAsync(StoreSession session, string userId) => await DeleteAsync(session, "user_id = @userId", new { userId }) > 0;

    private static async Task<int> DeleteAsync(StoreSession session, string which, object values)
    {
        await session.ExecuteAsync($"DELETE FROM conversation_turns WHERE conversation_id IN (SELECT id FROM conversations WHERE {which})", values);
        return await session.ExecuteAsync($"DELETE FROM conversations WHERE {which}", values);
    }

    private sealed class Row
    {
        public required string Id { get; init; }

        public string? UserId { get; init; }

        public required string State { get; init; }

        public long Turns { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public long Edits { get; init; }

        public Conversation ToConversation() => new(
            Id, UserId, JsonSerializer.Deserialize<DialogueState>(State, JsonSerializerOptions.Web)!, (int)Turns, DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt))
        { Edits = (int)Edits };
    }

    private sealed class TurnRow
    {
        public long Number { get; init; }

        public required string Message { get; init; }

        public required string Reply { get; init; }

        public required string Items { get; init; }

        public long At { get; init; }
    }
}
