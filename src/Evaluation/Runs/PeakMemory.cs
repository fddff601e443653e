namespace LlmRec.Evaluation.Runs;

/// <summary>Watches how much memory the process holds.</summary>
internal sealed class PeakMemory : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly ITimer _timer;
    private long _peak;

    public PeakMemory(TimeProvider time) => _timer = time.CreateTimer(_ => Look(), null, TimeSpan.Zero, Glance);

    /// <summary>The most held so far, in MiB.</summary>
    public double Mib
    {
        get
        {
            Look();
            return Math.Round(Interlocked.Read(ref _peak) / 1048576.0, 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = Environment.WorkingSet;
        long peak;
        while ((peak = Interlocked.Read(ref _peak)) < now && Interlocked.CompareExchange(ref _peak, now, peak) != peak)
        {
        }
    }
}
