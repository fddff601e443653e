using System.Text.Json;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Embedding.Backfill;

/// <summary>
/// Embeds what has no current vector. Goes through items, then users, by key; each batch's vectors, the progress and the
/// point to resume at are one transaction, so that a kill at any moment loses at most the batch in flight.
/// </summary>
internal sealed class BackfillHandler : IJobHandler
{
    private readonly Store _store;
    private readonly VectorSpaces _spaces;
    private readonly VectorStore _vectors;
    private readonly SpaceDefinition _definition;
    private readonly BatchEmbedder _embedder;
    private readonly SpaceMean _mean;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<IBackfillSource> _sources;

    public BackfillHandler(
        Store store, VectorSpaces spaces, VectorStore vectors, SpaceDefinition definition, BatchEmbedder embedder, SpaceMean mean, TimeProvider time, ItemSource items, UserSource users)
    {
        _store = store;
        _spaces = spaces;
        _vectors = vectors;
        _definition = definition;
        _embedder = embedder;
        _mean = mean;
        _time = time;
        _sources = [items, users];
    }

    public string Kind => BackfillService.Kind;

    public async Task RunAsync(JobLease lease, CancellationToken cancellationToken)
    {
        var request = lease.Job.Parameters.Deserialize<BackfillRequest>(JsonSerializerOptions.Web)!;
        var space = await _spaces.GetAsync(_definition, cancellationToken);
        var sources = _sources.Where(s => s.Kind == OwnerKind.Item ? request.Items() : request.Users()).ToList();
        var progress = new BackfillProgress(lease.Job, await TotalAsync(sources, cancellationToken), _time);
        foreach (var source in sources.Where(s => !progress.IsBehind(s.Kind)))
        {
            await RunAsync(lease, request, space, source, progress, cancellationToken);
            if (source.Kind == OwnerKind.Item)
            {
                // After the items, before the users: what is searched is ready first.
                await _mean.UpdateAsync(space, progress.Embedded, cancellationToken);
            }
        }
    }

    private async Task RunAsync(
        JobLease lease, BackfillRequest request, VectorSpace space, IBackfillSource source, BackfillProgress progress, CancellationToken cancellationToken)
    {
        while (await source.PageAsync(progress.AfterKey(source.Kind), request.Batch, cancellationToken) is { Count: > 0 } page)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stored = await _vectors.FindAsync(space, source.Kind, [.. page.Select(e => e.Key)], cancellationToken);
            var batch = await _embedder.EmbedAsync(page, stored, request.Force, cancellationToken);
            progress.Add(source.Kind, page[^1].Key, page.Count, batch);
            // From here on the batch is finished even if the job is cancelled: it was paid for.
            await _store.WriteAsync(
                async session =>
                {
                    // Who was deleted while their text was being embedded must not come back.
                    var there = (await source.KeysAsync(session, page[0].Key, page[^1].Key)).ToHashSet();
                    await VectorStore.UpsertAsync(session, space, source.Kind, [.. batch.Rows.Where(row => there.Contains(row.OwnerKey))]);
                    foreach (var key in batch.Emptied)
                    {
                        await VectorStore.DeleteAsync(session, source.Kind, key);
                    }

                    await lease.ReportAsync(session, progress.ToJobProgress(), progress.ResumeAt, batch.Failures);
                },
                cancellationToken: CancellationToken.None);
        }
    }

    private static async Task<long> TotalAsync(IReadOnlyList<IBackfillSource> sources, CancellationToken cancellationToken)
    {
        var total = 0L;
        foreach (var source in sources)
        {
            total += await source.CountAsync(cancellationToken);
        }

        return total;
    }
}
