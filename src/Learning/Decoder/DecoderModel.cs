using System.Numerics.Tensors;
using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Learning.Decoder;

/// <summary>A trained decoder: its weights, and generation in the graph it was trained with. Slow and exact: what an export is compared with. Not for concurrent use.</summary>
public sealed class DecoderModel : IDisposable
{
    private const string Tokens = "tokens";
    private const string Mask = "mask";
    private const string Last = "last";
    private const string Logits = "logits";

    private readonly Weights _values;
    private readonly InferenceSession _session;
    private readonly GraphRun _run;

    internal DecoderModel(DecoderShape shape, IReadOnlyDictionary<string, float[]> weights, OnnxSessions sessions)
    {
        (Shape, Weights) = (shape, weights);
        var tape = new Tape("decoder", training: false);
        var hidden = DecoderNetwork.Write(tape, tape.Integers(Tokens, shape.Length), tape.Floats(Mask, 1, shape.Length, shape.Length), shape);
        tape.Output(Logits, tape.MatMul(tape.Select(hidden, tape.Integers(Last, 1)), DecoderNetwork.Table(tape, shape), transposeB: true));
        var graph = tape.Build();
        _values = Engine.Training.Weights.Create(graph.Parameters.Select(p => p with { Initial = null }), weights, seed: 0);
        _session = sessions.Open(graph.Model, "decoder");
        _run = new(_session, graph, _values, sessions.CopiesInputs);
        FillMask();
    }

    /// <summary>The size.</summary>
    public DecoderShape Shape { get; }

    /// <summary>The weights by name, row-major; matrices are [from, to].</summary>
    public IReadOnlyDictionary<string, float[]> Weights { get; }

    /// <summary>Reads a saved model.</summary>
    /// <exception cref="InvalidDataException">It is damaged or no such file; the message says which.</exception>
    public static DecoderModel Load(string path, OnnxSessions sessions)
    {
        var (shape, weights) = TensorFile.Read<DecoderShape>(path);
        return new(shape, weights, sessions);
    }

    /// <summary>Writes the model, atomically.</summary>
    /// <exception cref="IOException">It can't be written; an older file is untouched.</exception>
    public void Save(string path) => TensorFile.Write(path, Shape, Weights);

    /// <summary>Scores of every token as the one that follows.</summary>
    /// <param name="tokens">1 to <see cref="DecoderShape.Length"/> tokens.</param>
    /// <returns>[vocabulary].</returns>
    public float[] Next(ReadOnlySpan<int> tokens)
    {
        if (tokens.Length < 1 || tokens.Length > Shape.Length)
        {
            throw new ArgumentException($"{tokens.Length} tokens; the model takes 1 to {Shape.Length}.", nameof(tokens));
        }

        var input = _run.Integers(Tokens);
        Array.Clear(input);
        for (var i = 0; i < tokens.Length; i++)
        {
            input[i] = tokens[i];
        }

        _run.Integers(Last)[0] = tokens.Length - 1;
        _run.Run();
        return (float[])_run.Floats(Logits).Clone();
    }

    /// <summary>Goes on from a prompt.</summary>
    /// <param name="prompt">At least one token.</param>
    /// <param name="end">The token after which it stops; it is not part of the answer.</param>
    /// <param name="most">Tokens at most.</param>
    /// <param name="temperature">0 takes the likeliest token each time; 1 draws as the model says.</param>
    /// <param name="random">Draws; not used at temperature 0.</param>
    public IReadOnlyList<int> Generate(ReadOnlySpan<int> prompt, int end, int most, float temperature, Random random)
    {
        List<int> text = [.. prompt];
        while (text.Count < Math.Min(Shape.Length, prompt.Length + most))
        {
            var logits = Next(text.ToArray());
            var token = temperature <= 0 ? TensorPrimitives.IndexOfMax<float>(logits) : Draw(logits, temperature, random);
            if (token == end)
            {
                break;
            }

            text.Add(token);
        }

        return text[prompt.Length..];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
        _values.Dispose();
    }

    private static int Draw(float[] logits, float temperature, Random random)
    {
        TensorPrimitives.Divide(logits, temperature, logits);
        TensorPrimitives.SoftMax<float>(logits, logits);
        var left = random.NextDouble();
        for (var token = 0; token < logits.Length; token++)
        {
            left -= logits[token];
            if (left < 0)
            {
                return token;
            }
        }

        return TensorPrimitives.IndexOfMax<float>(logits);
    }

    private void FillMask()
    {
        var mask = _run.Floats(Mask);
        Array.Fill(mask, DecoderNetwork.Hidden);
        for (var i = 0; i < Shape.Length; i++)
        {
            mask.AsSpan(i * Shape.Length, i + 1).Clear();
        }
    }
}
