using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Wording;
using LlmRec.Language;
using Microsoft.Extensions.Logging;

namespace LlmRec.Agents.Wording.Acts;

/// <summary>Has the language model say what a turn says; what the check rejects is asked for again.</summary>
internal sealed class ActWording(ConfiguredLanguage language, ILogger<ActWording> logger)
{
    private readonly ModelWords _words = new(language, logger);

    /// <summary>Name and version of the model; null where none is configured.</summary>
    public string? Version => _words.Version;

    /// <summary>Words for an act.</summary>
    /// <param name="act">The act.</param>
    /// <param name="caller">Whom it is for.</param>
    /// <param name="turn">The number of the turn: the same act in another turn gets other words.</param>
    /// <param name="deadline">After it, nothing more is asked of the model.</param>
    /// <param name="cancellationToken">The caller left.</param>
    /// <returns>A text that passed the check; null when there is none.</returns>
    public Task<string?> WriteAsync(DialogueAct act, string caller, int turn, CancellationToken deadline, CancellationToken cancellationToken) => _words.WriteAsync(
        ActPrompt.Of(act),
        words => EvidenceGrammar.Of(ActPrompt.Values(act), words),
        WordingSeed.Of(caller, $"turn {turn}"),
        caller,
        (text, _) => ActCheck.Check(text, act).Faults,
        [],
        deadline,
        cancellationToken);
}
