using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Embedding.Encoders;
using LlmRec.Recommending;

namespace LlmRec.Agents.Completing;

/// <summary>
/// Answers conversations that come whole with each call, as chat clients of language models send them. The state is made
/// anew from the person's messages by the same understanding as <see cref="Conversations"/>, and from what the answers
/// between them did; the last message is answered by the same policy. Nothing of the conversation is stored.
/// </summary>
public sealed class Completions
{
    private readonly Projections _projections;
    private readonly CurrentLexicon _lexicon;
    private readonly TurnTaker _taker;
    private readonly PastAnswers _past;
    private readonly AnswerText _text;
    private readonly StatedPreferences _stated;
    private readonly TokenCounter _tokens;

    internal Completions(Projections projections, CurrentLexicon lexicon, TurnTaker taker, PastAnswers past, AnswerText text, StatedPreferences stated, TokenCounter tokens) =>
        (_projections, _lexicon, _taker, _past, _text, _stated, _tokens) = (projections, lexicon, taker, past, text, stated, tokens);

    /// <summary>Answers the last message of a conversation.</summary>
    /// <param name="request">The conversation.</param>
    /// <param name="cancellationToken">The caller left: the work stops, and nothing is kept.</param>
    public async Task<Completion> AnswerAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _projections.FollowAsync(cancellationToken);
        var known = _lexicon.Get();
        var (before, turns) = Told(request.History, known, cancellationToken);
        var turn = await _taker.TakeAsync(before, turns, request.Message, request.UserId, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (request.UserId is { } user)
        {
            await _stated.KeepAsync(user, before, turn.Plan.State, CancellationToken.None);
        }

        var (whole, items) = _text.Of(turn, known);
        var upToStop = TextCut.Before(whole, request.Stops);
        var text = request.MaxTokens is { } most ? TextCut.Within(upToStop, most, _tokens.Count) : upToStop;
        return new(
            text,
            [.. items.Where(i => i.End <= text.Length)],
            text.Length < upToStop.Length,
            new(turn.Plan.List?.RecommendationId, turn.Plan.Question, turn.Plan.Relaxed, turn.Plan.State, turn.Plan.List?.Degraded ?? false),
            Count(request, cancellationToken),
            _tokens.Count(text));
    }

    /// <summary>What the conversation has come to, and how many messages of the person's it had.</summary>
    private (DialogueState State, int Turns) Told(IReadOnlyList<PastMessage> history, CatalogueLexicon known, CancellationToken cancellationToken)
    {
        var (state, turns) = (DialogueState.Empty, 0);
        foreach (var message in history)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (message.Speaker == Speaker.Person)
            {
                state = _taker.Hear(state, message.Text);
                turns++;
            }
            else if (message.Speaker == Speaker.Assistant)
            {
                state = _past.After(state, message, known);
            }
        }

        return (state, turns);
    }

    private int Count(CompletionRequest request, CancellationToken cancellationToken)
    {
        var tokens = _tokens.Count(request.Message);
        foreach (var message in request.History)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tokens += _tokens.Count(message.Text);
        }

        return tokens;
    }
}
