namespace LlmRec.Evaluation.Intents;

/// <summary>Measures labels that were found against those that are right.</summary>
internal static class IntentMeasures
{
    /// <summary>In the confusion table: nothing missed, or nothing found.</summary>
    public const string Nothing = "–";

    private const double Holds = 0.5;
    private static readonly string[] Verdicts = ["accept", "reject", "neither"];

    /// <summary>Measures.</summary>
    /// <param name="name">Whose labels they are.</param>
    /// <param name="turns">By turn, what is right, what was found, and the turn's fold.</param>
    public static IntentRow Of(string name, IReadOnlyList<(IntentLabels Right, IntentLabels Found, int Fold)> turns)
    {
        var intents = turns.SelectMany(t => t.Right.Intents).Distinct().Order(StringComparer.Ordinal).ToList();
        var scores = intents.ToDictionary(i => i, i => Score(i, turns));
        return new()
        {
            Name = name,
            MacroF1 = Rounded(scores.Values.Average(s => s.F1)),
            MacroF1ByFold = [.. turns.GroupBy(t => t.Fold).OrderBy(f => f.Key).Select(f => Rounded(intents.Average(i => Score(i, [.. f]).F1)))],
            Intents = scores.ToDictionary(s => s.Key, s => new IntentScore(Rounded(s.Value.Precision), Rounded(s.Value.Recall), Rounded(s.Value.F1), s.Value.Turns)),
            Confusion = Confusion(intents, turns),
            AcceptReject = AcceptReject(turns),
        };
    }

    private static IntentScore Score(string intent, IReadOnlyList<(IntentLabels Right, IntentLabels Found, int Fold)> turns)
    {
        var there = turns.Count(t => t.Right.Intents.Contains(intent));
        var found = turns.Count(t => t.Found.Intents.Contains(intent));
        var right = turns.Count(t => t.Right.Intents.Contains(intent) && t.Found.Intents.Contains(intent));
        return new(found == 0 ? 0 : right / (double)found, there == 0 ? 0 : right / (double)there, there + found == 0 ? 0 : 2.0 * right / (there + found), there);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, double>> Confusion(List<string> intents, IReadOnlyList<(IntentLabels Right, IntentLabels Found, int Fold)> turns)
    {
        string[] names = [.. intents, Nothing];
        var table = names.ToDictionary(n => n, _ => names.ToDictionary(m => m, _ => 0.0));
        foreach (var (right, found, _) in turns)
        {
            foreach (var both in right.Intents.Where(found.Intents.Contains))
            {
                table[both][both]++;
            }

            string[] missed = [.. right.Intents.Where(i => !found.Intents.Contains(i))];
            string[] extra = [.. found.Intents.Where(i => !right.Intents.Contains(i) && intents.Contains(i))];
            foreach (var one in missed.DefaultIfEmpty(Nothing))
            {
                foreach (var other in extra.DefaultIfEmpty(Nothing).Where(o => o != one))
                {
                    table[one][other] += missed.Length == 0 ? 1 : 1.0 / Math.Max(1, extra.Length);
                }
            }
        }

        return table.ToDictionary(r => r.Key, r => (IReadOnlyDictionary<string, double>)r.Value.ToDictionary(c => c.Key, c => Math.Round(c.Value, 1)));
    }

    private static AcceptRejectScore AcceptReject(IReadOnlyList<(IntentLabels Right, IntentLabels Found, int Fold)> turns)
    {
        var clear = turns.Where(t => t.Right.Accepts < Holds || t.Right.Rejects < Holds).ToList();
        var either = clear.Where(t => t.Right.Accepts >= Holds || t.Right.Rejects >= Holds).ToList();
        var told = either.Count(t => t.Found.Accepts != t.Found.Rejects && t.Found.Accepts > t.Found.Rejects == t.Right.Accepts > t.Right.Rejects);
        var table = Verdicts.ToDictionary(v => v, v => (IReadOnlyDictionary<string, int>)Verdicts.ToDictionary(w => w, w => clear.Count(t => Verdict(t.Right) == v && Verdict(t.Found) == w)));
        return new(
            either.Count == 0 ? 0 : Rounded(told / (double)either.Count),
            either.Count,
            clear.Count == 0 ? 0 : Rounded(Verdicts.Sum(v => table[v][v]) / (double)clear.Count),
            table);
    }

    private static string Verdict(IntentLabels labels) =>
        labels.Accepts < Holds && labels.Rejects < Holds ? "neither" : labels.Accepts >= labels.Rejects ? "accept" : "reject";

    private static double Rounded(double value) => Math.Round(value, 4);
}
