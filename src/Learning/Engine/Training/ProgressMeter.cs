using LlmRec.Learning.Models;

namespace LlmRec.Learning.Engine.Training;

/// <summary>Tells how far a training is, twice a second at most, and at every end of an epoch.</summary>
internal sealed class ProgressMeter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly IProgress<TrainingProgress>? _to;
    private readonly TimeProvider _time;
    private long _since;
    private int _steps;
    private long _tokens;
    private double _loss;
    private TrainingProgress? _last;

    /// <param name="to">Who is told; null for nobody.</param>
    /// <param name="time">The clock.</param>
    public ProgressMeter(IProgress<TrainingProgress>? to, TimeProvider time) => (_to, _time, _since) = (to, time, time.GetTimestamp());

    /// <summary>Takes a step in.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="steps">Steps in all, at most.</param>
    /// <param name="now">Whether to tell at once.</param>
    public void Add(StepResult result, long step, long steps, bool now)
    {
        (_steps, _tokens, _loss) = (_steps + 1, _tokens + result.Tokens, _loss + result.Loss);
        var elapsed = _time.GetElapsedTime(_since);
        if (_to is null || (!now && elapsed < Pause))
        {
            return;
        }

        var seconds = elapsed.TotalSeconds;
        var eta = TimeSpan.FromSeconds(seconds / _steps * (steps - step));
        _last = new(step, steps, _loss / _steps, seconds > 0 ? _tokens / seconds : 0, eta) { Validation = _last?.Validation };
        _to.Report(_last);
        (_since, _steps, _tokens, _loss) = (_time.GetTimestamp(), 0, 0, 0);
    }

    /// <summary>Takes a validation in, and tells of it at once.</summary>
    public void Validated(double? score)
    {
        if (_last is not null)
        {
            _last = _last with { Validation = score };
            _to?.Report(_last);
        }

        _since = _time.GetTimestamp();
    }
}
