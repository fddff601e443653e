namespace LlmRec.Recommending.Channels;

/// <summary>Log-odds as shares of the best one's odds: above 0, as scores of a channel are.</summary>
internal static class OddsShares
{
    // Log-odds this far below the best say no more than "no".
    private const float LeastLogit = -20;

    /// <summary>The shares.</summary>
    /// <param name="candidates">Candidates with log-odds, best first.</param>
    public static Candidate[] Of(Candidate[] candidates) => Array.ConvertAll(
        candidates, c => c with { Score = MathF.Exp(MathF.Max(c.Score - candidates[0].Score, LeastLogit)) });
}
