using System.Numerics.Tensors;
using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Onnx;

namespace LlmRec.Learning.Engine.Optimisers;

/// <summary>Muon's settings.</summary>
/// <param name="Decay">Weight decay.</param>
/// <param name="Momentum">Memory of the direction.</param>
internal sealed record MuonSettings(float Decay, float Momentum = 0.95f);

/// <summary>
/// Updates a hidden matrix by the nearest orthogonal matrix to its momentum (Jordan et al., Muon, 2024), found by five
/// Newton–Schulz steps, and scaled so that AdamW's learning rate fits (Liu et al., Muon is Scalable for LLM Training, 2025,
/// §2.2). One graph for each shape; a matrix takes one thread.
/// </summary>
internal sealed class Muon : IDisposable
{
    private const string Direction = "direction";
    private const string Orthogonal = "orthogonal";
    private const int Steps = 5;

    private readonly MuonSettings _settings;
    private readonly List<IDisposable> _owned = [];
    private readonly Dictionary<string, GraphRun> _runs = new(StringComparer.Ordinal);

    /// <param name="matrices">The matrices.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="sessions">Opens the graphs.</param>
    public Muon(IEnumerable<ParameterSpec> matrices, MuonSettings settings, OnnxSessions sessions)
    {
        _settings = settings;
        foreach (var shape in matrices.GroupBy(m => (From: m.Shape[0], To: m.Shape[1])))
        {
            var graph = Write(shape.Key.From, shape.Key.To);
            var session = sessions.Open(graph.Model, "Newton–Schulz");
            var none = Weights.Create([], new Dictionary<string, float[]>(), seed: 0);
            _owned.AddRange([session, none]);
            foreach (var matrix in shape)
            {
                _runs[matrix.Name] = new(session, graph, none, sessions.CopiesInputs);
            }
        }
    }

    /// <summary>Updates a matrix in place. Different matrices may be updated side by side.</summary>
    /// <param name="weight">The matrix.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="momentum">Its momentum.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="scale">A factor of the gradient: clipping.</param>
    public void Update(Weight weight, ReadOnlySpan<float> gradient, Span<float> momentum, float rate, float scale)
    {
        var run = _runs[weight.Spec.Name];
        var direction = run.Floats(Direction).AsSpan();
        TensorPrimitives.Multiply(momentum, _settings.Momentum, momentum);
        TensorPrimitives.Multiply(gradient, scale, direction);
        TensorPrimitives.Add<float>(momentum, direction, momentum);
        // Nesterov's look ahead.
        for (var i = 0; i < direction.Length; i++)
        {
            direction[i] += _settings.Momentum * momentum[i];
        }

        var norm = TensorPrimitives.Norm<float>(direction);
        TensorPrimitives.Multiply(direction, 1 / Math.Max(norm, 1e-12f), direction);
        run.Run();
        var size = rate * 0.2f * MathF.Sqrt(Math.Max(weight.Spec.Shape[0], weight.Spec.Shape[1]));
        TensorPrimitives.Multiply(weight.Values, 1 - (rate * _settings.Decay), weight.Values);
        TensorPrimitives.Multiply(run.Floats(Orthogonal), size, direction);
        TensorPrimitives.Subtract(weight.Values, direction, weight.Values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var run in _runs.Values)
        {
            run.Dispose();
        }

        _owned.ForEach(o => o.Dispose());
    }

    private static TapeGraph Write(int from, int to)
    {
        var tape = new Tape("Newton–Schulz", training: false);
        var x = tape.Floats(Direction, from, to);
        for (var step = 0; step < Steps; step++)
        {
            // The quintic a X + (b A + c A²) X with A = X Xᵀ, taken on the smaller side.
            var wide = from <= to;
            var gram = tape.MatMul(x, x, transposeA: !wide, transposeB: wide);
            var polynomial = tape.Add(tape.Scale(gram, -4.7750f), tape.MatMul(gram, gram, scale: 2.0315f));
            x = tape.Add(tape.Scale(x, 3.4445f), wide ? tape.MatMul(polynomial, x) : tape.MatMul(x, polynomial));
        }

        tape.Output(Orthogonal, x);
        return tape.Build();
    }
}
