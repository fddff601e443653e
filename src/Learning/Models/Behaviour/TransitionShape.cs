namespace LlmRec.Learning.Models.Behaviour;

/// <summary>How transitions are counted: gap^−a up to some reach, over (all that leaves + 1)^b × (all that is reached + 1)^c.</summary>
/// <param name="Reach">How many likes ahead count.</param>
/// <param name="GapExponent">a: how fast they fade.</param>
/// <param name="SourceExponent">b: how much an item that much leaves is held back as a witness.</param>
/// <param name="TargetExponent">c: how much a popular follower is held back; at ½ as in a cosine, near 0 popularity stays in.</param>
internal readonly record struct TransitionShape(int Reach, float GapExponent, float SourceExponent, float TargetExponent)
{
    /// <summary>What is taken where nothing can be chosen.</summary>
    public static TransitionShape Default { get; } = new(20, 0.5f, 0.5f, 0.1f);

    /// <summary>What validation chooses from, one thing after the other.</summary>
    public static IReadOnlyList<Func<TransitionShape, IEnumerable<TransitionShape>>> Choices { get; } =
    [
        s => from reach in (int[])[3, 20] from gap in (float[])[0.5f, 1] select s with { Reach = reach, GapExponent = gap },
        s => from target in (float[])[0.1f, 0.3f, 0.5f] select s with { TargetExponent = target },
        s => from source in (float[])[0.5f, 0.3f, 0.7f] select s with { SourceExponent = source },
    ];
}
