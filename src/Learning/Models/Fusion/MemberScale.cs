using System.Numerics.Tensors;

namespace LlmRec.Learning.Models.Fusion;

/// <summary>
/// How the scores of a fusion's member become features. There are two, both growing with the score: how
/// near an item comes to the member's best for this user (<c>share</c>), and how strong the score is at all (<c>strength</c>),
/// which says how sure the member is.
/// </summary>
/// <param name="AreLogits">Whether its scores are log-odds of any sign (neural models), not sums of evidence that begin at 0.</param>
internal record MemberScale(bool AreLogits)
{
    /// <summary>Features a member has.</summary>
    public const int Features = 2;

    /// <summary>Log-odds this far below the best say no more than "no".</summary>
    public const float Floor = -20;

    // Chosen on half of beauty's validation lists, judged on the other: N@10 .0888 without the logarithm, .0892, .0899 and .0902 with 5, 20 and 100.
    private const float Steepness = 100;

    /// <summary>The mean of the best scores over the lists learned from: the unit of <c>strength</c>.</summary>
    public float Unit { get; set; } = 1;

    /// <summary>Prepares a row: what the user has already is taken out of it.</summary>
    /// <param name="scores">The member's scores; overwritten by evidence from 0, or log-odds from the floor.</param>
    /// <param name="history">The items taken out.</param>
    /// <returns>The best score, for evidence; 0 for log-odds, which are taken relative to the best.</returns>
    public float Prepare(Span<float> scores, ReadOnlySpan<int> history)
    {
        foreach (var item in history)
        {
            scores[item] = float.NegativeInfinity;
        }

        var best = TensorPrimitives.Max<float>(scores);
        if (float.IsNegativeInfinity(best))
        {
            scores.Fill(AreLogits ? Floor : 0);
            return 0;
        }

        if (AreLogits)
        {
            TensorPrimitives.Subtract(scores, best, scores);
            TensorPrimitives.Max(scores, Floor, scores);
            return 0;
        }

        TensorPrimitives.Max(scores, 0, scores);
        return Math.Max(0, best);
    }

    /// <summary>The features of prepared scores.</summary>
    /// <param name="prepared">From <see cref="Prepare"/>.</param>
    /// <param name="best">What it returned.</param>
    /// <param name="share">Receives 0 to 1.</param>
    /// <param name="strength">Receives the strength.</param>
    public void Featurise(ReadOnlySpan<float> prepared, float best, Span<float> share, Span<float> strength)
    {
        if (AreLogits)
        {
            TensorPrimitives.Exp(prepared, share);
            prepared.CopyTo(strength);
        }
        else
        {
            TensorPrimitives.Divide(prepared, best > 0 ? best : 1, share);
            TensorPrimitives.Multiply(prepared, Steepness / Unit, strength);
            TensorPrimitives.Add(strength, 1, strength);
            TensorPrimitives.Log(strength, strength);
        }
    }

    /// <summary>The strength of one sum of evidence: its logarithm, so that the first evidence counts most.</summary>
    public static float StrengthOf(float evidence, float unit) => MathF.Log(1 + (Steepness / unit * evidence));
}
