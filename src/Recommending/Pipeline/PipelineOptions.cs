using System.ComponentModel.DataAnnotations;
using LlmRec.Recommending.Channels;

namespace LlmRec.Recommending.Pipeline;

/// <summary>How recommendations are made. Section <c>Pipeline</c>.</summary>
public sealed class PipelineOptions
{
    /// <summary>The recall channels in use, by name, in the order of the merge's draw. Empty (the default): all, in <see cref="ChannelNames.All"/>'s order.</summary>
    public string[] Channels { get; set; } = [];

    /// <summary>How channel scores become one score: <c>weighted</c> (the default), or <c>fusion</c>, by weights that a training learned.</summary>
    [Required]
    public string Ranker { get; set; } = "weighted";

    /// <summary>How much the ranker <c>fusion</c> favours items that nobody has liked yet, in log-odds, -20 to 20; null (the default) for what was learned with the fusion.</summary>
    [Range(-20, 20)]
    public double? NewItemBoost { get; set; }

    /// <summary>What chooses the final list out of the ranked candidates, in order. Empty (the default): <c>mmr</c>.</summary>
    public string[] Rerankers { get; set; } = [];

    /// <summary>Candidates asked of each channel, 10 to 2,000. Default 150.</summary>
    [Range(10, 2_000)]
    public int CandidatesPerChannel { get; set; } = 150;

    /// <summary>Candidates kept after merging, 10 to 10,000. Default 400.</summary>
    [Range(10, 10_000)]
    public int Candidates { get; set; } = 400;

    /// <summary>Milliseconds after which a channel is left out of an answer, and a rebuild of what is in memory is not waited for, 10 to 60,000. Default 1,000.</summary>
    [Range(10, 60_000)]
    public int ChannelDeadlineMs { get; set; } = 1_000;

    /// <summary>How diverse a list is when a request doesn't say, 0 to 1. Default 0.2.</summary>
    [Range(0, 1)]
    public double Diversity { get; set; } = 0.2;

    /// <summary>Days after which a like counts half towards popularity, 1 to 10,000. Default 365.</summary>
    [Range(1, 10_000)]
    public double PopularityHalfLifeDays { get; set; } = 365;

    /// <summary>Users added to the denominator of item-to-item similarity, 0 to 1,000. Default 5.</summary>
    [Range(0, 1_000)]
    public float NeighbourShrinkage { get; set; } = 5;

    /// <summary>Days for which answers are kept, so that impressions and clicks can be joined to them, 1 to 3,650. Default 30.</summary>
    [Range(1, 3_650)]
    public int KeepAnswersDays { get; set; } = 30;
}
