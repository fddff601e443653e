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
/// <param name="time">The clock.</param>
internal sealed class ReplyWording(ReplyWriter writer, ActWording wording, IOptions<LlmOptions> options, TimeProvider time)
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
            // The template of a list is followed by why its first item is there; the model gives a reason with each.
            var worded = asksModel && piece.Act is { } act ? await wording.WriteAsync(act, said.Conversation.Id, (turn * 8) + i, deadline.Token, cancellationToken) : null;
            var words = worded ?? piece.Template;
            words = reply.Length > 0 ? $" {words}" : words;
            reply.Append(words);
            if (said.Progress is { } progress)
            {
                await progress.SayAsync(words, cancellationToken);
            }
        }

        return reply.ToString();
    }
}
