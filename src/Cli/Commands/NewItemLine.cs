using System.Globalization;
using LlmRec.Learning.Models.Fusion;

namespace LlmRec.Cli.Commands;

/// <summary>How new items are favoured, in one line.</summary>
internal static class NewItemLine
{
    /// <summary>The curve, with an arrow at the boost in use.</summary>
    public static string Of(NewItemCalibration newItems) =>
        $"new items, made cold inside training (recall@10): {string.Join("; ", newItems.Curve.Select(p => string.Create(CultureInfo.InvariantCulture, $"{(p.Boost == newItems.Chosen ? "→ " : "")}boost {p.Boost:0.##}: cold {p.Cold:0.0000}, others {p.Warm:0.0000}")))}";
}
