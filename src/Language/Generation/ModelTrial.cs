using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.AI;

namespace LlmRec.Language.Generation;

/// <summary>Hears a model once, outside any queue: what it reads, what it writes, how fast.</summary>
public static class ModelTrial
{
    /// <summary>Answers a conversation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">As <see cref="LocalChatClient"/> reads them.</param>
    /// <param name="onText">Told each piece of the answer; null for nobody.</param>
    /// <param name="cancellationToken">Stops within a token.</param>
    /// <exception cref="LanguageException">It can't be answered; the message says why.</exception>
    public static TrialResult Run(LanguageModel model, IEnumerable<ChatMessage> messages, ChatOptions options, Action<string>? onText, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var request = GenerationRequest.Of(model, messages, options, new LlmOptions { MaxTokens = model.Folder.Context });
        var answer = new AnswerText(request.Stops);
        var (text, ids) = (new StringBuilder(), new List<int>());
        void Say(string piece)
        {
            text.Append(piece);
            onText?.Invoke(piece);
        }

        var started = Stopwatch.GetTimestamp();
        TimeSpan? first = null;
        using var decoding = new Decoding(model, request);
        foreach (var token in decoding.Tokens(cancellationToken))
        {
            first ??= Stopwatch.GetElapsedTime(started);
            ids.Add(token);
            Say(answer.Add(model.Folder.Tokens.Of(token)));
            if (answer.Stopped)
            {
                break;
            }
        }

        Say(answer.End());
        var after = (Stopwatch.GetElapsedTime(started) - (first ?? TimeSpan.Zero)).TotalSeconds;
        return new(
            request.Prompt,
            ids,
            text.ToString(),
            Math.Round(first?.TotalMilliseconds ?? 0, 1),
            ids.Count > 1 ? Math.Round((ids.Count - 1) / after, 1) : null);
    }
}

/// <summary>A model's answer.</summary>
/// <param name="PromptIds">The tokens it read.</param>
/// <param name="Ids">The tokens it wrote, without the one that ends the answer.</param>
/// <param name="Text">The same as text.</param>
/// <param name="FirstTokenMs">From the prompt to the first token, in milliseconds; 0 where there was none.</param>
/// <param name="TokensPerSecond">After the first token; null where there was no second.</param>
public sealed record TrialResult(IReadOnlyList<int> PromptIds, IReadOnlyList<int> Ids, string Text, double FirstTokenMs, double? TokensPerSecond);
