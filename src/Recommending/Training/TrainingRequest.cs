using LlmRec.Learning.Models;

namespace LlmRec.Recommending.Training;

/// <summary>What to train.</summary>
/// <param name="Models">Names of models, each once; null or empty for the usual ones.</param>
/// <param name="Promote">Whether a model that is not worse than the one in use takes its place.</param>
public sealed record TrainingRequest(IReadOnlyList<string>? Models = null, bool Promote = true)
{
    /// <summary>The models that are trained when none is named: quick ones, and strong together.</summary>
    public static IReadOnlyList<string> Usual { get; } = [ModelNames.Ease, ModelNames.Sequence, ModelNames.Fusion];

    /// <summary>The models that can be trained.</summary>
    public static IReadOnlyList<string> Known { get; } = [ModelNames.Ease, ModelNames.Sequence, ModelNames.Masked, ModelNames.TwoTower, ModelNames.TextAdapter, ModelNames.Fusion, ModelNames.Dialogue];

    /// <summary>Models that follow the store by themselves.</summary>
    private static readonly string[] Live = [ModelNames.Popular, ModelNames.ItemKnn, ModelNames.Transitions, ModelNames.Lexical, ModelNames.Text, ModelNames.LexicalTransitions];

    /// <summary>What a fusion is made of at least, beside the live channels: trained with it, whether named or not.</summary>
    private static readonly string[] Fused = [ModelNames.Ease, ModelNames.Sequence];

    /// <summary>What is trained, in order: a fusion after what it fuses.</summary>
    public IReadOnlyList<string> InOrder()
    {
        var named = Models is { Count: > 0 } ? Models : Usual;
        return [.. Known.Where(m => named.Contains(m) || (named.Contains(ModelNames.Fusion) && Fused.Contains(m)))];
    }

    /// <summary>What is wrong with the request; null when nothing.</summary>
    public string? Fault() => (Models ?? []).Select(FaultOf).FirstOrDefault(f => f is not null);

    private static string? FaultOf(string? model) =>
        model is not null && Known.Contains(model) ? null
        : Live.Contains(model) ? $"'{model}' needs no training: it follows what is stored by itself. Trained are: {string.Join(", ", Known)}."
        : $"There is no model '{model}'. Trained are: {string.Join(", ", Known)}.";
}
