using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Language;
using LlmRec.Language.Generation;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LlmRec.Agents.Explaining.Wording;

/// <summary>
/// Has the language model say the facts; what the check rejects is asked for again, at a lower temperature: once more, or as
/// often as the model's folder says (<see cref="WordingFile"/>), which then also holds it to the evidence while it writes.
/// </summary>
public sealed partial class LanguageWording
{
    private const int MostTokens = 160;
    private const int MostGuidedTokens = 320;

    private static readonly float[] Temperatures = [.6f, .2f];

    private readonly ConfiguredLanguage _language;
    private readonly ILogger<LanguageWording> _logger;
    private readonly WordingFile? _file;

    /// <param name="language">The model.</param>
    /// <param name="logger">Told when it fails.</param>
    /// <exception cref="LanguageException">What its folder says of wording is damaged.</exception>
    public LanguageWording(ConfiguredLanguage language, ILogger<LanguageWording> logger)
    {
        ArgumentNullException.ThrowIfNull(language);
        (_language, _logger) = (language, logger);
        _file = language.Client?.GetService(typeof(LanguageModel)) is LanguageModel model ? WordingFile.Read(model.Folder.Path) : null;
    }

    /// <summary>Name and version of the model; null where none is configured.</summary>
    public string? Version => _language.Version;

    /// <summary>Words for facts.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="caller">Whom it is for.</param>
    /// <param name="attempts">Is told what was written, and why it was not taken.</param>
    /// <param name="said">Wordings (<see cref="FactsSaid.Wording"/>) of the texts that stand beside it: none of these is taken again. What is taken is added.</param>
    /// <param name="deadline">After it, nothing more is asked of the model.</param>
    /// <param name="cancellationToken">The caller left.</param>
    /// <returns>A text that passed the check; null when there is none: no model, a model that is down or too slow, or texts that claim more than the evidence.</returns>
    public async Task<string?> WriteAsync(PickFacts facts, string caller, List<Attempt> attempts, ISet<string> said, CancellationToken deadline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(attempts);
        ArgumentNullException.ThrowIfNull(said);
        if (_language.Client is not { } client)
        {
            return null;
        }

        var prompt = ExplanationPrompt.Of(facts);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        var grammar = _file is null ? null : EvidenceGrammar.Of(facts, _file.Words);
        foreach (var (attempt, temperature) in (_file?.Temperatures ?? Temperatures).Index())
        {
            try
            {
                var options = new ChatOptions { Temperature = temperature, MaxOutputTokens = grammar is null ? MostTokens : MostGuidedTokens, Seed = WordingSeed.Of(caller, facts.Item.Id) + attempt, StopSequences = ["\n\n"] };
                _ = grammar is null ? options : options.WithGrammar(grammar);
                var answer = await client.GetResponseAsync(prompt, options.WithCaller(caller), stop.Token);
                var text = string.Join(' ', answer.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                var faults = FaithfulnessCheck.Check(text, facts).Faults;
                // A small model that is held to the evidence doesn't lie, it forgets or stumbles.
                faults = faults.Count > 0 || grammar is null ? faults
                    : !FactsSaid.All(text, facts) ? ["It doesn't say every fact."]
                    : SaidTwice.First(text, facts) is { } value ? [$"It says '{value}' again."]
                    : faults;
                faults = faults.Count > 0 || said.Add(FactsSaid.Wording(text, facts)) ? faults : ["It is worded like the one for another item of the list."];
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

    [LoggerMessage(1, LogLevel.Warning, "The language model worded no explanation, a template did: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
