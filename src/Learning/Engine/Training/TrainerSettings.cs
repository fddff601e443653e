using LlmRec.Learning.Engine.Optimisers;

namespace LlmRec.Learning.Engine.Training;

/// <summary>How a training runs.</summary>
internal sealed record TrainerSettings
{
    /// <summary>Epochs at most.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs without a better validation score after which it stops.</summary>
    public required int Patience { get; init; }

    /// <summary>Largest learning rate.</summary>
    public required double PeakRate { get; init; }

    /// <summary>Steps until it is reached.</summary>
    public int WarmUp { get; init; } = 100;

    /// <summary>Share of it that is left at the end.</summary>
    public double RateFloor { get; init; } = 1;

    /// <summary>Memory of the average of the weights that is validated and kept; 0 for the weights themselves.</summary>
    public float AverageMemory { get; init; }

    /// <summary>Parts of a batch that may run side by side.</summary>
    public int Shards { get; init; } = 2;

    /// <summary>Longest gradient.</summary>
    public double ClipNorm { get; init; } = 5;

    /// <summary>The optimiser.</summary>
    public AdamWSettings Optimiser { get; init; } = new(0.01f);

    /// <summary>Muon for hidden matrices; null for the optimiser above there too.</summary>
    public MuonSettings? Muon { get; init; }

    /// <summary>Whether forward, backward and update are one graph: for devices from which gradients are dear to fetch. One shard, no Muon.</summary>
    public bool UpdateInGraph { get; init; }
}
