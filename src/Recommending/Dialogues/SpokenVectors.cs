using System.Numerics.Tensors;
using LlmRec.Embedding.Encoders;
using LlmRec.Learning.Models.Dialogues;
using LlmRec.Recommending.Trained;
using LlmRec.Vectors.Spaces;

namespace LlmRec.Recommending.Dialogues;

/// <summary>Makes vectors of what is said, centred as queries are.</summary>
internal sealed class SpokenVectors(QueryEncoder encoder, SpaceDefinition definition)
{
    private const int LinesACall = 512;

    /// <summary>The vector of what was said, as a model was taught to hear it.</summary>
    /// <param name="said">The lines, oldest first.</param>
    /// <param name="served">The model.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Of unit length; zeros where nothing was said, or the model was trained over another encoder.</returns>
    public async Task<float[]> OfAsync(IReadOnlyList<string> said, ServedModel served, CancellationToken cancellationToken)
    {
        var mean = served.Arrays[ServedModel.QueryMean];
        string[] lines = [.. said.TakeLast(DialogueTurn.MostSaid)];
        return lines.Length == 0 || served.Manifest.Facts.GetValueOrDefault(ServedModel.Space) != definition.Name
            ? new float[mean.Length]
            : DialogueTurn.VectorOf([.. (await LinesAsync(lines, mean, cancellationToken)).Select(l => (ReadOnlyMemory<float>)l)], mean.Length);
    }

    /// <summary>The vectors of lines, each centred and of unit length.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="mean">What queries are centred by.</param>
    /// <param name="cancellationToken">Stops between calls of the encoder.</param>
    public async Task<IReadOnlyList<float[]>> LinesAsync(IReadOnlyList<string> lines, float[] mean, CancellationToken cancellationToken)
    {
        var vectors = new List<float[]>(lines.Count);
        foreach (var chunk in lines.Chunk(LinesACall))
        {
            foreach (var encoded in await encoder.EncodeAsync(chunk, cancellationToken))
            {
                var vector = encoded.ToArray();
                TensorPrimitives.Subtract(vector, mean, vector);
                var norm = TensorPrimitives.Norm<float>(vector);
                TensorPrimitives.Divide(vector, norm > 1e-6f ? norm : float.PositiveInfinity, vector);
                vectors.Add(vector);
            }
        }

        return vectors;
    }
}
