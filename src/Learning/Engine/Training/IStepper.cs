namespace LlmRec.Learning.Engine.Training;

/// <summary>Makes one training step: from a batch to changed weights.</summary>
internal interface IStepper : IDisposable
{
    /// <summary>What the optimiser remembers, by name: part of a checkpoint.</summary>
    IReadOnlyDictionary<string, float[]> Memory { get; }

    /// <summary>Makes a step.</summary>
    /// <param name="step">Its number, from 0: the key of its dropout.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="fill">Fills the inputs of a shard (from 0); returns how many tokens are in it. Called from several threads.</param>
    StepResult Step(long step, float rate, Func<int, GraphRun, int> fill);
}

/// <summary>What came of a step.</summary>
/// <param name="Loss">The loss before it.</param>
/// <param name="Norm">Length of the whole gradient, before clipping.</param>
/// <param name="Tokens">Tokens in it.</param>
internal readonly record struct StepResult(double Loss, double Norm, int Tokens);
