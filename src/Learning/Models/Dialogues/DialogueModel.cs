using LlmRec.Learning.Models.Fusion;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>Ranks items at a moment of a dialogue: a learned mixture, see <see cref="DialogueTrainer"/>.</summary>
public sealed class DialogueModel : IScoringModel, ISavable
{
    private const int ItemKinds = 3;

    private readonly DialogueLessons _lessons;
    private readonly IReadOnlyList<IDialogueMember> _members;
    private readonly IReadOnlyList<MemberScale> _scales;
    private readonly Context _context;
    private readonly FusionWeights _weights;

    private DialogueModel(DialogueLessons lessons, IReadOnlyList<IDialogueMember> members, IReadOnlyList<MemberScale> scales, FusionWeights weights) =>
        (_lessons, _members, _scales, _context, _weights) = (lessons, members, scales, ContextOf(lessons), weights);

    /// <inheritdoc/>
    public string Name => ModelNames.Dialogue;

    /// <summary>Scores every item.</summary>
    /// <param name="turn">The moment.</param>
    /// <returns>By item: log-odds; comparable within a moment.</returns>
    public float[] Score(DialogueTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var items = _lessons.ItemCount;
        var scores = new float[items];
        var (raw, share, strength) = (new float[items], new float[items], new float[items]);
        var kind = DialogueTrainer.KindOf(turn);
        for (var m = 0; m < _members.Count; m++)
        {
            _members[m].Score(turn, raw);
            _scales[m].Featurise(raw, _scales[m].Prepare(raw, turn.Named), share, strength);
            var (ofShare, ofStrength) = (Weights(m * MemberScale.Features, kind), Weights((m * MemberScale.Features) + 1, kind));
            for (var item = 0; item < items; item++)
            {
                var itemKind = _context.ItemKinds[item];
                scores[item] += (ofShare[itemKind] * share[item]) + (ofStrength[itemKind] * strength[item]);
            }
        }

        for (var fact = 0; fact < Context.Facts.Count; fact++)
        {
            var (facts, weight) = (_context.ItemFacts[fact], (float)_weights.Values[_weights.FactAt(fact)]);
            for (var item = 0; item < items; item++)
            {
                scores[item] += facts[item] * weight;
            }
        }

        return scores;
    }

    /// <summary>Scores items by what was named alone.</summary>
    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(histories);
        for (var row = 0; row < histories.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Score(new DialogueTurn([.. histories[row].ToArray().Distinct()], [], new float[_lessons.TextDimension], -1)).CopyTo(scores[(row * _lessons.ItemCount)..]);
        }
    }

    /// <summary>In how many dialogues an item was recommended after another was named; 0 where that was fewer than two.</summary>
    public int Followed(int named, int recommended) => _lessons.Followed.GetValueOrDefault((named, recommended));

    /// <summary>What each member counts for an item of six recommendations or more, where three items or more were named.</summary>
    public IReadOnlyDictionary<string, double> Explain() => _members.Index().ToDictionary(
        m => m.Item.Name,
        m => Math.Round(Enumerable.Range(0, MemberScale.Features).Sum(f => FusionWeights.Of(_weights.Values, (m.Index * MemberScale.Features) + f, 2, 2)), 3));

    /// <inheritdoc/>
    public void Write(string path) => DialogueFile.Write(path, _lessons, [.. _scales.Select(s => s.Unit)], _weights);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var member in _members)
        {
            member.Dispose();
        }
    }

    /// <summary>Puts a model together.</summary>
    /// <param name="lessons">What its members are made from.</param>
    /// <param name="units">The unit of each member's strength.</param>
    /// <param name="weights">What each member counts.</param>
    /// <param name="sessions">Opens graphs.</param>
    internal static DialogueModel Of(DialogueLessons lessons, IReadOnlyList<float> units, FusionWeights weights, OnnxSessions sessions) =>
        new(lessons, DialogueMembers.Of(lessons, sessions), [.. units.Select(unit => new MemberScale(AreLogits: false) { Unit = unit })], weights);

    /// <summary>What is known of the items: how often each was recommended, and whether it has a text.</summary>
    internal static Context ContextOf(DialogueLessons lessons) => Context.Of(new()
    {
        ItemCount = lessons.ItemCount,
        Histories = [[.. lessons.Counts[DialogueLessons.Recommended].Index().SelectMany(c => Enumerable.Repeat(c.Index, (int)c.Item))]],
        Texts = lessons.Texts,
    });

    private float[] Weights(int feature, int kind) => [.. Enumerable.Range(0, ItemKinds).Select(itemKind => (float)FusionWeights.Of(_weights.Values, feature, kind, itemKind))];
}
