using System.Runtime.InteropServices;
using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Learning.Models.Saved;

namespace LlmRec.Learning.Models.Fusion;

/// <summary>A member of a learned fusion.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="AreLogits">Whether its scores are log-odds.</param>
/// <param name="Unit">The unit of its strength.</param>
public sealed record FusedMember(string Name, bool AreLogits, float Unit);

/// <summary>What a member says of the candidates of one request.</summary>
/// <param name="Scores">By candidate, the member's score; negative infinity where it has none.</param>
/// <param name="Best">Its best score over all items that are no history.</param>
public sealed record FusedScores(float[] Scores, float Best);

/// <summary>What a fusion must know of an item.</summary>
/// <param name="Number">Its number in the training; −1 when it came later.</param>
/// <param name="Interactions">How many people like it as of now.</param>
public readonly record struct FusedItem(int Number, int Interactions);

/// <summary>
/// The weights that a fusion learned, without the models they are for: what ranks the candidates of a request by what its
/// channels say. See <see cref="FusionTrainer"/>.
/// </summary>
public sealed class LearnedFusion : ISavable
{
    private readonly Header _header;
    private readonly FusionWeights _weights;
    private readonly float[] _recency;
    private readonly float[] _hasText;

    internal LearnedFusion(Header header, FusionWeights weights, float[] recency, float[] hasText) =>
        (_header, _weights, _recency, _hasText) = (header, weights, recency, hasText);

    /// <summary>The members, in the order of the weights.</summary>
    public IReadOnlyList<FusedMember> Members => _header.Members;

    /// <summary>How much new items are favoured unless said otherwise, in log-odds.</summary>
    public double NewItemBoost => _header.NewItemBoost;

    /// <summary>How that was chosen; null when it was not calibrated.</summary>
    public NewItemCalibration? NewItems => _header.NewItems;

    /// <summary>Scores candidates.</summary>
    /// <param name="likes">How many likes the user has.</param>
    /// <param name="items">The candidates.</param>
    /// <param name="members">By member, what it says; null for one that took no part.</param>
    /// <param name="newItemBoost">Added to the log-odds of items without interactions.</param>
    /// <returns>By candidate: log-odds, and what each member adds to them, never negative.</returns>
    public (float Score, float[] Parts)[] Score(int likes, IReadOnlyList<FusedItem> items, IReadOnlyList<FusedScores?> members, double newItemBoost)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(members);
        var user = Context.UserKind(likes);
        var result = new (float, float[])[items.Count];
        for (var c = 0; c < items.Count; c++)
        {
            var kind = Context.ItemKind(items[c].Interactions);
            var score = Facts(items[c]) + (kind == 0 ? newItemBoost : 0);
            var parts = new float[members.Count];
            for (var m = 0; m < members.Count; m++)
            {
                if (members[m] is not { } said)
                {
                    continue;
                }

                var (share, strength) = FeaturesOf(_header.Members[m], said.Scores[c], said.Best);
                var (ofShare, ofStrength) = (
                    FusionWeights.Of(_weights.Values, m * FusionMember.Features, user, kind), FusionWeights.Of(_weights.Values, (m * FusionMember.Features) + 1, user, kind));
                score += (ofShare * share) + (ofStrength * strength);
                // Log-odds below the best count from the floor up, so that a part is what speaks for an item.
                parts[m] = (float)((ofShare * share) + (ofStrength * (strength - (_header.Members[m].AreLogits ? FusionMember.Floor : 0))));
            }

            result[c] = ((float)score, parts);
        }

        return result;
    }

    /// <summary>The mixture of models by these weights, on other data.</summary>
    /// <param name="models">The members' models, by name; a member without one takes no part. They stay their owner's.</param>
    /// <param name="data">Where interactions are counted.</param>
    public IScoringModel Over(IReadOnlyDictionary<string, IScoringModel> models, TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(models);
        var taken = _header.Members.Index().Where(m => models.ContainsKey(m.Item.Name)).ToList();
        var weights = new FusionWeights(taken.Count * FusionMember.Features);
        var ofAMember = (_weights.Values.Length - Context.Facts.Count) / _header.Members.Count;
        foreach (var ((from, _), to) in taken.Select((m, to) => (m, to)))
        {
            Array.Copy(_weights.Values, from * ofAMember, weights.Values, to * ofAMember, ofAMember);
        }

        Array.Copy(_weights.Values, _weights.FactAt(0), weights.Values, weights.FactAt(0), Context.Facts.Count);
        return new FusionModel(
            [.. taken.Select(m => new FusionMember(new LentModel(models[m.Item.Name]), m.Item.AreLogits) { Unit = m.Item.Unit })],
            weights, Context.Of(data), NewItemBoost, new(0, new Dictionary<string, IReadOnlyDictionary<string, double>>(), new Dictionary<string, double>(), new Dictionary<string, string>(), null));
    }

    /// <inheritdoc/>
    void ISavable.Write(string path) => TensorFile.Write(path, _header, new Dictionary<string, float[]>
    {
        ["weights"] = MemoryMarshal.Cast<double, float>(_weights.Values.AsSpan()).ToArray(),
        ["recency"] = _recency,
        ["has text"] = _hasText,
    });

    /// <summary>Reads a fusion.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or its arrays don't fit together.</exception>
    internal static LearnedFusion Read(string path)
    {
        var (header, arrays) = TensorFile.Read<Header>(path);
        var weights = new FusionWeights(header.Members.Count * FusionMember.Features);
        var values = MemoryMarshal.Cast<float, double>(arrays["weights"].AsSpan());
        if (values.Length != weights.Values.Length || arrays["recency"].Length != arrays["has text"].Length)
        {
            throw new InvalidDataException($"{path} holds {values.Length} weights where {weights.Values.Length} are needed");
        }

        values.CopyTo(weights.Values);
        return new(header, weights, arrays["recency"], arrays["has text"]);
    }

    private double Facts(FusedItem item)
    {
        // What came after the training is as recent as can be, and is there because someone described it.
        var isKnown = item.Number >= 0;
        double[] facts =
        [
            Math.Log(1 + item.Interactions) / _header.Most,
            isKnown ? _recency[item.Number] : item.Interactions > 0 ? 1 : 0,
            isKnown ? _hasText[item.Number] : 1,
            item.Interactions == 0 ? 1 : 0,
        ];
        return facts.Index().Sum(f => f.Item * _weights.Values[_weights.FactAt(f.Index)]);
    }

    private static (float Share, float Strength) FeaturesOf(FusedMember member, float score, float best)
    {
        if (member.AreLogits)
        {
            var below = Math.Max(score - best, FusionMember.Floor);
            return (MathF.Exp(below), below);
        }

        var evidence = Math.Max(score, 0);
        return (evidence / (best > 0 ? best : 1), FusionMember.StrengthOf(evidence, member.Unit));
    }

    /// <summary>What stands beside the weights.</summary>
    internal sealed record Header(IReadOnlyList<FusedMember> Members, double Most, double NewItemBoost, NewItemCalibration? NewItems = null);
}
