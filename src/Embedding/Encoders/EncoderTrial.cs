using System.Diagnostics;
using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace LlmRec.Embedding.Encoders;

/// <summary>What came of running an encoder once.</summary>
/// <param name="Dimension">Numbers in a vector.</param>
/// <param name="Norm">The vector's length.</param>
/// <param name="Milliseconds">How long it took, loading not included.</param>
public sealed record EncoderTrial(int Dimension, double Norm, double Milliseconds)
{
    private const string Text = "A heist crew plans one last job.";

    /// <summary>Runs an encoder once.</summary>
    /// <exception cref="EncoderFolderException">What it gives is no vector.</exception>
    public static async Task<EncoderTrial> RunAsync(IEmbeddingGenerator<string, Embedding<float>> encoder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        var started = Stopwatch.GetTimestamp();
        var vector = (await encoder.GenerateAsync([Text], cancellationToken: cancellationToken))[0].Vector;
        var milliseconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
        var norm = Math.Round(TensorPrimitives.Norm(vector.Span), 6);
        return double.IsFinite(norm) && norm > 0
            ? new(vector.Length, norm, milliseconds)
            : throw new EncoderFolderException($"The encoder gave a vector of length {norm} for a plain sentence: the model is broken. Fetch or convert it again.");
    }
}
