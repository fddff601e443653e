using System.Runtime.InteropServices;
using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Learning.Models.Behaviour;
using LlmRec.Learning.Models.Fusion;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>A <see cref="DialogueModel"/> as a file: its lessons and weights; members are made of these when it is read.</summary>
internal static class DialogueFile
{
    private const string LedBy = "led by";
    private const string LedByItems = "led by items";
    private const string LedByVectors = "led by vectors";
    private const string Followed = "followed";
    private const string TextVectors = "text vectors";
    private const string Units = "units";
    private const string Weights = "weights";

    /// <summary>Writes a model.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Write(string path, DialogueLessons lessons, float[] units, FusionWeights weights)
    {
        var terms = lessons.LedBy.SelectMany(t => t).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var numbers = terms.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal);
        var width = lessons.TextDimension;
        int[] led = [.. Enumerable.Range(0, width == 0 ? 0 : lessons.ItemCount).Where(i => lessons.LedByVectors.AsSpan(i * width, width).ContainsAnyExcept(0f))];
        var arrays = new Dictionary<string, float[]>(StringComparer.Ordinal)
        {
            [LedByItems] = SavedWeights.Bits(led),
            [LedByVectors] = [.. led.SelectMany(i => lessons.LedByVectors[(i * width)..((i + 1) * width)])],
            [Followed] = SavedWeights.Bits([.. lessons.Followed.OrderBy(f => f.Key).SelectMany(f => new[] { f.Key.Named, f.Key.Recommended, f.Value })]),
            [TextVectors] = lessons.TextVectors,
            [Units] = units,
            [Weights] = MemoryMarshal.Cast<double, float>(weights.Values.AsSpan()).ToArray(),
        };
        NumberLists.Add(arrays, LedBy, [.. lessons.LedBy.Select(item => Array.ConvertAll(item, term => numbers[term]))]);
        foreach (var (name, counts) in lessons.Counts)
        {
            arrays[InFile(name)] = counts;
        }

        foreach (var (name, model) in lessons.Pairs)
        {
            foreach (var (part, values) in model.Matrix.ToArrays())
            {
                arrays[InFile(name, part)] = values;
            }
        }

        var header = new Header(lessons.ItemCount, width, lessons.Texts, terms, [.. lessons.Counts.Keys], [.. lessons.Pairs.Select(p => new Pair(p.Key, p.Value.Name, p.Value.Recency.Exponent))]);
        TensorFile.Write(path, header, arrays);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or its arrays don't fit together.</exception>
    public static DialogueModel Read(string path, OnnxSessions sessions)
    {
        var (header, arrays) = TensorFile.Read<Header>(path);
        var (items, width) = (header.ItemCount, header.TextDimension);
        var (led, ledVectors) = (SavedWeights.Numbers(arrays[LedByItems]), arrays[LedByVectors]);
        var bags = NumberLists.Read(arrays, LedBy);
        var weights = new FusionWeights(arrays[Units].Length * MemberScale.Features);
        var values = MemoryMarshal.Cast<float, double>(arrays[Weights].AsSpan());
        if (values.Length != weights.Values.Length || header.Texts.Count != items || bags.Length != items || arrays[TextVectors].Length != items * width || ledVectors.Length != led.Length * width
            || header.Counts.Any(c => arrays[InFile(c)].Length != items))
        {
            throw new InvalidDataException($"The arrays of {path} don't fit together");
        }

        values.CopyTo(weights.Values);
        var means = new float[items * width];
        foreach (var (at, item) in led.Index())
        {
            ledVectors.AsSpan(at * width, width).CopyTo(means.AsSpan(item * width));
        }

        var lessons = new DialogueLessons
        {
            ItemCount = items,
            Counts = header.Counts.ToDictionary(c => c, c => arrays[InFile(c)]),
            Pairs = header.Pairs.ToDictionary(p => p.Name, p => new ItemMatrixModel(p.Model, MatrixOf(arrays, p.Name), new(p.RecencyExponent))),
            LedBy = Array.ConvertAll(bags, bag => Array.ConvertAll(bag, number => header.Terms[number])),
            LedByVectors = means,
            Followed = SavedWeights.Numbers(arrays[Followed]).Chunk(3).ToDictionary(f => (f[0], f[1]), f => f[2]),
            Texts = header.Texts,
            TextVectors = arrays[TextVectors],
            TextDimension = width,
        };
        return DialogueModel.Of(lessons, arrays[Units], weights, sessions);
    }

    private static SparseItemMatrix MatrixOf(IReadOnlyDictionary<string, float[]> arrays, string name)
    {
        var prefix = InFile(name, "");
        return SparseItemMatrix.FromArrays(arrays.Where(a => a.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(a => a.Key[prefix.Length..], a => a.Value));
    }

    private static string InFile(string count) => $"count of {count}";

    private static string InFile(string pair, string part) => $"pairs of {pair}: {part}";

    private sealed record Header(int ItemCount, int TextDimension, IReadOnlyList<string> Texts, IReadOnlyList<string> Terms, IReadOnlyList<string> Counts, IReadOnlyList<Pair> Pairs);

    private sealed record Pair(string Name, string Model, float RecencyExponent);
}
