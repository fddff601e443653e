using System.Text.Json;
using System.Threading.Channels;
using LlmRec.Recommending.Pipeline;
using LlmRec.Storage;
using LlmRec.Storage.Dialects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Answers;

/// <summary>
/// Stores answers, so that impressions and clicks can be joined to them. Requests that answer at the same time share one
/// transaction; an answer goes out only when it is stored. A store that cannot be written to does not stop answers: they
/// go out without an id, and say so.
/// </summary>
public sealed partial class AnswerLog : IAsyncDisposable
{
    private static readonly TimeSpan CleaningInterval = TimeSpan.FromHours(1);

    private readonly Channel<Entry> _queue = Channel.CreateBounded<Entry>(10_000);
    private readonly Store _store;
    private readonly TimeProvider _time;
    private readonly TimeSpan _keep;
    private readonly ILogger<AnswerLog> _logger;
    private readonly Task _writing;

    /// <summary>Starts the log's writer.</summary>
    public AnswerLog(Store store, TimeProvider time, IOptions<PipelineOptions> options, ILogger<AnswerLog> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _store = store;
        _time = time;
        _keep = TimeSpan.FromDays(options.Value.KeepAnswersDays);
        _logger = logger;
        _writing = WriteAllAsync();
    }

    /// <summary>Stores an answer.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="StoreException">The store cannot be written to.</exception>
    public async Task<string> AddAsync(int? userKey, IReadOnlyList<Recommendation> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        var entry = new Entry(
            Guid.CreateVersion7().ToString("N"),
            userKey,
            JsonSerializer.Serialize(items.Select(i => new { i.Id, i.Score, i.Channels }), JsonSerializerOptions.Web),
            _time.GetUtcNow().ToUnixTimeMilliseconds(),
            new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(entry, cancellationToken);
        await entry.Stored.Task.WaitAsync(cancellationToken);
        return entry.Id;
    }

    /// <summary>How many answers are stored.</summary>
    public static Task<long> CountAsync(StoreSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ScalarAsync<long>("SELECT COUNT(*) FROM recommendations");
    }

    /// <summary>How many answers to a user are stored.</summary>
    public static Task<long> CountAsync(StoreSession session, int userKey)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ScalarAsync<long>("SELECT COUNT(*) FROM recommendations WHERE user_key = @userKey", new { userKey });
    }

    /// <summary>Removes a user's answers; part of erasing the user.</summary>
    public static Task EraseAsync(StoreSession session, int userKey)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ExecuteAsync("DELETE FROM recommendations WHERE user_key = @userKey", new { userKey });
    }

    /// <summary>Writes what is queued, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Entry>();
        DateTimeOffset? cleanedAt = null;
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < 1_000 && _queue.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            var now = _time.GetUtcNow();
            var clean = cleanedAt is null || now - cleanedAt > CleaningInterval;
            await WriteAsync(batch, clean ? now - _keep : null);
            cleanedAt = clean ? now : cleanedAt;
        }
    }

    private async Task WriteAsync(List<Entry> batch, DateTimeOffset? deleteBefore)
    {
        try
        {
            await _store.WriteAsync(
                async session =>
                {
                    // A user who was erased while the answer was made stays erased.
                    await session.ExecuteAsync(
                        "INSERT INTO recommendations (id, user_key, items, created_at) VALUES (@Id, (SELECT key FROM users WHERE key = @UserKey), @Items, @CreatedAt)", batch);
                    if (deleteBefore is { } oldest)
                    {
                        await session.ExecuteAsync("DELETE FROM recommendations WHERE created_at < @oldest", new { oldest = oldest.ToUnixTimeMilliseconds() });
                    }
                },
                Durability.ProcessKill);
            batch.ForEach(entry => entry.Stored.SetResult());
        }
#pragma warning disable CA1031 // Handed to every caller that waits; the writer itself must go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogWriteFailed(_logger, e, batch.Count);
            var told = e as StoreException ?? new StoreException(StoreFault.Unusable, $"The answer could not be stored: {e.Message}", e);
            batch.ForEach(entry => entry.Stored.SetException(told));
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Count} answers could not be stored")]
    private static partial void LogWriteFailed(ILogger logger, Exception exception, int count);

    private sealed record Entry(string Id, int? UserKey, string Items, long CreatedAt, TaskCompletionSource Stored);
}
