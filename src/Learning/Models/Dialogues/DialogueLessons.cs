using System.Numerics.Tensors;
using LlmRec.Learning.Models.Behaviour;
using LlmRec.Text.Lexical;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>
/// What dialogues teach, counted: all that the members of a model are made from, and all of the dialogues that is kept. Of
/// what was said there are bags of words and mean vectors by item, no sentence.
/// </summary>
internal sealed record DialogueLessons
{
    /// <summary>The count of what was recommended.</summary>
    public const string Recommended = "recommended";

    // One dialogue in which one came after the other is no pattern, and nobody's business.
    private const int FewestFollowed = 2;

    /// <summary>How many items there are.</summary>
    public required int ItemCount { get; init; }

    /// <summary>By name and item: how often something happened to it.</summary>
    public required IReadOnlyDictionary<string, float[]> Counts { get; init; }

    /// <summary>By name: what goes with what.</summary>
    public required IReadOnlyDictionary<string, ItemMatrixModel> Pairs { get; init; }

    /// <summary>By item: the terms said before it was recommended, in the order of the alphabet, each as often as it was.</summary>
    public required IReadOnlyList<string[]> LedBy { get; init; }

    /// <summary>By item: the mean vector of what was said before it was recommended, of unit length; zeros where it never was.</summary>
    public required float[] LedByVectors { get; init; }

    /// <summary>By item named and item recommended after it: in how many dialogues, two or more.</summary>
    public required IReadOnlyDictionary<(int Named, int Recommended), int> Followed { get; init; }

    /// <inheritdoc cref="DialogueData.Texts"/>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <inheritdoc cref="DialogueData.TextVectors"/>
    public required float[] TextVectors { get; init; }

    /// <inheritdoc cref="DialogueData.TextDimension"/>
    public required int TextDimension { get; init; }

    /// <summary>Counts.</summary>
    /// <param name="data">The dialogues.</param>
    /// <param name="run">Seed and threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static DialogueLessons Of(DialogueData data, TrainingRun run, CancellationToken cancellationToken)
    {
        var targets = data.Turns.Select(turns => turns.Where(t => t.Target >= 0).ToList()).ToList();
        var named = new TrainingData { ItemCount = data.ItemCount, Histories = data.Named };
        ItemMatrixModel Model(IModelTrainer trainer, TrainingData on) => (ItemMatrixModel)trainer.Train(on, run, cancellationToken);
        var counts = new Dictionary<string, float[]>
        {
            [Recommended] = Counted(data.ItemCount, targets.SelectMany(t => t).Select(t => t.Target)),
            ["named"] = Counted(data.ItemCount, data.Named.SelectMany(n => n)),
        };
        var pairs = new Dictionary<string, ItemMatrixModel> { ["named together"] = Model(new ItemKnnTrainer(), named), ["named after"] = Model(new TransitionsTrainer(), named) };
        if (data.Likes.Count > 0)
        {
            var liked = named with { Histories = data.Likes };
            counts["liked elsewhere"] = Counted(data.ItemCount, data.Likes.SelectMany(l => l));
            pairs["liked together elsewhere"] = Model(new ItemKnnTrainer(), liked);
            pairs["liked after elsewhere"] = Model(new TransitionsTrainer(), liked);
        }

        return new()
        {
            ItemCount = data.ItemCount,
            Counts = counts,
            Pairs = pairs,
            LedBy = Terms(data, targets),
            LedByVectors = MeanSaid(data, targets),
            Followed = targets
                .SelectMany(turns => turns.SelectMany(t => t.Named.Select(n => (n, t.Target))).Distinct())
                .CountBy(pair => pair)
                .Where(p => p.Value >= FewestFollowed)
                .ToDictionary(),
            Texts = data.Texts,
            TextVectors = data.TextVectors,
            TextDimension = data.TextDimension,
        };
    }

    private static float[] Counted(int items, IEnumerable<int> events)
    {
        var counts = new float[items];
        foreach (var item in events)
        {
            counts[item]++;
        }

        return counts;
    }

    private static string[][] Terms(DialogueData data, List<List<DialogueTurn>> dialogues)
    {
        static IEnumerable<string> Of(IEnumerable<string> said) => said.SelectMany(SearchTerms.OfText).Select(t => t.Term);
        var common = dialogues
            .SelectMany(turns => Of(turns.SelectMany(t => t.Said)).Distinct())
            .CountBy(term => term, StringComparer.Ordinal)
            .Where(t => t.Value >= data.FewestDialogues)
            .Select(t => t.Key)
            .ToHashSet(StringComparer.Ordinal);
        var terms = Enumerable.Range(0, data.ItemCount).Select(_ => new List<string>()).ToArray();
        foreach (var turn in dialogues.SelectMany(t => t))
        {
            terms[turn.Target].AddRange(Of(turn.Said).Where(common.Contains));
        }

        return Array.ConvertAll(terms, t => t.Order(StringComparer.Ordinal).ToArray());
    }

    private static float[] MeanSaid(DialogueData data, List<List<DialogueTurn>> dialogues)
    {
        var means = new float[data.ItemCount * data.TextDimension];
        Span<float> MeanOf(int item) => means.AsSpan(item * data.TextDimension, data.TextDimension);
        foreach (var turn in dialogues.SelectMany(t => t))
        {
            TensorPrimitives.Add(MeanOf(turn.Target), turn.Vector, MeanOf(turn.Target));
        }

        var dialoguesOf = dialogues.SelectMany(turns => turns.Select(t => t.Target).Distinct()).CountBy(item => item).ToDictionary();
        foreach (var (item, count) in dialoguesOf)
        {
            var norm = TensorPrimitives.Norm<float>(MeanOf(item));
            TensorPrimitives.Divide(MeanOf(item), count < data.FewestDialogues ? float.PositiveInfinity : norm > 1e-6f ? norm : 1, MeanOf(item));
        }

        return means;
    }
}
