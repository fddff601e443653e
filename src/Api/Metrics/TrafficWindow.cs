namespace LlmRec.Api.Metrics;

/// <summary>
/// The requests of the last hour, minute by minute, in memory: at most <see cref="Minutes"/> minutes of as many series as
/// there are routes, about 600 bytes each. Safe for concurrent use.
/// </summary>
/// <param name="time">The clock of the minutes.</param>
internal sealed class TrafficWindow(TimeProvider time)
{
    /// <summary>How many minutes are kept, the present one included.</summary>
    public const int Minutes = 60;

    private readonly Minute?[] _minutes = new Minute?[Minutes];
    private readonly Lock _lock = new();

    /// <summary>Takes in a request that was answered.</summary>
    /// <param name="method">Its method, one of a known few.</param>
    /// <param name="route">The pattern of its route.</param>
    /// <param name="status">The status it was answered with.</param>
    /// <param name="seconds">How long that took.</param>
    public void Add(string method, string route, int status, double seconds)
    {
        var number = Now();
        lock (_lock)
        {
            ref var slot = ref _minutes[number % Minutes];
            if (slot?.Number != number)
            {
                slot = new(number);
            }

            slot.Of((method, route)).Add(status, seconds);
        }
    }

    /// <summary>What was answered since <see cref="Minutes"/> minutes ago.</summary>
    public TrafficHour Read()
    {
        var last = Now();
        lock (_lock)
        {
            var kept = _minutes.OfType<Minute>().Where(m => m.Number > last - Minutes && m.Number <= last).ToDictionary(m => m.Number);
            return new(
                Summary(kept.Values.SelectMany(m => m.Series.Values)),
                [.. Enumerable.Range(0, Minutes).Select(i => last - Minutes + 1 + i).Select(number => new TrafficMinute(
                    DateTimeOffset.UnixEpoch.AddMinutes(number),
                    Summary(kept.TryGetValue(number, out var minute) ? minute.Series.Values : [])))],
                [.. kept.Values.SelectMany(m => m.Series).GroupBy(s => s.Key, s => s.Value)
                    .Select(g => new TrafficRoute(g.Key.Method, g.Key.Route, Summary(g)))
                    .OrderByDescending(r => r.Answered.Requests).ThenBy(r => r.Route, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal)]);
        }
    }

    private static Traffic Summary(IEnumerable<Latencies> series)
    {
        var sum = new Latencies();
        foreach (var one in series)
        {
            sum.Add(one);
        }

        return new(sum.Count, sum.Refused, sum.Failed, sum.Milliseconds(.5), sum.Milliseconds(.95));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds() / 60;

    private sealed class Minute(long number)
    {
        public long Number => number;

        public Dictionary<(string Method, string Route), Latencies> Series { get; } = [];

        public Latencies Of((string Method, string Route) route)
        {
            if (!Series.TryGetValue(route, out var series))
            {
                Series.Add(route, series = new());
            }

            return series;
        }
    }
}

/// <summary>What was answered in some time.</summary>
/// <param name="Requests">Requests in all.</param>
/// <param name="Refused">Of these, answered with 400 to 499.</param>
/// <param name="Failed">Of these, answered with 500 and above.</param>
/// <param name="P50">Half were answered within so many milliseconds, to within 5 %; null where there were none.</param>
/// <param name="P95">95 of 100 were answered within so many milliseconds, to within 5 %; null where there were none.</param>
internal sealed record Traffic(long Requests, long Refused, long Failed, double? P50, double? P95);

/// <summary>A minute.</summary>
/// <param name="At">When it began.</param>
/// <param name="Answered">What was answered in it.</param>
internal sealed record TrafficMinute(DateTimeOffset At, Traffic Answered);

/// <summary>A route.</summary>
/// <param name="Method">The method.</param>
/// <param name="Route">The pattern of the route.</param>
/// <param name="Answered">What was answered on it.</param>
internal sealed record TrafficRoute(string Method, string Route, Traffic Answered);

/// <summary>The last hour.</summary>
/// <param name="All">All of it.</param>
/// <param name="Minutes">Its minutes, the present one last, those without requests among them.</param>
/// <param name="Routes">By route, the most asked first.</param>
internal sealed record TrafficHour(Traffic All, IReadOnlyList<TrafficMinute> Minutes, IReadOnlyList<TrafficRoute> Routes);
