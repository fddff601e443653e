using System.Globalization;
using LlmRec.Learning.Models;

namespace LlmRec.Reclm;

/// <summary>A line on the training's progress now and then.</summary>
/// <param name="say">Where lines go.</param>
internal sealed class ProgressLines(Action<string> say) : IProgress<TrainingProgress>
{
    private const int Pause = 20;

    private long _next;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.Step >= _next || value.Step == value.Steps)
        {
            _next = value.Step + Pause;
            say(string.Create(CultureInfo.InvariantCulture, $"step {value.Step} of {value.Steps}, loss {value.Loss:0.000}, {value.TokensPerSecond:n0} tokens/s, {value.Eta:hh\\:mm\\:ss} left{(value.Validation is { } score ? $", held out {-score:0.000}" : "")}"));
        }
    }
}
