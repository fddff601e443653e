namespace LlmRec.Language.Import;

/// <summary>Weights in arrays, by the names of <see cref="TrainedDecoder.Weights"/>.</summary>
/// <param name="arrays">The arrays.</param>
/// <param name="shape">The decoder's shape.</param>
internal sealed class ArrayWeights(IReadOnlyDictionary<string, float[]> arrays, DecoderShape shape) : IDecoderWeights
{
    /// <inheritdoc/>
    public Matrix Embedding() => new(Array("embeddings", shape.Vocabulary * shape.Width), shape.Vocabulary, shape.Width);

    /// <inheritdoc/>
    public DecoderLayer Layer(int number)
    {
        var (attention, forward) = ($"layers.{number}.attention", $"layers.{number}.feed_forward");
        return new(
            Array($"{attention}.norm", shape.Width),
            Matrix.Stack(
                Turned($"{attention}.query", shape.Width, shape.QueryWidth),
                Turned($"{attention}.key", shape.Width, shape.KeyValueWidth),
                Turned($"{attention}.value", shape.Width, shape.KeyValueWidth)),
            Turned($"{attention}.out", shape.QueryWidth, shape.Width),
            Array($"{forward}.norm", shape.Width),
            Matrix.Stack(Turned($"{forward}.gate", shape.Width, shape.Hidden), Turned($"{forward}.up", shape.Width, shape.Hidden)),
            Turned($"{forward}.down", shape.Hidden, shape.Width));
    }

    /// <inheritdoc/>
    public float[] FinalNorm() => Array("norm", shape.Width);

    /// <inheritdoc/>
    public Matrix? Head() => null;

    /// <inheritdoc/>
    public float[]? RotaryFactors() => null;

    /// <summary>A matrix [from, to] as one of rows [to, from].</summary>
    private Matrix Turned(string name, int from, int to)
    {
        var (numbers, turned) = (Array(name, from * to), new float[from * to]);
        for (var i = 0; i < from; i++)
        {
            for (var j = 0; j < to; j++)
            {
                turned[(j * from) + i] = numbers[(i * to) + j];
            }
        }

        return new(turned, to, from);
    }

    private float[] Array(string name, int length) => !arrays.TryGetValue(name, out var numbers)
            ? throw new LanguageException($"The decoder can't be exported: there are no weights '{name}'.")
        : numbers.Length != length
            ? throw new LanguageException($"The decoder can't be exported: '{name}' holds {numbers.Length:n0} numbers; its shape asks for {length:n0}.")
        : !numbers.All(float.IsFinite)
            ? throw new LanguageException($"The decoder can't be exported: '{name}' holds numbers that are infinite or no numbers. Train it with a lower learning rate.")
        : numbers;
}
