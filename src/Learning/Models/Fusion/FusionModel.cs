using System.Buffers;
using System.Numerics.Tensors;

namespace LlmRec.Learning.Models.Fusion;

/// <summary>A learned mixture of models: see <see cref="FusionTrainer"/>.</summary>
public sealed class FusionModel : IScoringModel
{
    private readonly IReadOnlyList<FusionMember> _members;
    private readonly int _items;

    // By feature and kind of user: the weight for each item. By item: what its facts and the boost add.
    private readonly float[][][] _weights;
    private readonly float[] _bias;

    internal FusionModel(IReadOnlyList<FusionMember> members, FusionWeights weights, Context context, double newItemBoost, FusionExplanation explanation)
    {
        _members = members;
        _items = context.ItemKinds.Length;
        Explanation = explanation;
        NewItems = [.. Enumerable.Range(0, _items).Where(i => context.ItemKinds[i] == 0)];
        Learned = new(new([.. members.Select(m => new FusedMember(m.Model.Name, m.AreLogits, m.Unit))], context.Most, newItemBoost, explanation.NewItems), weights, context.ItemFacts[Context.Recency], context.ItemFacts[Context.HasText]);
        _weights = [.. Enumerable.Range(0, weights.Features).Select(f => Enumerable.Range(0, Context.Users.Count)
            .Select(u => Array.ConvertAll(context.ItemKinds, k => (float)FusionWeights.Of(weights.Values, f, u, k))).ToArray())];
        _bias = [.. Enumerable.Range(0, _items).Select(i => (float)((context.ItemKinds[i] == 0 ? newItemBoost : 0)
            + Enumerable.Range(0, Context.Facts.Count).Sum(fact => context.ItemFacts[fact][i] * weights.Values[weights.FactAt(fact)])))];
    }

    /// <inheritdoc/>
    public string Name => ModelNames.Fusion;

    /// <summary>What was learned, without the members: to be kept, and to rank with.</summary>
    public LearnedFusion Learned { get; }

    /// <summary>The items without any interaction in training: those that <c>NewItemBoost</c> favours.</summary>
    public IReadOnlyList<int> NewItems { get; }

    /// <summary>What was learned, readable.</summary>
    public FusionExplanation Explanation { get; }

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
    {
        for (var row = 0; row < histories.Count; row++)
        {
            _bias.CopyTo(scores.Slice(row * _items, _items));
        }

        var buffer = ArrayPool<float>.Shared.Rent(histories.Count * _items);
        var features = (Share: ArrayPool<float>.Shared.Rent(_items), Strength: ArrayPool<float>.Shared.Rent(_items));
        try
        {
            for (var m = 0; m < _members.Count; m++)
            {
                _members[m].Model.Score(histories, buffer.AsSpan(0, histories.Count * _items), cancellationToken);
                for (var row = 0; row < histories.Count; row++)
                {
                    Add(m, buffer.AsSpan(row * _items, _items), histories[row].Span, features.Share.AsSpan(0, _items), features.Strength.AsSpan(0, _items), scores.Slice(row * _items, _items));
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
            ArrayPool<float>.Shared.Return(features.Share);
            ArrayPool<float>.Shared.Return(features.Strength);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var member in _members)
        {
            member.Model.Dispose();
        }
    }

    private void Add(int member, Span<float> raw, ReadOnlySpan<int> history, Span<float> share, Span<float> strength, Span<float> scores)
    {
        var best = _members[member].Prepare(raw, history);
        _members[member].Featurise(raw, best, share, strength);
        var kind = Context.UserKind(history.Length);
        TensorPrimitives.MultiplyAdd(share, _weights[member * FusionMember.Features][kind], scores, scores);
        TensorPrimitives.MultiplyAdd(strength, _weights[(member * FusionMember.Features) + 1][kind], scores, scores);
    }
}

/// <summary>What a fusion learned.</summary>
/// <param name="Lists">Validation lists learned from.</param>
/// <param name="Members">By member and circumstance: how much its best item gains over one it doesn't know, in log-odds.</param>
/// <param name="Facts">The weights of what is known of an item.</param>
/// <param name="LeftOut">Members that could not be trained, and why.</param>
/// <param name="NewItems">How new items are favoured; null when that was not calibrated.</param>
public sealed record FusionExplanation(
    int Lists,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Members,
    IReadOnlyDictionary<string, double> Facts,
    IReadOnlyDictionary<string, string> LeftOut,
    NewItemCalibration? NewItems);

/// <summary>How much new items are favoured, and what that does.</summary>
/// <param name="Chosen">The boost in use.</param>
/// <param name="Curve">What boosts do to items made cold inside training.</param>
public sealed record NewItemCalibration(double Chosen, IReadOnlyList<NewItemPoint> Curve);

/// <summary>What a boost does.</summary>
/// <param name="Boost">Added to the log-odds of items without any interaction.</param>
/// <param name="Cold">Recall@10 of validation targets that were made cold.</param>
/// <param name="Warm">Recall@10 of the others.</param>
public sealed record NewItemPoint(double Boost, double Cold, double Warm);
