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

    /// <summary>
    /// <c>none</c>, the default, keeps four bytes a number; <c>int8</c> keeps one, and compares the best again exactly by
    /// the stored vectors: a third of the memory, for some reads from the store in each search.
    /// </summary>
    [RegularExpression("^(int8|none)$", ErrorMessage = "Embedded:Quantization must be int8 or none.")]
    public string Quantization { get; set; } = "none";

    /// <summary>With <c>int8</c>, how many times the hits asked for (and ten more) are compared again exactly, 1 to 100. Default 2.</summary>
    [Range(1, 100)]
    public double Oversampling { get; set; } = 2;
}
