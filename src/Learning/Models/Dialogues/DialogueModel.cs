using LlmRec.Learning.Models.Fusion;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>Ranks items at a moment of a dialogue: a learned mixture, see <see cref="DialogueTrainer"/>.</summary>
public sealed class DialogueModel
{
    private readonly IReadOnlyList<IDialogueMember> _members;
    private readonly IReadOnlyList<MemberScale> _scales;
    private readonly Context _context;
    private readonly FusionWeights _weights;
    private readonly int _items;

    internal DialogueModel(IReadOnlyList<IDialogueMember> members, IReadOnlyList<MemberScale> scales, Context context, FusionWeights weights, int items) =>
        (_members, _scales, _context, _weights, _items) = (members, scales, context, weights, items);

    /// <summary>Scores every item.</summary>
    /// <param name="turn">The moment.</param>
    /// <returns>By item: log-odds; comparable within a moment.</returns>
    public float[] Score(DialogueTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var scores = new float[_items];
        var (raw, share, strength) = (new float[_items], new float[_items], new float[_items]);
        var kind = DialogueTrainer.KindOf(turn);
        for (var m = 0; m < _members.Count; m++)
        {
            _members[m].Score(turn, raw);
            _scales[m].Featurise(raw, _scales[m].Prepare(raw, turn.Named), share, strength);
            for (var item = 0; item < _items; item++)
            {
                var itemKind = _context.ItemKinds[item];
                scores[item] += (float)((FusionWeights.Of(_weights.Values, m * MemberScale.Features, kind, itemKind) * share[item])
                    + (FusionWeights.Of(_weights.Values, (m * MemberScale.Features) + 1, kind, itemKind) * strength[item]));
            }
        }

        for (var fact = 0; fact < Context.Facts.Count; fact++)
        {
            for (var item = 0; item < _items; item++)
            {
                scores[item] += (float)(_context.ItemFacts[fact][item] * _weights.Values[_weights.FactAt(fact)]);
            }
        }

        return scores;
    }

    /// <summary>What each member counts for an item of six recommendations or more, where three items or more were named.</summary>
    public IReadOnlyDictionary<string, double> Explain() => _members.Index().ToDictionary(
        m => m.Item.Name,
        m => Math.Round(Enumerable.Range(0, MemberScale.Features).Sum(f => FusionWeights.Of(_weights.Values, (m.Index * MemberScale.Features) + f, 2, 2)), 3));
}
