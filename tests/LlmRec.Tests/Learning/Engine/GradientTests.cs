using LlmRec.Learning.Decoder;
using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Losses;
using LlmRec.Learning.Engine.Training;
using LlmRec.Onnx.Graphs;

namespace LlmRec.Tests.Learning.Engine;

/// <summary>Every operator and loss, against finite differences.</summary>
public sealed class GradientTests
{
    private const double Tolerance = 0.01;

    private static readonly float[] Causal = [0, -1e9f, -1e9f, 0, 0, -1e9f, 0, 0, 0];

    private static readonly DecoderShape Shape = new()
    {
        Vocabulary = 5,
        Width = 6,
        Layers = 1,
        Heads = 4,
        KeyValueHeads = 2,
        HeadWidth = 4,
        Inner = 5,
        Length = 3,
    };

    private static readonly Dictionary<string, Func<Tape, Tensor>> Operators = new()
    {
        ["sum"] = t => t.Add(A(t, 3, 4), B(t, 3, 4)),
        ["sum, broadcast"] = t => t.Add(A(t, 2, 3, 4), B(t, 3, 1)),
        ["sum, used twice"] = t => t.Add(A(t, 3, 4), t.Multiply(A(t, 3, 4), A(t, 3, 4))),
        ["difference"] = t => t.Subtract(A(t, 3, 1), B(t, 4)),
        ["product"] = t => t.Multiply(A(t, 3, 4), B(t, 3, 4)),
        ["product, broadcast"] = t => t.Multiply(A(t, 3, 4), B(t, 1)),
        ["scale and shift"] = t => t.Shift(t.Scale(A(t, 3, 4), -1.5f), 2),
        ["relu"] = t => t.Relu(t.Shift(A(t, 5, 7), 0.05f)),
        ["silu"] = t => t.Silu(A(t, 3, 4)),
        ["tanh"] = t => t.Tanh(A(t, 3, 4)),
        ["sigmoid"] = t => t.Sigmoid(A(t, 3, 4)),
        ["matrix product"] = t => t.MatMul(A(t, 3, 4), B(t, 4, 2), scale: 0.5f),
        ["matrix product, left transposed"] = t => t.MatMul(A(t, 4, 3), B(t, 4, 2), transposeA: true),
        ["matrix product, right transposed"] = t => t.MatMul(A(t, 3, 4), B(t, 2, 4), transposeB: true, scale: 2),
        ["matrix product, both transposed"] = t => t.MatMul(A(t, 4, 3), B(t, 2, 4), true, true),
        ["matrix product, batched"] = t => t.MatMul(A(t, 2, 3, 4), B(t, 2, 5, 4), transposeB: true),
        ["matrix product, left transposed, tall and narrow"] = t => t.MatMul(A(t, 3, 9), B(t, 3, 1), transposeA: true, scale: 0.5f),
        ["matrix product, batched, both transposed, tall and narrow"] = t => t.MatMul(A(t, 2, 3, 9), B(t, 2, 1, 3), transposeA: true, transposeB: true),
        ["matrix product whose right gradient is tall and narrow"] = t => t.MatMul(A(t, 2, 9), B(t, 9, 1)),
        ["reshape"] = t => t.Reshape(t.Multiply(A(t, 3, 4), A(t, 3, 4)), 2, 6),
        ["transpose"] = t => t.Transpose(A(t, 2, 3, 4), 2, 0, 1),
        ["concatenation"] = t => t.Concat(1, A(t, 3, 2), B(t, 3, 4), A(t, 3, 2)),
        ["slice"] = t => t.Slice(A(t, 3, 6), 1, 2, 5),
        ["sum of rows"] = t => t.SumRows(t.Multiply(A(t, 2, 3, 4), B(t, 2, 3, 4))),
        ["sum of all"] = t => t.SumAll(t.Multiply(A(t, 3, 4), A(t, 3, 4))),
        ["softmax"] = t => t.Softmax(A(t, 3, 4)),
        ["layer norm"] = t => t.LayerNorm(A(t, 3, 6), B(t, 6), t.Parameter("bias", Initial.Normal(1), false, 6)),
        ["root mean square norm"] = t => t.RmsNorm(A(t, 3, 6), B(t, 6)),
        ["unit length"] = t => t.Normalise(A(t, 3, 6)),
        ["log of the partition"] = t => t.LogPartition(A(t, 3, 4), B(t, 5, 4), t.Integers("ids", 3)),
        ["log of a sum of exponentials"] = t => t.LogSumExp(A(t, 3, 4)),
        ["lookup"] = t => t.Lookup(A(t, 5, 4), t.Integers("ids", 3)),
        ["lookup beside a dense use"] = t => t.MatMul(t.Lookup(A(t, 5, 4), t.Integers("ids", 3)), A(t, 5, 4), transposeB: true),
        ["lookup, twice of one table"] = t => t.Multiply(t.Lookup(A(t, 5, 4), t.Integers("ids", 3)), t.Lookup(A(t, 5, 4), t.Integers("others", 3))),
        ["selection"] = t => t.Select(t.Multiply(A(t, 5, 4), A(t, 5, 4)), t.Integers("different", 3)),
        ["dropout"] = t => t.Dropout(A(t, 3, 4), 0.5f),
        ["rotary positions"] = t => Rotary.Apply(t, A(t, 2, 3, 4), Shape),
        ["attention and feed-forward of the decoder"] = t => DecoderNetwork.Write(t, t.Integers("ids", 3), t.Constant("mask", Causal, 1, 3, 3), Shape),
        ["full softmax"] = t => t.Integers("ids", 3) is var ids ? Loss.FullSoftmax(t, A(t, 3, 4), B(t, 5, 4), ids, t.Lookup(B(t, 5, 4), ids), t.Floats("weights", 3, 1)) : null!,
        ["sampled softmax"] = t => Loss.SampledSoftmax(
            t, A(t, 3, 4), t.Lookup(B(t, 5, 4), t.Integers("others", 3)), t.Lookup(B(t, 5, 4), t.Integers("ids", 3)), t.Floats("bias of negatives", 3, 3), t.Floats("weights", 3, 1)),
        ["InfoNCE"] = t => Loss.InfoNce(t, A(t, 3, 4), B(t, 3, 4), t.Floats("bias of negatives", 3, 3), t.Floats("weights", 3, 1), 0.3f),
        ["reconstruction"] = t => Loss.Reconstruction(t, A(t, 3, 4), t.MatMul(A(t, 3, 4), B(t, 4, 4)), t.Floats("weights", 3, 1)),
    };

    private static readonly Dictionary<string, long[]> Integers = new()
    {
        ["ids"] = [4, 1, 4],
        ["others"] = [0, 1, 1],
        ["different"] = [4, 1, 2],
    };

    private static readonly Dictionary<string, float[]> Floats = new()
    {
        ["weights"] = [0.5f, 0, 0.25f],
        ["bias of negatives"] = [0.1f, -1, 0, -1e9f, 0, 0.2f, 0, 0, -0.5f],
        ["dropout 0"] = [0, 2, 0, 2, 2, 2, 0, 0, 2, 0, 0, 2],
    };

    public static TheoryData<string> Names() => [.. Operators.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_that_of_finite_differences(string name) =>
        Assert.InRange(GradientCheck.Worst(Operators[name], Fill), 0, Tolerance);

    [Fact]
    public void A_wrong_gradient_is_found()
    {
        var worst = GradientCheck.Worst(t =>
        {
            var x = A(t, 3, 4);
            var right = t.Tanh(x);
            return t.Record(right.Value, x.Shape, new Parent(x, g => t.Multiply(g, t.Shift(t.Scale(right, -1), 1))));
        });

        Assert.True(worst > 10 * Tolerance, $"off by {worst} only");
    }

    [Fact]
    public void What_cannot_be_multiplied_is_refused_while_the_graph_is_written()
    {
        var tape = new Tape("check", training: true);
        Assert.Contains("[3, 4] and B [3, 4]", Assert.Throws<GraphException>(() => tape.MatMul(A(tape, 3, 4), B(tape, 3, 4))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_without_influence_on_the_loss_is_refused()
    {
        var tape = new Tape("check", training: true);
        var loss = tape.SumAll(A(tape, 3, 4));
        B(tape, 2);
        Assert.Contains("'B'", Assert.Throws<GraphException>(() => tape.Differentiate(loss)).Message, StringComparison.Ordinal);
    }

    private static Tensor A(Tape tape, params int[] shape) => tape.Parameter("A", Initial.Normal(1), true, shape);

    private static Tensor B(Tape tape, params int[] shape) => tape.Parameter("B", Initial.Normal(1), true, shape);

    private static void Fill(GraphRun run, TapeGraph graph)
    {
        foreach (var input in graph.Inputs)
        {
            if (input.Type == ElementType.Int64)
            {
                Integers[input.Name].CopyTo(run.Integers(input.Name), 0);
            }
            else
            {
                Floats[input.Name].CopyTo(run.Floats(input.Name), 0);
            }
        }
    }
}
