using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Language;
using LlmRec.Language.Generation;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LlmRec.Agents.Explaining.Wording;

/// <summary>Has the language model say the facts; what the check rejects is asked for once more, at a lower temperature.</summary>
internal sealed partial class LanguageWording(ConfiguredLanguage language, ILogger<LanguageWording> logger)
{
    private const int MostTokens = 160;

    private static readonly float[] Temperatures = [.6f, .2f];

    /// <summary>Name and version of the model; null where none is configured.</summary>
    public string? Version => language.Version;

    /// <summary>Words for facts.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="caller">Whom it is for.</param>
    /// <param name="attempts">Is told what was written, and why it was not taken.</param>
    /// <param name="deadline">After it, nothing more is asked of the model.</param>
    /// <param name="cancellationToken">The caller left.</param>
    /// <returns>A text that passed the check; null when there is none: no model, a model that is down or too slow, or texts that claim more than the evidence.</returns>
    public async Task<string?> WriteAsync(PickFacts facts, string caller, List<Attempt> attempts, CancellationToken deadline, CancellationToken cancellationToken)
    {
        if (language.Client is not { } client)
        {
            return null;
        }

        var prompt = ExplanationPrompt.Of(facts);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        foreach (var (attempt, temperature) in Temperatures.Index())
        {
            try
            {
                var options = new ChatOptions { Temperature = temperature, MaxOutputTokens = MostTokens, Seed = attempt, StopSequences = ["\n\n"] };
                var answer = await client.GetResponseAsync(prompt, options.WithCaller(caller), stop.Token);
                var text = string.Join(' ', answer.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                var verdict = FaithfulnessCheck.Check(text, facts);
                attempts.Add(new(text, verdict.Faults));
                if (verdict.Passed)
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
                LogFailed(logger, e.Message);
                attempts.Add(new(null, [deadline.IsCancellationRequested ? "The language model had not finished in time." : "The language model did not answer."]));
                return null;
            }
        }

        return null;
    }

    [LoggerMessage(1, LogLevel.Warning, "The language model worded no explanation, a template did: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
