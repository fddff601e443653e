using System.Text.Json;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;

namespace LlmRec.Recommending.Map;

/// <summary>How far a projection is, in the job's row: of the step under way its units, and as detail which step it is.</summary>
internal sealed class MapReport(JobLease lease, Store store, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private string _doing = "";
    private long _begunAt;
    private long _toldAt;
    private long _total;

    /// <summary>Begins a step.</summary>
    public Task BeginAsync(string doing, long total)
    {
        (_doing, _total, _begunAt) = (doing, total, time.GetTimestamp());
        return TellAsync(0);
    }

    /// <summary>Tells how much of the step is done, when it is time to.</summary>
    public Task IsAtAsync(long done) => time.GetElapsedTime(_toldAt) < Interval ? Task.CompletedTask : TellAsync(done);

    /// <summary>Stores a map and that the job is done, both or neither.</summary>
    public Task EndAsync(CatalogueMap map) => store.WriteAsync(async session =>
    {
        await MapStore.WriteAsync(session, map);
        await lease.ReportAsync(
            session, new(map.Keys.Length, map.Keys.Length, 0, 0, new Dictionary<string, long> { ["items"] = map.Keys.Length, ["left out"] = map.LeftOut }), null);
    });

    private Task TellAsync(long done)
    {
        _toldAt = time.GetTimestamp();
        var seconds = time.GetElapsedTime(_begunAt).TotalSeconds;
        var progress = new JobProgress(_total, done, 0, seconds > 0 ? done / seconds : 0, new Dictionary<string, long>())
        {
            Detail = JsonSerializer.SerializeToElement(new { doing = _doing }, JsonSerializerOptions.Web),
        };
        return store.WriteAsync(session => lease.ReportAsync(session, progress, null));
    }
}
