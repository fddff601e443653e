using System.Net.ServerSentEvents;
using System.Threading.Channels;
using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Api.Endpoints;

/// <summary>A turn as events, each as soon as it is known: <c>state</c>, <c>items</c>, <c>token</c>…, and <c>done</c> or <c>error</c>.</summary>
internal sealed class ChatStream : ITurnProgress
{
    private readonly Channel<SseItem<object>> _events = Channel.CreateUnbounded<SseItem<object>>(new() { SingleReader = true });
    private bool _hasSpoken;

    /// <summary>The events, up to the last.</summary>
    public IAsyncEnumerable<SseItem<object>> ReadAsync(CancellationToken cancellationToken) => _events.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Whether there is an event to read; false when the stream ended without one.</summary>
    public ValueTask<bool> BeginsAsync(CancellationToken cancellationToken) => _events.Reader.WaitToReadAsync(cancellationToken);

    public ValueTask ShowAsync(DialogueState state, IReadOnlyList<Recommendation> items, CancellationToken cancellationToken)
    {
        _events.Writer.TryWrite(new(state, "state"));
        _events.Writer.TryWrite(new(items, "items"));
        return ValueTask.CompletedTask;
    }

    public ValueTask SayAsync(string words, CancellationToken cancellationToken)
    {
        _hasSpoken = true;
        _events.Writer.TryWrite(new(new ExplanationToken(words), "token"));
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes the turn, and ends the stream with it. What goes wrong before the first event is thrown by the task alone.</summary>
    public async Task<ChatAnswer?> RunAsync(Func<ITurnProgress, Task<ChatAnswer?>> turn)
    {
        try
        {
            var answer = await turn(this);
            if (answer is not null)
            {
                End(answer);
            }

            return answer;
        }
        catch (Exception e) when (e is not OperationCanceledException && _hasSpoken)
        {
            _events.Writer.TryWrite(new(new { detail = "The turn broke off. Nothing of it is kept: say it again." }, "error"));
            throw;
        }
        finally
        {
            _events.Writer.TryComplete();
        }
    }

    private void End(ChatAnswer answer)
    {
        // A policy that tells nothing while it works is told whole.
        if (!_hasSpoken)
        {
            _events.Writer.TryWrite(new(answer.State, "state"));
            _events.Writer.TryWrite(new(answer.Items, "items"));
            _events.Writer.TryWrite(new(new ExplanationToken(answer.Reply), "token"));
        }

        _events.Writer.TryWrite(new(answer, "done"));
    }
}
