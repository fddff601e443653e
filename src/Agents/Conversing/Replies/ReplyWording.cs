using System.Text;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Wording.Acts;
using LlmRec.Language;
using Microsoft.Extensions.Options;

namespace LlmRec.Agents.Conversing.Replies;

/// <summary>Has the language model say a turn, sentence by sentence, each checked before it is told; what it can't say rightly a template says.</summary>
/// <param name="writer">The pieces of a reply, each with its template.</param>
/// <param name="wording">The model's words.</param>
/// <param name="options">How long it may take.</param>
/// <param name="chat">How long its first words may take.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplyWording(ReplyWriter writer, ActWording wording, IOptions<LlmOptions> options, IOptions<ChatOptions> chat, TimeProvider time)
{
    /// <summary>Whether there is a model to say it.</summary>
    public bool HasModel => wording.Version is not null;

    /// <summary>The reply.</summary>
    /// <param name="plan">What the turn does.</param>
    /// <param name="acts">What the message said.</param>
    /// <param name="said">The message, and the conversation before it.</param>
    /// <param name="cancellationToken">The caller left.</param>
    public async Task<string> SayAsync(TurnPlan plan, IReadOnlyList<Act> acts, Said said, CancellationToken cancellationToken)
    {
        var reply = new StringBuilder();
        var (turn, asksModel) = (said.Conversation.Turns, HasModel && !said.WithoutModel);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.ExplanationSeconds), time);
        foreach (var (i, piece) in writer.Pieces(plan, acts, turn).Index())
        {
            Task<string?> WordedAsync(CancellationToken until) => wording.WriteAsync(piece.Act!, said.Conversation.Id, (turn * 8) + i, until, cancellationToken);
            var words = !asksModel || piece.Act is null ? null
                : said.Progress is null || reply.Length > 0 ? await WordedAsync(deadline.Token)
                : await FirstAsync(piece, WordedAsync, SayAsync, deadline.Token, cancellationToken);
            await SayAsync(words ?? piece.Template);
        }

        return reply.ToString();

        async Task SayAsync(string words)
        {
            words = reply.Length > 0 ? $" {words}" : words;
            reply.Append(words);
            if (said.Progress is { } progress)
            {
                await progress.SayAsync(words, cancellationToken);
            }
        }
    }

    /// <summary>The first words: nobody who watches waits long for them. When the model is late a lead-in is said at once, or the template.</summary>
    private async Task<string?> FirstAsync(ReplyPiece piece, Func<CancellationToken, Task<string?>> word, Func<string, Task> say, CancellationToken deadline, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var patience = Task.Delay(TimeSpan.FromMilliseconds(chat.Value.FirstWordsMs), time, waiting.Token);
        var worded = word(late.Token);
        var isInTime = await Task.WhenAny(worded, patience) == worded;
        await waiting.CancelAsync();
        if (!isInTime && !cancellationToken.IsCancellationRequested)
        {
            await (piece.LeadIn is { } lead ? say(lead) : late.CancelAsync());
        }

        return await worded;
    }
}
