namespace LlmRec.Vectors.Spaces;

/// <summary>Which space is in use: the configured encoder's.</summary>
/// <param name="Encoder">The encoder's name.</param>
/// <param name="EncoderVersion">Its version.</param>
/// <param name="Dimension">Numbers in a vector.</param>
public sealed record SpaceDefinition(string Encoder, string EncoderVersion, int Dimension)
{
    /// <summary>The space's name.</summary>
    public string Name => $"{Encoder}@{EncoderVersion}";
}
