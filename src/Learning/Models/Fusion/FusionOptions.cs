using System.ComponentModel.DataAnnotations;

namespace LlmRec.Learning.Models.Fusion;

/// <summary>How <c>fusion</c> is trained.</summary>
public sealed class FusionOptions
{
    /// <summary>How many of each member's best items compete while the weights are learned, 10 to 1,000. Default 100.</summary>
    [Range(10, 1_000)]
    public int Pool { get; set; } = 100;

    /// <summary>Validation events learned from, at most, 100 to 1,000,000. Default 12,000: the weights are few.</summary>
    [Range(100, 1_000_000)]
    public int MostEvents { get; set; } = 12_000;

    /// <summary>Whether new items are learned about too, from items made cold inside training. Doubles the training: every member is trained once more. Default false.</summary>
    public bool CalibrateNewItems { get; set; }

    /// <summary>The share of the items made cold for that, 0.001 to 0.5. Default 0.05.</summary>
    [Range(0.001, 0.5)]
    public double ColdShare { get; set; } = 0.05;

    /// <summary>What favouring new items may cost the others, as a share of their recall@10, 0 to 1. Default 0.025.</summary>
    [Range(0, 1)]
    public double MostWarmLoss { get; set; } = 0.025;

    /// <summary>How much items without any interaction are favoured, in units of the log-odds; null (the default) for what calibration chooses, or 0 without it.</summary>
    [Range(-20, 20)]
    public double? NewItemBoost { get; set; }
}
