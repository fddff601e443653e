using System.Collections.Concurrent;
using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>
/// A trained sequence network. Every item of the catalogue has a vector: trained ones their own and their text's, the
/// others their text's alone. A history's score of an item is the product of their vectors.
/// </summary>
public sealed class SequenceModel : IScoringModel
{
    private const string Table = "catalogue";
    private const string Items = "items";
    private const string Places = "places";
    private const string Mask = "mask";
    private const string Last = "last";
    private const string Users = "users";
    private const string Scores = "scores";

    private static readonly int[] RowsOfARun = [32, 1];

    private readonly SequenceShape _shape;
    private readonly bool _isMasked;
    private readonly Weights _weights;
    private readonly (int Rows, TapeGraph Graph, InferenceSession Session, ConcurrentBag<GraphRun> Idle)[] _runs;

    private SequenceModel(string name, SequenceShape shape, bool isMasked, int items, IReadOnlyDictionary<string, float[]> values, OnnxSessions sessions)
    {
        (Name, _shape, _isMasked, ItemCount) = (name, shape, isMasked, items);
        var graphs = RowsOfARun.Select(rows => (Rows: rows, Graph: Write(rows))).ToArray();
        _weights = Weights.Create(graphs[0].Graph.Parameters.Select(p => p with { Initial = null }), values, seed: 0);
        _runs = [.. graphs.Select(g => (g.Rows, g.Graph, sessions.Open(g.Graph.Model, name), new ConcurrentBag<GraphRun>()))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Items in the catalogue.</summary>
    public int ItemCount { get; }

    /// <summary>Width of the vectors of items and histories.</summary>
    public int Width => _shape.Width;

    /// <summary>The vectors of all items, item × <see cref="Width"/>, row-major.</summary>
    public ReadOnlyMemory<float> ItemVectors => _weights[Table].Values.AsMemory(0, ItemCount * Width);

    private int TableRows => ItemCount + (_isMasked ? 1 : 0);

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(histories);
        for (var from = 0; from < histories.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (rows, graph, session, idle) = histories.Count - from > 1 ? _runs[0] : _runs[1];
            var count = Math.Min(rows, histories.Count - from);
            // A run that fails is not put back.
            var run = idle.TryTake(out var old) ? old : new GraphRun(session, graph, _weights);
            Fill(run, histories, from, count);
            run.Run();
            for (var row = 0; row < count; row++)
            {
                run.Floats(Scores).AsSpan(row * TableRows, ItemCount).CopyTo(scores[((from + row) * ItemCount)..]);
            }

            idle.Add(run);
            from += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, session, idle) in _runs)
        {
            foreach (var run in idle)
            {
                run.Dispose();
            }

            session.Dispose();
        }

        _weights.Dispose();
    }

    /// <summary>Makes a model of trained weights.</summary>
    /// <param name="setting">Sizes.</param>
    /// <param name="trained">The weights.</param>
    /// <param name="catalogue">The vectors of all items, and of a hidden one where the model hides any.</param>
    /// <param name="sessions">Opens its graphs.</param>
    internal static SequenceModel Create(SequenceSetting setting, Weights trained, float[] catalogue, OnnxSessions sessions)
    {
        var values = trained.Learning.ToDictionary(w => w.Spec.Name, w => (float[])w.Values.Clone(), StringComparer.Ordinal);
        values[Table] = catalogue;
        return new(setting.Name, setting.Shape, setting.MaskedShare > 0, setting.Data.ItemCount, values, sessions);
    }

    private TapeGraph Write(int rows)
    {
        var tape = new Tape(Name, training: false);
        var table = tape.Frozen(Table, TableRows, _shape.Width);
        var places = rows * _shape.Length;
        var hidden = SequenceNetwork.Write(
            tape, tape.Lookup(table, tape.Integers(Items, places)), tape.Integers(Places, places), tape.Floats(Mask, rows, _shape.Length, _shape.Length), _shape);
        var users = tape.Select(hidden, tape.Integers(Last, rows));
        tape.Output(Users, users);
        tape.Output(Scores, tape.MatMul(users, table, transposeB: true));
        return tape.Build();
    }

    private void Fill(GraphRun run, IReadOnlyList<ReadOnlyMemory<int>> histories, int from, int count)
    {
        var (items, places, last, mask) = (run.Integers(Items), run.Integers(Places), run.Integers(Last), run.Floats(Mask));
        Array.Clear(items);
        Array.Clear(last);
        Array.Fill(mask, SequenceNetwork.Hidden);
        for (var row = 0; row < count; row++)
        {
            var history = histories[from + row].Span;
            history = history[Math.Max(0, history.Length - _shape.Length + (_isMasked ? 1 : 0))..];
            var length = history.Length + (_isMasked ? 1 : 0);
            for (var i = 0; i < length; i++)
            {
                var place = (row * _shape.Length) + i;
                (items[place], places[place]) = (i < history.Length ? history[i] : ItemCount, i);
                mask.AsSpan(place * _shape.Length, _isMasked ? length : i + 1).Clear();
            }

            last[row] = (row * _shape.Length) + length - 1;
        }
    }
}
