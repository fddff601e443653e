using System.Text.Json;
using LlmRec.Storage.Jobs;
using LlmRec.Vectors.Stored;

namespace LlmRec.Embedding.Backfill;

/// <summary>How far a backfill is, from where it was left if it was interrupted.</summary>
internal sealed class BackfillProgress
{
    public const string EmbeddedCount = "embedded";
    public const string UnchangedCount = "unchanged";

    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly long _doneBefore;
    private readonly Dictionary<string, long> _counts;
    private readonly long _total;
    private Point _point;
    private long _done;
    private long _failed;

    public BackfillProgress(Job job, long total, TimeProvider time)
    {
        _time = time;
        _startedAt = time.GetTimestamp();
        _total = total;
        _point = job.ResumeAt is { } point ? JsonSerializer.Deserialize<Point>(point)! : new(OwnerKind.Item, 0);
        _doneBefore = _done = job.Progress.Done;
        _failed = job.Progress.Failed;
        _counts = new() { [EmbeddedCount] = 0, [UnchangedCount] = 0 };
        foreach (var (name, count) in job.Progress.Counts)
        {
            _counts[name] = count;
        }
    }

    /// <summary>Where the next worker goes on.</summary>
    public string ResumeAt => JsonSerializer.Serialize(_point);

    /// <summary>How many were embedded so far.</summary>
    public long Embedded => _counts[EmbeddedCount];

    /// <summary>Whether a kind was done with before.</summary>
    public bool IsBehind(OwnerKind kind) => kind < _point.Kind;

    /// <summary>The key to go on after.</summary>
    public int AfterKey(OwnerKind kind) => kind == _point.Kind ? _point.Key : 0;

    public void Add(OwnerKind kind, int lastKey, int entries, EmbeddedBatch batch)
    {
        _point = new(kind, lastKey);
        _done += entries;
        _failed += batch.Failures.Count;
        _counts[EmbeddedCount] += batch.Embedded;
        _counts[UnchangedCount] += entries - batch.Embedded - batch.Failures.Count;
    }

    public JobProgress ToJobProgress()
    {
        var seconds = _time.GetElapsedTime(_startedAt).TotalSeconds;
        return new(Math.Max(_total, _done), _done, _failed, seconds > 0 ? (_done - _doneBefore) / seconds : 0, new Dictionary<string, long>(_counts));
    }

    private sealed record Point(OwnerKind Kind, int Key);
}
