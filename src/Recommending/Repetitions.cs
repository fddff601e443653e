using System.Collections.Concurrent;

namespace LlmRec.Recommending;

/// <summary>
/// What a log is told of that keeps happening. A dependency that is down fails in every request: each answer says so, the
/// log says it once a minute.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class Repetitions(TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);

    /// <summary>Whether it has not been told of for a minute; who gets true tells.</summary>
    public bool IsToTell(string what)
    {
        var now = time.GetUtcNow();
        return _told.TryGetValue(what, out var last) ? now - last >= Quiet && _told.TryUpdate(what, now, last) : _told.TryAdd(what, now);
    }
}
