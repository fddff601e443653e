using LlmRec.Learning.Engine.Graphs;

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
}
