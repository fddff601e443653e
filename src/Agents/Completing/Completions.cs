using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Embedding.Encoders;
using LlmRec.Recommending;

namespace LlmRec.Agents.Completing;

/// <summary>
/// Answers conversations that come whole with each call, as chat clients of language models send them: by the policy that
/// holds <see cref="Conversations"/>, from the state that the history has come to. Nothing of the conversation is stored.
/// </summary>
public sealed class Completions
{
    private readonly Projections _projections;
    private readonly CurrentLexicon _lexicon;
    private readonly PastState _past;
    private readonly IDialoguePolicy _policy;
    private readonly AnswerText _text;
    private readonly StatedPreferences _stated;
    private readonly TokenCounter _tokens;
    private readonly TimeProvider _time;

    internal Completions(
        Projections projections, CurrentLexicon lexicon, PastState past, IDialoguePolicy policy, AnswerText text, StatedPreferences stated, TokenCounter tokens, TimeProvider time) =>
        (_projections, _lexicon, _past, _policy, _text, _stated, _tokens, _time) = (projections, lexicon, past, policy, text, stated, tokens, time);

    /// <summary>Answers the last message of a conversation.</summary>
    /// <param name="request">The conversation.</param>
    /// <param name="cancellationToken">The caller left: the work stops, and nothing is kept.</param>
    public async Task<Completion> AnswerAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _projections.FollowAsync(cancellationToken);
        var now = _time.GetUtcNow();
        var (before, turns) = await _past.OfAsync(request.History, now, cancellationToken);
        var answer = await _policy.AnswerAsync(
            new(new("", request.UserId, before, turns.Count, now, now), request.Message) { Before = turns }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (request.UserId is { } user)
        {
            await _stated.KeepAsync(user, before, answer.State, CancellationToken.None);
        }

        var (whole, items) = _text.Of(answer, _lexicon.Get());
        var upToStop = TextCut.Before(whole, request.Stops);
        var text = request.MaxTokens is { } most ? TextCut.Within(upToStop, most, _tokens.Count) : upToStop;
        return new(
            text,
            [.. items.Where(i => i.End <= text.Length)],
            text.Length < upToStop.Length,
            new(answer.RecommendationId, answer.Question, answer.State, answer.Degraded),
            Count(request, cancellationToken),
            _tokens.Count(text));
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
