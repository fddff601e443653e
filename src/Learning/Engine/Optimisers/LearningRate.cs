namespace LlmRec.Learning.Engine.Optimisers;

/// <summary>The learning rate by step: a linear warm-up, then half a cosine down to a share of the peak (Loshchilov and Hutter, SGDR, 2017).</summary>
/// <param name="Peak">The largest rate.</param>
/// <param name="WarmUp">Steps until it is reached.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Floor">What is left at the end, as a share of the peak; 1 for no decay.</param>
internal sealed record LearningRate(double Peak, long WarmUp, long Steps, double Floor)
{
    /// <summary>The rate of a step.</summary>
    /// <param name="step">From 0.</param>
    public float At(long step)
    {
        if (step < WarmUp)
        {
            return (float)(Peak * (step + 1) / WarmUp);
        }

        var done = Math.Min(1, (step - WarmUp) / (double)Math.Max(1, Steps - WarmUp));
        return (float)(Peak * (Floor + ((1 - Floor) * 0.5 * (1 + Math.Cos(Math.PI * done)))));
    }
}
