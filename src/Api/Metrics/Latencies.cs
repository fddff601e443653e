namespace LlmRec.Api.Metrics;

/// <summary>Times by count, in bins each a tenth longer than the one before, from .1 ms to above 100 s: quantiles to within 5 %.</summary>
internal sealed class Latencies
{
    private const double Shortest = 1e-4;
    private const double Ratio = 1.1;

    private static readonly double LogRatio = Math.Log(Ratio);

    private readonly int[] _bins = new int[146];

    /// <summary>Requests in all.</summary>
    public long Count { get; private set; }

    /// <summary>Those answered with 400 to 499.</summary>
    public long Refused { get; private set; }

    /// <summary>Those answered with 500 and above.</summary>
    public long Failed { get; private set; }

    /// <summary>Takes in a request.</summary>
    public void Add(int status, double seconds)
    {
        Count++;
        Refused += status is >= 400 and < 500 ? 1 : 0;
        Failed += status >= 500 ? 1 : 0;
        _bins[seconds <= Shortest ? 0 : Math.Min(_bins.Length - 1, (int)(Math.Log(seconds / Shortest) / LogRatio))]++;
    }

    /// <summary>Takes in all requests of another.</summary>
    public void Add(Latencies other)
    {
        Count += other.Count;
        Refused += other.Refused;
        Failed += other.Failed;
        for (var i = 0; i < _bins.Length; i++)
        {
            _bins[i] += other._bins[i];
        }
    }

    /// <summary>The time within which a share of the requests were answered, in milliseconds; null where there are none.</summary>
    public double? Milliseconds(double share)
    {
        if (Count == 0)
        {
            return null;
        }

        var (rank, bin) = ((long)Math.Ceiling(share * Count), 0);
        for (long seen = _bins[0]; seen < rank; seen += _bins[bin])
        {
            bin++;
        }

        return Math.Round(1000 * Shortest * Math.Pow(Ratio, bin + .5), 2);
    }
}
