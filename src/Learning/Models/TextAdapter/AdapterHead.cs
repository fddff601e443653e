using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.TextAdapter;

/// <summary>The head: x + relu(x A + a) B, at unit length. B begins with zeros, so that training begins with the encoder as it is.</summary>
internal static class AdapterHead
{
    /// <summary>Parameter A, [text width, inner].</summary>
    public const string In = "adapter in";

    /// <summary>Parameter a, [inner].</summary>
    public const string Bias = "adapter bias";

    /// <summary>Parameter B, [inner, text width].</summary>
    public const string Out = "adapter out";

    private const string Texts = "texts";

    /// <summary>All parameters.</summary>
    public static IReadOnlyList<string> Parameters { get; } = [In, Bias, Out];

    /// <summary>Writes the head.</summary>
    /// <param name="tape">Where to.</param>
    /// <param name="texts">[n, text width]: frozen text vectors, centred, at unit length.</param>
    /// <param name="inner">Width of the hidden layer.</param>
    /// <param name="dropout">Dropout of the text vectors.</param>
    public static Tensor Write(Tape tape, Tensor texts, int inner, float dropout)
    {
        var x = tape.Dropout(texts, dropout);
        var first = tape.Parameter(In, Initial.Normal(1), true, texts.Width, inner);
        var second = tape.Parameter(Out, Initial.Zeros, true, inner, texts.Width);
        var hidden = tape.Relu(tape.Add(tape.MatMul(x, first), tape.Parameter(Bias, Initial.Zeros, false, inner)));
        return tape.Normalise(tape.Add(x, tape.MatMul(hidden, second)));
    }

    /// <summary>Brings texts into the new space.</summary>
    /// <param name="texts">Text × <paramref name="width"/>, row-major.</param>
    /// <param name="width">Width of a text vector.</param>
    /// <param name="weights">The values of <see cref="Parameters"/>.</param>
    /// <param name="sessions">Opens the graph.</param>
    /// <returns>As many, at unit length; zeros where there was no text.</returns>
    public static float[] Of(float[] texts, int width, IReadOnlyDictionary<string, float[]> weights, OnnxSessions sessions)
    {
        var tape = new Tape("adapter", training: false);
        tape.Output("adapted", Write(tape, tape.Frozen(Texts, texts.Length / width, width), weights[Bias].Length, dropout: 0));
        var adapted = OneRun.Of(tape.Build(), new Dictionary<string, float[]>(weights) { [Texts] = texts }, "adapted", sessions);
        for (var from = 0; from < texts.Length; from += width)
        {
            if (!texts.AsSpan(from, width).ContainsAnyExcept(0f))
            {
                adapted.AsSpan(from, width).Clear();
            }
        }

        return adapted;
    }
}
