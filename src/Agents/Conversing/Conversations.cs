using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.Replies;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining;
using LlmRec.Recommending;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing;

/// <summary>Holds conversations: message → acts → state → plan → reply, kept after every turn.</summary>
public sealed class Conversations
{
    private const int LongestMessage = 10_000;

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];
    private readonly ConversationStore _store;
    private readonly Projections _projections;
    private readonly CurrentLexicon _lexicon;
    private readonly MessageReader _reader;
    private readonly StateUpdate _update;
    private readonly StatePolicy _policy;
    private readonly ReplyWriter _replies;
    private readonly StatedPreferences _stated;
    private readonly TimeProvider _time;

    internal Conversations(
        ConversationStore store, Projections projections, CurrentLexicon lexicon, MessageReader reader, StateUpdate update, StatePolicy policy, ReplyWriter replies, StatedPreferences stated, TimeProvider time) =>
        (_store, _projections, _lexicon, _reader, _update, _policy, _replies, _stated, _time) = (store, projections, lexicon, reader, update, policy, replies, stated, time);

    /// <summary>Says something in a conversation, or begins one. Messages of one conversation are answered one after the other.</summary>
    /// <param name="request">What is said, and in which conversation.</param>
    /// <param name="owner">The key that speaks.</param>
    /// <param name="cancellationToken">The caller left: nothing of the turn is kept.</param>
    /// <returns>The answer; null when there is no such conversation for this key.</returns>
    /// <exception cref="ArgumentException">The message is empty or too long.</exception>
    public async Task<ChatAnswer?> SayAsync(ChatRequest request, string owner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var message = Checked(request.Message);
        var id = request.ConversationId ?? Guid.CreateVersion7().ToString("N");
        var turn = _turns[(uint)string.GetHashCode(id, StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            await _projections.FollowAsync(cancellationToken);
            // Whenever another process was quicker, it has stored a turn: this ends.
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var conversation = request.ConversationId is null ? New(id, request.UserId) : await _store.FindAsync(id, owner, cancellationToken);
                if (conversation is null || (request.UserId is not null && conversation.UserId != request.UserId))
                {
                    return null;
                }

                if (await AnsweredAsync(conversation, owner, message, request.Hearing, cancellationToken) is { } answer)
                {
                    return answer;
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A turn; null when another process stored one meanwhile.</summary>
    private async Task<ChatAnswer?> AnsweredAsync(
        Conversation conversation, string owner, string message, Func<DialogueState, IReadOnlyList<Act>, IReadOnlyList<Act>>? hearing, CancellationToken cancellationToken)
    {
        var read = _reader.Read(message, _lexicon.Get());
        var acts = hearing?.Invoke(conversation.State, read) ?? read;
        var state = _update.Apply(conversation.State, acts);
        var plan = await _policy.PlanAsync(conversation.State, state, acts, conversation.UserId, cancellationToken);
        var reply = _replies.Write(plan, acts, conversation.Turns);
        IReadOnlyList<Recommendation> items = plan.List?.Items ?? [];
        var turn = new ConversationTurn(conversation.Turns, message, reply, [.. items.Select(i => i.Id)], _time.GetUtcNow());
        if (!await _store.AddAsync(conversation, owner, plan.State, turn, cancellationToken))
        {
            return null;
        }

        if (conversation.UserId is { } user)
        {
            // What is stored as said is kept as meant, even for a client that has left.
            await _stated.KeepAsync(user, conversation.State, plan.State, CancellationToken.None);
        }

        return new(
            conversation.Id,
            turn.Number,
            reply,
            plan.List?.RecommendationId,
            [.. items.Select(i => new ExplainedRecommendation(i.Id, i.Title, i.Score, i.Channels, i.Reasons, plan.Explanations.FirstOrDefault(e => e.ItemId == i.Id)))],
            plan.Question,
            plan.State,
            plan.List?.Degraded ?? false);
    }

    private Conversation New(string id, string? userId) => new(id, userId, DialogueState.Empty, 0, _time.GetUtcNow(), _time.GetUtcNow());

    private static string Checked(string? message) =>
        string.IsNullOrWhiteSpace(message) ? throw new ArgumentException("The message is empty: say something.", nameof(message))
        : message.Length > LongestMessage ? throw new ArgumentException($"The message has {message.Length:n0} characters; at most {LongestMessage:n0} can be read. Shorten it.", nameof(message))
        : message;
}
