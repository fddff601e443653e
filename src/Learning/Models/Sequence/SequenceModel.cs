using System.Collections.Concurrent;
using System.Numerics.Tensors;
using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>
/// A trained sequence network. Every item of the catalogue has a vector: trained ones their own and their text's, the
/// others their text's alone. A history's score of an item is the product of their vectors.
/// </summary>
public sealed class SequenceModel : IScoringModel, IItemNearness, IKnowsTexts, ISavable
{
    private const string Table = "catalogue";
    private const string Items = "items";
    private const string Places = "places";
    private const string Mask = "mask";
    private const string Last = "last";
    private const string Users = "users";
    private const string Scores = "scores";

    private static readonly int[] RowsOfARun = [32, 1];

    private readonly SequenceParts _parts;
    private readonly IReadOnlyDictionary<string, float[]> _network;
    private readonly IReadOnlyDictionary<string, float[]> _text;
    private readonly OnnxSessions _sessions;
    private readonly Weights _weights;
    private readonly (int Rows, TapeGraph Graph, InferenceSession Session, ConcurrentBag<GraphRun> Idle)[] _runs;

    /// <param name="parts">Name and sizes.</param>
    /// <param name="network">The network's weights.</param>
    /// <param name="table">A vector for every item, and one for a hidden item where the model hides any.</param>
    /// <param name="text">What maps texts to vectors; empty when it was trained without texts.</param>
    /// <param name="sessions">Opens its graphs.</param>
    internal SequenceModel(
        SequenceParts parts, IReadOnlyDictionary<string, float[]> network, float[] table, IReadOnlyDictionary<string, float[]> text, OnnxSessions sessions)
    {
        (_parts, _network, _text, _sessions) = (parts, network, text, sessions);
        var graphs = RowsOfARun.Select(rows => (Rows: rows, Graph: Write(rows))).ToArray();
        var values = new Dictionary<string, float[]>(network, StringComparer.Ordinal) { [Table] = table };
        _weights = Weights.Create(graphs[0].Graph.Parameters.Select(p => p with { Initial = null }), values, seed: 0);
        _runs = [.. graphs.Select(g => (g.Rows, g.Graph, sessions.Open(g.Graph.Model, Name), new ConcurrentBag<GraphRun>()))];
    }

    /// <inheritdoc/>
    public string Name => _parts.Name;

    /// <summary>Items in the catalogue.</summary>
    public int ItemCount => _parts.Items;

    /// <summary>Width of the vectors of items and histories.</summary>
    public int Width => _parts.Shape.Width;

    /// <inheritdoc/>
    public int TextWidth => _parts.TextWidth;

    /// <summary>The vectors of all items, item × <see cref="Width"/>, row-major; zeros for an item that it knows nothing of.</summary>
    public ReadOnlyMemory<float> ItemVectors => _weights[Table].Values.AsMemory(0, ItemCount * Width);

    private SequenceShape Shape => _parts.Shape;

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
            var run = idle.TryTake(out var old) ? old : new GraphRun(session, graph, _weights, _sessions.CopiesInputs);
            Fill(run, histories, from, count);
            run.Run();
            for (var row = 0; row < count; row++)
            {
                run.Floats(Scores).AsSpan(row * _parts.Rows, ItemCount).CopyTo(scores[((from + row) * ItemCount)..]);
            }

            idle.Add(run);
            from += count;
        }
    }

    /// <summary>The cosine of the vectors of two items, where it is above 0.</summary>
    public float Nearness(int liked, int item)
    {
        var vectors = ItemVectors.Span;
        var cosine = TensorPrimitives.CosineSimilarity(vectors.Slice(liked * Width, Width), vectors.Slice(item * Width, Width));
        return cosine > 0 ? cosine : 0;
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

    /// <inheritdoc/>
    public IScoringModel WithItems(float[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var added = TextWidth > 0 ? texts.Length / TextWidth : throw new InvalidOperationException($"'{Name}' was trained without texts: it can't tell an item by its text.");
        var vectors = TextVectors.Of(_parts, _text, texts, _sessions);
        var table = _weights[Table].Values;
        return new SequenceModel(_parts with { Items = ItemCount + added }, _network, [.. table.AsSpan(0, ItemCount * Width), .. vectors, .. table.AsSpan(ItemCount * Width)], _text, _sessions);
    }

    /// <inheritdoc/>
    void ISavable.Write(string path) => SequenceFile.Write(path, _parts, _network, _weights[Table].Values, _text);

    /// <summary>Makes a model of trained weights.</summary>
    /// <param name="setting">Sizes.</param>
    /// <param name="trained">The weights.</param>
    /// <param name="catalogue">The vectors of all items, and of a hidden one where the model hides any.</param>
    /// <param name="sessions">Opens its graphs.</param>
    internal static SequenceModel Create(SequenceSetting setting, Weights trained, float[] catalogue, OnnxSessions sessions)
    {
        var parts = new SequenceParts(setting.Name, setting.Shape, setting.MaskedShare > 0, setting.Data.ItemCount, setting.TextWidth);
        var values = trained.Learning.ToDictionary(w => w.Spec.Name, w => (float[])w.Values.Clone(), StringComparer.Ordinal);
        var text = values.Where(v => setting.TextWidth > 0 && TextVectors.Parameters.Contains(v.Key)).ToDictionary(StringComparer.Ordinal);
        // The items' own vectors are in the catalogue's already.
        var network = values.Where(v => v.Key != Sequence.ItemVectors.Own && !text.ContainsKey(v.Key)).ToDictionary(StringComparer.Ordinal);
        return new(parts, network, catalogue, text, sessions);
    }

    private TapeGraph Write(int rows)
    {
        var tape = new Tape(Name, training: false);
        var table = tape.Frozen(Table, _parts.Rows, Shape.Width);
        var places = rows * Shape.Length;
        var hidden = SequenceNetwork.Write(
            tape, tape.Lookup(table, tape.Integers(Items, places)), tape.Integers(Places, places), tape.Floats(Mask, rows, Shape.Length, Shape.Length), Shape);
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
            history = history[Math.Max(0, history.Length - Shape.Length + (_parts.IsMasked ? 1 : 0))..];
            var length = history.Length + (_parts.IsMasked ? 1 : 0);
            for (var i = 0; i < length; i++)
            {
                var place = (row * Shape.Length) + i;
                (items[place], places[place]) = (i < history.Length ? history[i] : ItemCount, i);
                mask.AsSpan(place * Shape.Length, _parts.IsMasked ? length : i + 1).Clear();
            }

            last[row] = (row * Shape.Length) + length - 1;
        }
    }
}
