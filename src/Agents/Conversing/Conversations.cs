using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Recommending;

namespace LlmRec.Agents.Conversing;

/// <summary>Holds conversations by the policy that is configured, and keeps them after every turn.</summary>
public sealed class Conversations
{
    private const int LongestMessage = 10_000;

    // Many, because a turn may wait for a language model: conversations that share one wait for each other.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 1_024).Select(_ => new SemaphoreSlim(1))];
    private readonly ConversationStore _store;
    private readonly Projections _projections;
    private readonly IDialoguePolicy _policy;
    private readonly StatedPreferences _stated;
    private readonly TimeProvider _time;

    internal Conversations(ConversationStore store, Projections projections, IDialoguePolicy policy, StatedPreferences stated, TimeProvider time) =>
        (_store, _projections, _policy, _stated, _time) = (store, projections, policy, stated, time);

    /// <summary>Says something in a conversation, or begins one. Messages of one conversation are answered one after the other.</summary>
    /// <param name="request">What is said, and in which conversation.</param>
    /// <param name="owner">The key that speaks.</param>
    /// <param name="cancellationToken">The caller left: nothing of the turn is kept.</param>
    /// <returns>The answer; null when there is no such conversation for this key.</returns>
    /// <exception cref="ArgumentException">The message is empty or too long.</exception>
    public Task<ChatAnswer?> SayAsync(ChatRequest request, string owner, CancellationToken cancellationToken) => SayAsync(request, owner, null, cancellationToken);

    /// <inheritdoc cref="SayAsync(ChatRequest, string, CancellationToken)"/>
    /// <param name="request">What is said, and in which conversation.</param>
    /// <param name="owner">The key that speaks.</param>
    /// <param name="progress">Hears of the turn while it is made; null for nobody. A turn made anew, because another process was quicker, is not told again.</param>
    /// <param name="cancellationToken">The caller left: nothing of the turn is kept.</param>
    public async Task<ChatAnswer?> SayAsync(ChatRequest request, string owner, ITurnProgress? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var message = Checked(request.Message);
        var id = request.ConversationId ?? Guid.CreateVersion7().ToString("N");
        return await InTurnAsync(id, async () =>
        {
            await _projections.FollowAsync(cancellationToken);
            // Whenever another process was quicker, it has stored a turn or an edit: this ends.
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var conversation = request.ConversationId is null ? New(id, request.UserId) : await _store.FindAsync(id, owner, cancellationToken);
                if (conversation is null || (request.UserId is not null && conversation.UserId != request.UserId))
                {
                    return null;
                }

                if (await AnsweredAsync(new(conversation, message) { Progress = progress, Hearing = request.Hearing }, owner, request.Trace, cancellationToken) is { } answer)
                {
                    return answer;
                }

                progress = null;
            }
        }, cancellationToken);
    }

    /// <summary>Takes something out of what a conversation has come to: a like, a condition, a wish. What a signed-in user had said of an item is taken back with it.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="edit">What goes.</param>
    /// <param name="owner">The key that opened it.</param>
    /// <param name="cancellationToken">The caller left: nothing is changed.</param>
    /// <returns>The conversation after it; null when there is none for this key.</returns>
    public Task<Conversation?> EditAsync(string id, StateEdit edit, string owner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return InTurnAsync(id, async () =>
        {
            while (await _store.FindAsync(id, owner, cancellationToken) is { } conversation)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var state = edit.Apply(conversation.State);
                if (await _store.EditAsync(conversation, owner, state, cancellationToken))
                {
                    await KeepStatedAsync(conversation, state);
                    return conversation with { State = state };
                }
            }

            return null;
        }, cancellationToken);
    }

    /// <summary>One after the other of what is done to a conversation in this process.</summary>
    private async Task<T> InTurnAsync<T>(string id, Func<Task<T>> act, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)string.GetHashCode(id, StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await act();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A turn; null when another process stored one meanwhile.</summary>
    private async Task<ChatAnswer?> AnsweredAsync(Said said, string owner, bool trace, CancellationToken cancellationToken)
    {
        var conversation = said.Conversation;
        var answer = await _policy.AnswerAsync(said, cancellationToken);
        var turn = new ConversationTurn(conversation.Turns, said.Message, answer.Reply, [.. answer.Items.Select(i => i.Id)], _time.GetUtcNow());
        if (!await _store.AddAsync(conversation, owner, answer.State, turn, cancellationToken))
        {
            return null;
        }

        await KeepStatedAsync(conversation, answer.State);
        return new(conversation.Id, turn.Number, answer.Reply, answer.RecommendationId, answer.Items, answer.Question, answer.State, answer.Degraded, trace ? answer.Trace : null);
    }

    // What is stored as said is kept as meant, even for a client that has left.
    private Task KeepStatedAsync(Conversation before, DialogueState after) =>
        before.UserId is { } user ? _stated.KeepAsync(user, before.State, after, CancellationToken.None) : Task.CompletedTask;

    private Conversation New(string id, string? userId) => new(id, userId, DialogueState.Empty, 0, _time.GetUtcNow(), _time.GetUtcNow());

    private static string Checked(string? message) =>
        string.IsNullOrWhiteSpace(message) ? throw new ArgumentException("The message is empty: say something.", nameof(message))
        : message.Length > LongestMessage ? throw new ArgumentException($"The message has {message.Length:n0} characters; at most {LongestMessage:n0} can be read. Shorten it.", nameof(message))
        : message;
}
