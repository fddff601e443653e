using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.Logging;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>What a run of the projection came to.</summary>
/// <param name="Mark">Up to where it went.</param>
/// <param name="Live">The collection that is searched; null when there is nothing to search.</param>
/// <param name="Count">Points in it.</param>
internal sealed record ProjectionOutcome(ProjectionMark Mark, ProjectedCollection? Live, int Count);

/// <summary>
/// Brings the stored vectors to Qdrant: into the collection that is searched, or, when the space has another version (new
/// means), into a new one that replaces it by a swap of the alias when it is complete. One process at a time does it; a
/// checkpoint in the store says how far it is; whatever is interrupted is repeated with the same ids.
/// </summary>
internal sealed partial class QdrantProjection(
    VectorSpaces spaces, VectorStore vectors, ProjectionStore projections, QdrantCollections collections, SpaceDefinition definition, OwnerKind kind,
    QdrantOptions options, TimeProvider time, ILogger logger)
{
    private const int Page = 1_000;
    private static readonly TimeSpan BetweenGlances = TimeSpan.FromMilliseconds(200);

    private readonly ProjectionLease _lease = new(Guid.NewGuid().ToString("N"), time);

    // What Qdrant holds is counted after a start and after every failure: a volume may have been lost or restored.
    private bool _mustVerify = true;

    /// <summary>Catches up with the store. Not for concurrent use.</summary>
    /// <param name="counted">The outcome of the last run; null for none.</param>
    /// <param name="cancellationToken">Stops it; the next run goes on.</param>
    /// <exception cref="QdrantException">Qdrant failed.</exception>
    public async Task<ProjectionOutcome> CatchUpAsync(ProjectionOutcome? counted, CancellationToken cancellationToken)
    {
        // Read before the space: a change after it, of the space too, shows in the next mark.
        var last = await vectors.LastChangeAsync(cancellationToken);
        var space = await spaces.GetAsync(definition, cancellationToken);
        var all = await projections.AllAsync(space, cancellationToken);
        var live = all.FirstOrDefault(c => c.IsLive);
        var verify = _mustVerify;
        _mustVerify = true;
        var isAsItWas = counted is not null && counted.Live?.Name == live?.Name && counted.Mark.Checkpoint == (live?.Checkpoint ?? 0);
        var hasChanges = (await vectors.ChangesAsync(space, kind, live?.Checkpoint ?? 0, 1, cancellationToken)).Count > 0;
        var isComplete = all.Count == (live is null ? 0 : 1) && !hasChanges && (live is null || live.Space.Version == space.Version);
        if (!isComplete || verify)
        {
            live = live is null && !hasChanges ? null : await WithLeaseAsync(space, verify, last, cancellationToken);
        }

        var count = live is null ? 0 : isAsItWas && isComplete && !verify ? counted!.Count : await collections.CountAsync(live.Name, cancellationToken);
        _mustVerify = false;
        return new(new(last, live?.Name, live?.Checkpoint ?? 0), live, count);
    }

    private async Task<ProjectedCollection> WithLeaseAsync(VectorSpace space, bool verify, long last, CancellationToken cancellationToken)
    {
        // Another process is at it: as a rule it is done before anybody notices.
        while (!await projections.TakeLeaseAsync(space, _lease, cancellationToken))
        {
            await Task.Delay(BetweenGlances, time, cancellationToken);
        }

        try
        {
            var live = await BroughtAsync(space, cancellationToken);
            return verify && !await IsWholeAsync(live, space, last, cancellationToken) ? await BroughtAsync(space, cancellationToken) : live;
        }
        finally
        {
            await projections.ReleaseLeaseAsync(space, _lease);
        }
    }

    /// <summary>Brings all changes over and returns the collection that is searched then.</summary>
    private async Task<ProjectedCollection> BroughtAsync(VectorSpace space, CancellationToken cancellationToken)
    {
        var all = await projections.AllAsync(space, cancellationToken);
        var replaced = all.FirstOrDefault(c => c.IsLive);
        foreach (var stale in all.Where(c => !c.IsLive && c.Space.Version != space.Version))
        {
            await DropAsync(stale, cancellationToken);
        }

        var target = all.OrderByDescending(c => c.IsLive).FirstOrDefault(c => c.Space.Version == space.Version) ?? await NotedAsync(space, cancellationToken);
        if (!target.IsLive)
        {
            await collections.CreateAsync(target.Name, space.Dimension, cancellationToken);
        }

        try
        {
            target = await FilledAsync(target, cancellationToken);
        }
        catch (QdrantException e) when (e.Status == 404)
        {
            if (await collections.ExistsAsync(target.Name, cancellationToken))
            {
                throw;
            }

            Log.Lost(logger, target.Name);
            await projections.ForgetAsync(target, cancellationToken);
            replaced = target.IsLive ? null : replaced;
            target = await NotedAsync(space, cancellationToken);
            await collections.CreateAsync(target.Name, space.Dimension, cancellationToken);
            target = await FilledAsync(target, cancellationToken);
        }

        return target.IsLive ? target : await PromotedAsync(target, replaced, cancellationToken);
    }

    private async Task<ProjectedCollection> FilledAsync(ProjectedCollection target, CancellationToken cancellationToken)
    {
        var batches = new PointBatches(target.Space, options.BatchPoints);
        while (true)
        {
            var changes = await vectors.ChangesAsync(target.Space, kind, target.Checkpoint, Page, cancellationToken);
            if (changes.Count == 0)
            {
                return target;
            }

            // First: an id that was deleted and given to a new owner is among the points to write.
            int[] deleted = [.. changes.Where(c => c.Vector is null).Select(c => c.OwnerKey)];
            if (deleted.Length > 0)
            {
                await collections.DeletePointsAsync(target.Name, deleted, cancellationToken);
            }

            foreach (var batch in batches.Of(changes))
            {
                await collections.UpsertAsync(target.Name, batch, cancellationToken);
            }

            target = await AdvancedAsync(target, changes[^1].Seq, cancellationToken);
        }
    }

    private async Task<ProjectedCollection> PromotedAsync(ProjectedCollection target, ProjectedCollection? replaced, CancellationToken cancellationToken)
    {
        if (replaced is not null)
        {
            target = await IndexedAsync(target, cancellationToken);
        }

        await collections.PointAliasAsync(QdrantNames.Alias(options.Prefix, kind, target.Space), target.Name, cancellationToken);
        await projections.PromoteAsync(target, cancellationToken);
        Log.Promoted(logger, target.Name, target.Space.Version);
        if (replaced is not null && replaced.Name != target.Name)
        {
            await DropAsync(replaced, cancellationToken);
        }

        return target with { IsLive = true };
    }

    /// <summary>Waits until searches are fast, and brings over what changed meanwhile.</summary>
    private async Task<ProjectedCollection> IndexedAsync(ProjectedCollection target, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!await collections.IsIndexedAsync(target.Name, cancellationToken) && time.GetElapsedTime(started).TotalSeconds < options.IndexingWaitSeconds)
        {
            await Task.Delay(BetweenGlances, time, cancellationToken);
            target = await AdvancedAsync(target, target.Checkpoint, cancellationToken);
        }

        return await FilledAsync(target, cancellationToken);
    }

    private async Task<ProjectedCollection> AdvancedAsync(ProjectedCollection target, long to, CancellationToken cancellationToken) =>
        await projections.AdvanceAsync(target, to, _lease, cancellationToken)
            ? target with { Checkpoint = to }
            : throw new QdrantException("Another process took over bringing changes to Qdrant, since this one was slow.");

    /// <summary>Whether the collection holds as many points as the store has vectors, and the alias points at it.</summary>
    private async Task<bool> IsWholeAsync(ProjectedCollection live, VectorSpace space, long last, CancellationToken cancellationToken)
    {
        if (!await collections.ExistsAsync(live.Name, cancellationToken))
        {
            Log.Lost(logger, live.Name);
            await projections.ForgetAsync(live, cancellationToken);
            return false;
        }

        await collections.PointAliasAsync(QdrantNames.Alias(options.Prefix, kind, space), live.Name, cancellationToken);
        var held = await collections.CountAsync(live.Name, cancellationToken);
        var stored = await vectors.CountAsync(space, kind, cancellationToken);
        if (held == stored || await vectors.LastChangeAsync(cancellationToken) != last)
        {
            return true;
        }

        Log.NotWhole(logger, live.Name, held, stored);
        await projections.DistrustAsync(live, cancellationToken);
        return false;
    }

    private async Task<ProjectedCollection> NotedAsync(VectorSpace space, CancellationToken cancellationToken)
    {
        var noted = new ProjectedCollection(QdrantNames.NewCollection(options.Prefix, kind, space), space, 0, false);
        await projections.AddAsync(noted, cancellationToken);
        return noted;
    }

    /// <summary>Deletes a collection that nothing needs; if that fails, the next run does it.</summary>
    private async Task DropAsync(ProjectedCollection collection, CancellationToken cancellationToken)
    {
        try
        {
            await collections.DeleteAsync(collection.Name, cancellationToken);
            await projections.ForgetAsync(collection, cancellationToken);
        }
        catch (QdrantException e)
        {
            Log.NotDropped(logger, collection.Name, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Information, "Qdrant's collection {Name} is complete and searched from now on (version {Version} of the space)")]
        public static partial void Promoted(ILogger logger, string name, int version);

        [LoggerMessage(21, LogLevel.Warning, "Qdrant no longer has the collection {Name}; it is made anew from the store")]
        public static partial void Lost(ILogger logger, string name);

        [LoggerMessage(22, LogLevel.Warning, "Qdrant's collection {Name} holds {Held} points where the store has {Stored} vectors; it is made anew")]
        public static partial void NotWhole(ILogger logger, string name, int held, long stored);

        [LoggerMessage(23, LogLevel.Warning, "Qdrant's collection {Name} is no longer needed, but could not be deleted yet")]
        public static partial void NotDropped(ILogger logger, string name, Exception exception);
    }
}
