namespace LlmRec.Learning.Models.Saved;

/// <summary>Something trained that can be kept in a <see cref="ModelFolder"/> and read back, bit for bit.</summary>
public interface ISavable
{
    /// <summary>Writes the weights.</summary>
    /// <param name="path">The file; replaced as a whole.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    void Write(string path);
}
