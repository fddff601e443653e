using LlmRec.Agents.Explaining;
using LlmRec.Agents.Explaining.Wording;
using LlmRec.Language;
using LlmRec.Language.Generation;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LlmRec.Agents.Wording;

/// <summary>
/// Asks the language model for a text until one passes its check, at lower and lower temperatures: twice, or as often as the
/// model's folder says (<see cref="WordingFile"/>), which then also holds it to a grammar while it writes.
/// </summary>
internal sealed partial class ModelWords
{
    private const int MostTokens = 160;
    private const int MostGuidedTokens = 320;

    private static readonly float[] Temperatures = [.6f, .2f];

    private readonly ConfiguredLanguage _language;
    private readonly ILogger _logger;
    private readonly WordingFile? _file;

    /// <param name="language">The model.</param>
    /// <param name="logger">Told when it fails.</param>
    /// <exception cref="LanguageException">What its folder says of wording is damaged.</exception>
    public ModelWords(ConfiguredLanguage language, ILogger logger)
    {
        (_language, _logger) = (language, logger);
        _file = language.Client?.GetService(typeof(LanguageModel)) is LanguageModel model ? WordingFile.Read(model.Folder.Path) : null;
    }

    /// <summary>Name and version of the model; null where none is configured.</summary>
    public string? Version => _language.Version;

    /// <summary>Whether the model is given slots in place of names.</summary>
    public bool HasSlots => _file is { HasSlots: true };

    /// <summary>Asks for a text.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="grammar">The grammar, from the closed words of the model's folder; asked for only where it has them.</param>
    /// <param name="seed">Where the choice of words comes from.</param>
    /// <param name="caller">Whom it is for.</param>
    /// <param name="check">What is wrong with a text, and whether the model was held to the grammar; empty when it may be taken.</param>
    /// <param name="attempts">Is told what was written, and why it was not taken.</param>
    /// <param name="deadline">After it, nothing more is asked of the model.</param>
    /// <param name="cancellationToken">The caller left.</param>
    /// <param name="fill">Makes the text of what the model wrote; null where that is the text.</param>
    /// <returns>The text; null when there is none: no model, a model that is down or too slow, or texts that fail the check.</returns>
    public async Task<string?> WriteAsync(
        IReadOnlyList<ChatMessage> prompt,
        Func<IReadOnlyList<string>, string> grammar,
        long seed,
        string caller,
        Func<string, bool, IReadOnlyList<string>> check,
        List<Attempt> attempts,
        CancellationToken deadline,
        CancellationToken cancellationToken,
        Func<string, string>? fill = null)
    {
        if (_language.Client is not { } client)
        {
            return null;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        var guide = _file is null ? null : grammar(_file.Words);
        foreach (var (attempt, temperature) in (_file?.Temperatures ?? Temperatures).Index())
        {
            try
            {
                var options = new ChatOptions { Temperature = temperature, MaxOutputTokens = guide is null ? MostTokens : MostGuidedTokens, Seed = seed + attempt, StopSequences = ["\n\n"] };
                _ = guide is null ? options : options.WithGrammar(guide);
                var answer = await client.GetResponseAsync(prompt, options.WithCaller(caller), stop.Token);
                var text = string.Join(' ', answer.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                text = fill is null ? text : fill(text);
                var faults = check(text, guide is not null);
                attempts.Add(new(text, faults));
                if (faults.Count == 0)
                {
                    return text;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // Whatever a model or a server does: the reader gets a template.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogFailed(_logger, e.Message);
                attempts.Add(new(null, [deadline.IsCancellationRequested ? "The language model had not finished in time." : "The language model did not answer."]));
                return null;
            }
        }

        return null;
    }

    [LoggerMessage(1, LogLevel.Warning, "The language model worded nothing, a template did: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
