using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Wording;
using LlmRec.Language;
using Microsoft.Extensions.Logging;

namespace LlmRec.Agents.Explaining.Wording;

/// <summary>Has the language model say the facts; what the check rejects is asked for again.</summary>
public sealed class LanguageWording
{
    private readonly ModelWords _words;

    /// <param name="language">The model.</param>
    /// <param name="logger">Told when it fails.</param>
    /// <exception cref="LanguageException">What its folder says of wording is damaged.</exception>
    public LanguageWording(ConfiguredLanguage language, ILogger<LanguageWording> logger)
    {
        ArgumentNullException.ThrowIfNull(language);
        _words = new(language, logger);
    }

    /// <summary>Name and version of the model; null where none is configured.</summary>
    public string? Version => _words.Version;

    /// <summary>Words for facts.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="caller">Whom it is for.</param>
    /// <param name="attempts">Is told what was written, and why it was not taken.</param>
    /// <param name="said">Wordings (<see cref="FactsSaid.Wording"/>) of the texts that stand beside it: none of these is taken again. What is taken is added.</param>
    /// <param name="deadline">After it, nothing more is asked of the model.</param>
    /// <param name="cancellationToken">The caller left.</param>
    /// <returns>A text that passed the check; null when there is none: no model, a model that is down or too slow, or texts that claim more than the evidence.</returns>
    public Task<string?> WriteAsync(PickFacts facts, string caller, List<Attempt> attempts, ISet<string> said, CancellationToken deadline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(attempts);
        ArgumentNullException.ThrowIfNull(said);
        var slots = _words.HasSlots ? Slots.In(facts) : null;
        return _words.WriteAsync(
            ExplanationPrompt.Of(slots?.Facts ?? facts),
            words => EvidenceGrammar.Of(slots?.Facts ?? facts, words),
            WordingSeed.Of(caller, facts.Item.Id),
            caller,
            (text, isGuided) => Faults(text, facts, said, isGuided),
            attempts,
            deadline,
            cancellationToken,
            slots is null ? null : slots.Fill);
    }

    private static IReadOnlyList<string> Faults(string text, PickFacts facts, ISet<string> said, bool isGuided)
    {
        var faults = FaithfulnessCheck.Check(text, facts).Faults;
        // A small model that is held to the evidence doesn't lie, it forgets or stumbles.
        return faults.Count > 0 ? faults
            : Readable.Fault(text, facts) is { } unreadable ? [unreadable]
            : isGuided && !FactsSaid.All(text, facts) ? ["It doesn't say every fact."]
            : isGuided && SaidTwice.First(text, facts) is { } value ? [$"It says '{value}' again."]
            : said.Add(FactsSaid.Wording(text, facts)) ? []
            : ["It is worded like the one for another item of the list."];
    }
}
