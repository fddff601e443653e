using System.ComponentModel.DataAnnotations;

namespace LlmRec.Learning.Models.Ease;

/// <summary>How <c>ease</c> is trained.</summary>
public sealed class EaseOptions
{
    /// <summary>The most items it takes on, 1 to 65,536. Default 20,000: time grows with the cube and memory with the square of it (0.8 GB there).</summary>
    [Range(1, 65_536)]
    public int MostItems { get; set; } = 20_000;

    /// <summary>Rows of a tile, 8 to 4,096. Default 512.</summary>
    [Range(8, 4_096)]
    public int Tile { get; set; } = 512;

    /// <summary>Regularisation, tried on the validation events where the catalogue is small enough to invert several times; else the first is taken.</summary>
    public float[] Regularisations { get; set; } = [100, 400, 30, 1_500];

    /// <summary>Up to how many items several regularisations are tried. Default 10,000.</summary>
    [Range(1, 65_536)]
    public int MostItemsToChoose { get; set; } = 10_000;

    /// <summary>Entries kept in a row, those of the largest magnitude, 1 to 65,536. Default 1,000.</summary>
    [Range(1, 65_536)]
    public int MostEntries { get; set; } = 1_000;
}
