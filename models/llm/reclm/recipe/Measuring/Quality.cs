using System.Diagnostics;
using LlmRec.Agents.Explaining;
using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Templates;
using LlmRec.Agents.Explaining.Wording;
using LlmRec.Language;
using LlmRec.Reclm.Catalogues;
using LlmRec.Reclm.Corpus;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRec.Reclm.Measuring;

/// <summary>How well a model says evidence: greedy, as the service uses it, and beside templates and the grammar of clauses.</summary>
internal static class Quality
{
    private const int MostTokens = 320;

    /// <summary>Measures a model on evidence over one catalogue, or several.</summary>
    /// <param name="name">The catalogue's name.</param>
    /// <param name="client">The model.</param>
    /// <param name="catalogues">Where items come from.</param>
    /// <param name="count">How many explanations.</param>
    /// <param name="seed">Where the evidence comes from.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<QualityReport> MeasureAsync(
        string name, IChatClient client, IReadOnlyList<IItems> catalogues, int count, int seed, CancellationToken cancellationToken)
    {
        var (random, maker, grammar) = (new Random(seed), new EvidenceMaker(catalogues), new ExplanationText());
        var wording = new LanguageWording(ConfiguredLanguage.By(client), NullLogger<LanguageWording>.Instance);
        List<Spoken> all = [];
        while (all.Count < count)
        {
            var facts = maker.Draw(random, mayCompare: false);
            // What even the grammar can't say within the check is no measure of the model.
            if (grammar.Draw(facts, random) is not { } byGrammar)
            {
                continue;
            }

            var user = $"user {all.Count}";
            var started = Stopwatch.GetTimestamp();
            var greedy = await GreedyAsync(client, facts, cancellationToken);
            var greedyTime = Stopwatch.GetElapsedTime(started);
            var slots = Slots.In(facts);
            var withSlots = slots.Fill((await GreedyAsync(client, slots.Facts, cancellationToken)).Text.Trim());
            List<Attempt> attempts = [];
            started = Stopwatch.GetTimestamp();
            var guided = await wording.WriteAsync(facts, user, attempts, new HashSet<string>(), default, cancellationToken);
            all.Add(new(facts, greedy.Text.Trim(), withSlots, greedyTime, greedy.Usage?.OutputTokenCount ?? 0, guided, attempts, Stopwatch.GetElapsedTime(started), byGrammar, new TemplateWriter().Write(facts, user)));
        }

        return new(name, all);
    }

    /// <summary>The likeliest text; none where the request alone is longer than the model takes.</summary>
    private static async Task<ChatResponse> GreedyAsync(IChatClient client, PickFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetResponseAsync(ExplanationPrompt.Of(facts), new() { MaxOutputTokens = MostTokens, Temperature = 0 }, cancellationToken);
        }
        catch (LanguageException)
        {
            return new(new ChatMessage(ChatRole.Assistant, ""));
        }
    }
}

/// <summary>One evidence, said in every way.</summary>
internal sealed record Spoken(
    PickFacts Facts, string Greedy, string GreedyWithSlots, TimeSpan GreedyTime, long GreedyTokens, string? Guided, IReadOnlyList<Attempt> Attempts, TimeSpan GuidedTime, string ByGrammar, string ByTemplate);

/// <summary>What was measured over one catalogue.</summary>
/// <param name="Name">The catalogue's name.</param>
/// <param name="All">Every evidence and its texts.</param>
internal sealed record QualityReport(string Name, IReadOnlyList<Spoken> All)
{
    /// <summary>Share of greedy texts with every fact exact and nothing invented.</summary>
    public double Greedy => All.Average(s => IsRight(s.Greedy, s.Facts) ? 1.0 : 0);

    /// <summary>The same where the model is given slots in place of names, which code fills.</summary>
    public double GreedyWithSlots => All.Average(s => IsRight(s.GreedyWithSlots, s.Facts) ? 1.0 : 0);

    /// <summary>Share of first guided attempts that are right.</summary>
    public double First => All.Average(s => s.Attempts is [{ Faults.Count: 0 }, ..] ? 1.0 : 0);

    /// <summary>Share that the model says rightly within its tries; the rest is said by a template.</summary>
    public double Guided => All.Average(s => s.Guided is not null ? 1.0 : 0);

    /// <summary>Mean tries.</summary>
    public double Tries => All.Average(s => (double)s.Attempts.Count);

    /// <summary>Tokens a second of greedy texts, their prompts' time included.</summary>
    public double TokensPerSecond => All.Sum(s => s.GreedyTokens) / All.Sum(s => s.GreedyTime.TotalSeconds);

    /// <summary>A quantile of the milliseconds of a guided explanation, all its tries included.</summary>
    public double Milliseconds(double quantile) => All.Select(s => s.GuidedTime.TotalMilliseconds).Order().ElementAt((int)(quantile * (All.Count - 1)));

    internal static bool IsRight(string text, PickFacts facts) => FaithfulnessCheck.Check(text, facts).Passed && FactsSaid.All(text, facts);
}
