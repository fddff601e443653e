using LlmRec.Catalog.Import;
using LlmRec.Embedding.Backfill;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Demo;

/// <summary>Whether a new store gets the demo catalogue. Bound from the configuration's root section.</summary>
public sealed class DemoOptions
{
    /// <summary>Load <see cref="DemoPath"/> into a store that does not exist yet. Default false; the API's development settings turn it on.</summary>
    public bool Demo { get; set; }

    /// <summary>The demo's folder; relative to the working directory or, failing that, to the program.</summary>
    public string DemoPath { get; set; } = "samples/movies";
}

/// <summary>
/// Loads the demo catalogue: only into a store that was created with it asked for, by this start or by one that was killed before the demo
/// was loaded whole. A store of one's own is never touched.
/// </summary>
public sealed partial class DemoCatalogue
{
    private const string Setting = "demo";
    private const string Loading = "loading";

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(500);

    private readonly Store _store;
    private readonly CatalogImporter _importer;
    private readonly BackfillService _backfills;
    private readonly JobStore _jobs;
    private readonly TimeProvider _time;
    private readonly DemoOptions _options;
    private readonly ILogger<DemoCatalogue> _logger;

    /// <summary>Creates the loader.</summary>
    public DemoCatalogue(
        Store store, CatalogImporter importer, BackfillService backfills, JobStore jobs, TimeProvider time, IOptions<DemoOptions> options, ILogger<DemoCatalogue> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _store = store;
        _importer = importer;
        _backfills = backfills;
        _jobs = jobs;
        _time = time;
        _options = options.Value;
        _logger = logger;
    }

    /// <summary>Notes in a store, in the transaction that creates it, that the demo belongs into it if it is asked for.</summary>
    public Task ClaimAsync(StoreSession session) => _options.Demo ? StoreSettings.WriteAsync(session, Setting, Loading) : Task.CompletedTask;

    /// <summary>Loads and embeds the demo, if it was claimed and not loaded whole yet. A worker must be running to do the backfill.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (!_options.Demo || await _store.ReadAsync(session => StoreSettings.ReadAsync(session, Setting), cancellationToken) != Loading)
        {
            return;
        }

        var folder = Find(_options.DemoPath);
        var report = await _importer.ImportAsync(
            new(Path.Combine(folder, "items.jsonl"), null, Path.Combine(folder, "interactions.csv")), null, cancellationToken);
        LogImported(_logger, report.Items.Accepted, report.Interactions.Accepted);
        await EmbedAsync(cancellationToken);
        await _store.WriteAsync(session => StoreSettings.WriteAsync(session, Setting, "loaded"), cancellationToken: cancellationToken);
    }

    private async Task EmbedAsync(CancellationToken cancellationToken)
    {
        var job = await QueueAsync(cancellationToken);
        var told = 0L;
        while (job is { IsActive: true })
        {
            await Task.Delay(ProgressInterval, _time, cancellationToken);
            job = await _jobs.GetAsync(job.Id, cancellationToken);
            if (job!.Progress.Done != told)
            {
                told = job.Progress.Done;
                LogEmbedding(_logger, told, job.Progress.Total, job.Progress.Rate);
            }
        }
    }

    /// <summary>Queues the backfill; where another start, or this one before a kill, has done so already, theirs is the one.</summary>
    private async Task<Job?> QueueAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _backfills.QueueAsync(new(), cancellationToken);
        }
        catch (JobConflictException conflict)
        {
            return conflict.Active;
        }
    }

    private static string Find(string path)
    {
        string[] candidates = [Path.GetFullPath(path), Path.Combine(AppContext.BaseDirectory, path)];
        return candidates.FirstOrDefault(Directory.Exists)
            ?? throw new ImportException($"There is no demo catalogue at {string.Join(" or ", candidates.Distinct())}. Start with LlmRec__Demo=false, or set LlmRec__DemoPath.");
    }

    [LoggerMessage(1, LogLevel.Information, "Demo: imported {Items} items and {Interactions} interactions of invented visitors")]
    private static partial void LogImported(ILogger logger, long items, long interactions);

    [LoggerMessage(2, LogLevel.Information, "Demo: embedded {Done} of {Total} ({Rate:0} a second)")]
    private static partial void LogEmbedding(ILogger logger, long done, long total, double rate);
}
