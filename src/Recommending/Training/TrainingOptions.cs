using System.ComponentModel.DataAnnotations;
using LlmRec.Learning.Models.Ease;
using LlmRec.Learning.Models.Sequence;
using LlmRec.Learning.Models.TextAdapter;

namespace LlmRec.Recommending.Training;

/// <summary>How models are trained on the store. Section <c>Training</c>.</summary>
public sealed class TrainingOptions
{
    /// <summary>Where trained models are kept; null (the default) for <c>models/trained</c> beside the store.</summary>
    public string? Folder { get; set; }

    /// <summary>Where all randomness of a training comes from. Default 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Threads of a training, 0 to 1,024; they change no bit of the result. Default 0: half of the processors, so that requests keep the others.</summary>
    [Range(0, 1_024)]
    public int Threads { get; set; }

    /// <summary>Versions of each model that are kept, the one in use included, 2 to 100. Default 5.</summary>
    [Range(2, 100)]
    public int KeepVersions { get; set; } = 5;

    /// <summary>Seconds between checkpoints, 1 to 3,600: what a kill may cost. Default 60.</summary>
    [Range(1, 3_600)]
    public int CheckpointSeconds { get; set; } = 60;

    /// <summary>Settings of <c>sequence</c>, <c>masked</c> and <c>two-tower</c>.</summary>
    public SequenceOptions Sequence { get; set; } = new();

    /// <summary>Settings of <c>ease</c>.</summary>
    public EaseOptions Ease { get; set; } = new();

    /// <summary>Settings of <c>text-adapter</c>.</summary>
    public TextAdapterOptions TextAdapter { get; set; } = new();

    /// <summary>
    /// Whether <c>fusion</c> learns how much to favour items that nobody has liked yet (<c>Pipeline:NewItemBoost</c>), from items made
    /// cold inside the training. About doubles its time: every model that it fuses is trained once more. Default false: 0 is learned.
    /// </summary>
    public bool CalibrateNewItems { get; set; }

    /// <summary><see cref="Threads"/>, settled.</summary>
    internal int ThreadsInUse => Threads > 0 ? Threads : Math.Max(1, Environment.ProcessorCount / 2);
}
