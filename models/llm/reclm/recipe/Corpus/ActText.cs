using LlmRec.Agents.Wording.Acts;
using LlmRec.Reclm.Grammar;

namespace LlmRec.Reclm.Corpus;

/// <summary>Says acts of a conversation by their grammar; what comes out has passed the check.</summary>
internal sealed class ActText
{
    private const int Tries = 100;

    private readonly ClauseGrammar _grammar = ClauseGrammar.Load("acts");

    /// <summary>Told of each text that was thrown away, and why; null for nobody.</summary>
    public Action<string, IReadOnlyList<string>>? OnRejected { get; init; }

    /// <summary>Draws a text.</summary>
    /// <returns>The text; null where the act can't be said, as with a value that the check takes for a word.</returns>
    public string? Draw(DialogueAct act, Random random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var text = Attempt(act, random);
            var faults = ActCheck.Check(text, act).Faults;
            if (faults.Count == 0)
            {
                return text;
            }

            OnRejected?.Invoke(text, faults);
        }

        return null;
    }

    private string Attempt(DialogueAct act, Random random)
    {
        string Draw(string rule, IEnumerable<string> features, Func<string, string> value) => _grammar.Draw(rule, features.ToHashSet(), slot => value(slot) is var said && slot is "k" or "l" or "v" ? said : ClauseGrammar.Marked(said), random);
        return act switch
        {
            Recommend { Suggestions: var all } => Draw(
                "recommend",
                all.Select((s, i) => $"{s.Because switch { Because.Liked => "like", Because.Has => "has", _ => "mentions" }}{i + 1}").Append(all.Count switch { 1 => "single", 2 => "two", _ => "three" }),
                slot => all[slot[1] - '1'] is var one && slot[0] == 'i' ? one.Item : one.Value),
            Ask { Kind: var kind, Options: var options } => Draw("ask", [options.Count == 2 ? "two" : "three"], slot => slot == "k" ? kind : options[slot[1] - '1']),
            Acknowledge { Stance: var stance, Value: var said } => Draw("ack", [stance.ToString().ToLowerInvariant()], _ => said),
            Decline => Draw("decline", [], slot => throw new InvalidDataException($"No value {slot} is needed to decline.")),
            Summarise s => Draw(
                "sum",
                s.Avoided is null ? [] : ["avoid"],
                slot => slot switch { "l" => ExplanationText.Listed([.. s.Likes.Select(ClauseGrammar.Marked)], random), "v" => ExplanationText.Listed([.. s.Values.Select(ClauseGrammar.Marked)], random), _ => s.Avoided! }),
            NothingFits n => Draw("none", n.Kept is null ? [] : ["kept"], slot => slot == "y" ? n.Kept! : n.Relaxed),
            _ => throw new ArgumentException($"No grammar says {act}.", nameof(act)),
        };
    }
}
