using System.Globalization;
using System.Text;
using LlmRec.Reclm.Training;

namespace LlmRec.Reclm.Measuring;

/// <summary>The README of the model's folder, written from what was measured.</summary>
internal static class ModelCard
{
    private const int Shown = 12;

    /// <summary>Writes the card.</summary>
    public static string Write(Made made, RecipeOptions options, IReadOnlyList<QualityReport> reports)
    {
        var text = new StringBuilder();
        var size = Directory.GetFiles(options.Output).Sum(f => new FileInfo(f).Length);
        Line($"# reclm");
        Line($"");
        Line($"The small language model that LlmRec ships: it puts the evidence behind a recommendation into one or two sentences, and says turns of a conversation (recommend, compare, ask, acknowledge, decline, summarise, admit that nothing fits). Made by this project from text that this project wrote; its licence is the project's. It knows nothing of the world: it copies names and numbers from its request and puts words of a closed set between them.");
        Line($"");
        Line($"This page is written by the recipe: `dotnet run -c Release --project models/llm/reclm/recipe -- --dataset DIR …` (seed {options.Seed}; it goes on where it was stopped; `--dataset` names real catalogues to measure on, nothing of which is learned from).");
        Line($"");
        Line($"| | |");
        Line($"| --- | --- |");
        Line($"| decoder | {made.Weights:n0} weights: {made.Shape.Layers} layers, width {made.Shape.Width}, {made.Shape.Heads} heads over {made.Shape.KeyValueHeads} of {made.Shape.HeadWidth}, SwiGLU {made.Shape.Inner}, {made.Shape.Vocabulary:n0} tokens (byte-level BPE), {options.Context} tokens of context, trained on {made.Shape.Length} at most |");
        Line($"| folder | {size / 1e6:0.0} MB, int8 |");
        Line($"| learned from | {made.Samples:n0} samples, {made.Tokens:n0} tokens, each seen once; {(options.Decoder.HiddenOptimiser == "muon" ? "Muon and AdamW" : "AdamW")}, rate {options.Decoder.LearningRate} |");
        Line($"| loss of held-out answers | {made.HeldOutLoss:0.000} nats a token |");
        Line($"");
        Line($"## Every fact exact, nothing invented");
        Line($"Evidence of all shapes over titles that it never saw; right means that the check passes and every name, word and number of the evidence is said. *Slots*: short invented names stand in the request, and code puts the real ones into what was written. *Guided* is how the service uses it: slots, a grammar of the evidence and the closed words while it writes, the check after it, up to {Tries(reports)} tries; what then is not right is said by a template.");
        Line($"");
        Line($"| titles | n | greedy, real names | greedy, slots | guided, first try | guided, all tries | mean tries | ms, median / p95 | tokens/s, greedy |");
        Line($"| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var r in reports)
        {
            Line($"| {r.Name} | {r.All.Count} | {r.Greedy:0.0 %} | {r.GreedyWithSlots:0.0 %} | {r.First:0.0 %} | **{r.Guided:0.0 %}** | {r.Tries:0.00} | {r.Milliseconds(.5):0} / {r.Milliseconds(.95):0} | {r.TokensPerSecond:n0} |");
        }

        Line($"");
        Line($"## Variety");
        Line($"Names left out. Repeated: texts that, names aside, stood before in the same list of ten. The grammar is what wrote the training texts; the templates are what the service says without a model.");
        Line($"");
        Line($"| titles | wording | distinct-1 | distinct-2 | repeated |");
        Line($"| --- | --- | --- | --- | --- |");
        foreach (var r in reports)
        {
            foreach (var (name, texts) in new[]
            {
                ("reclm", r.All.Where(s => s.Guided is not null).Select(s => (s.Guided!, s.Facts)).ToArray()),
                ("templates", r.All.Select(s => (s.ByTemplate, s.Facts)).ToArray()),
                ("grammar of clauses", r.All.Select(s => (s.ByGrammar, s.Facts)).ToArray()),
            })
            {
                Line($"| {r.Name} | {name} | {Variety.Distinct(texts, 1):0.000} | {Variety.Distinct(texts, 2):0.000} | {Variety.Repeated(texts):0.0 %} |");
            }
        }

        Line($"");
        Line($"## What it writes");
        foreach (var r in reports)
        {
            Line($"");
            Line($"**{r.Name}**, the first {Shown}:");
            Line($"");
            foreach (var s in r.All.Take(Shown))
            {
                Line($"- {s.Guided ?? $"(template) {s.ByTemplate}"}");
            }

            Line($"");
            Line($"Greedy with slots and wrong, the first five:");
            Line($"");
            foreach (var s in r.All.Where(s => !QualityReport.IsRight(s.GreedyWithSlots, s.Facts)).Take(5))
            {
                Line($"- {s.GreedyWithSlots}");
            }
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static int Tries(IReadOnlyList<QualityReport> reports) => reports.Max(r => r.All.Max(s => s.Attempts.Count));
}
