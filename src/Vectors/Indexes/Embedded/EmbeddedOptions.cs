using System.ComponentModel.DataAnnotations;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>How the index <c>embedded</c> keeps vectors in each process's memory. Section <c>Embedded</c>.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>
    /// The most users whose vectors are kept, for the channel <c>similar-users</c>, 0 to 100,000,000. Default 200,000: 400 MB at
    /// 512 numbers (a million are 2 GB). Users beyond can't be found as neighbours, but have neighbours themselves.
    /// </summary>
    [Range(0, 100_000_000)]
    public int MostUsers { get; set; } = 200_000;
}
