using System.Globalization;
using System.Text.Json;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Fusion;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;
using LlmRec.Recommending.Trained;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Training;

/// <summary>
/// Trains models on a snapshot of the store, compares each with the one in use (the first with plain popularity), and puts
/// those that are not worse into use, all at once. A kill at any moment loses at most what was trained since the last checkpoint.
/// </summary>
internal sealed partial class TrainingHandler(
    TrainingWork work,
    TrainedFolder folder,
    Promotions promotions,
    ModelComparison comparison,
    FusionTraining fusions,
    DialogueTraining dialogues,
    OnnxSessions sessions,
    JobStore jobs,
    TrainingReports reports,
    IOptions<TrainingOptions> options,
    TimeProvider time,
    ILogger<TrainingHandler> logger) : IJobHandler
{
    public string Kind => TrainingService.Kind;

    public async Task RunAsync(JobLease lease, CancellationToken cancellationToken)
    {
        try
        {
            await TrainAsync(lease, cancellationToken);
            work.Delete();
        }
        catch (OperationCanceledException)
        {
            // Stopped, it goes on from here; cancelled, it never will.
            if (await jobs.GetAsync(lease.Job.Id, CancellationToken.None) is { CancelRequested: true })
            {
                work.Delete();
            }

            throw;
        }
        catch (Exception e) when (e is TrainingException or SavedModelException)
        {
            throw new JobFailedException(e.Message, e);
        }
    }

    private async Task TrainAsync(JobLease lease, CancellationToken cancellationToken)
    {
        var request = lease.Job.Parameters.Deserialize<TrainingRequest>(JsonSerializerOptions.Web)!;
        var started = time.GetTimestamp();
        var report = reports.For(lease);
        await report.SaysAsync("reading the store");
        var snapshot = await work.SnapshotAsync(lease.Job.Id, cancellationToken);
        var version = string.Create(CultureInfo.InvariantCulture, $"{lease.Job.CreatedAt:yyyyMMdd-HHmmss}-{lease.Job.Id[^6..]}");
        var trainers = ModelTrainers.All(sessions, options.Value.Sequence, options.Value.Ease, options.Value.TextAdapter);
        var trained = new List<(IScoringModel Model, ModelFolder Folder)>();
        var faults = new Dictionary<string, string>();

        // One model that the data is not enough for is no reason to train none.
        async Task UnlessDataForbidsAsync(string name, Func<Task> train)
        {
            try
            {
                await train();
            }
            catch (TrainingException e) when (!e.IsOfDisk)
            {
                faults[name] = e.Message;
            }
        }

        try
        {
            foreach (var name in request.InOrder().Where(trainers.ContainsKey))
            {
                await UnlessDataForbidsAsync(name, async () => trained.Add(await OneAsync(trainers[name], version, snapshot, report, cancellationToken)));
            }

            (FusionModel Model, IReadOnlyDictionary<string, IScoringModel> Members)? fused = null;
            if (request.InOrder().Contains(ModelNames.Fusion))
            {
                await UnlessDataForbidsAsync(ModelNames.Fusion, async () => fused = await fusions.TrainAsync([.. trained.Select(t => t.Model)], trainers, snapshot, report, cancellationToken));
            }

            (ModelFolder Folder, DialoguesRead Read)? taught = null;
            if (request.InOrder().Contains(ModelNames.Dialogue))
            {
                await UnlessDataForbidsAsync(ModelNames.Dialogue, async () => taught = await DialogueAsync(version, snapshot, report, cancellationToken));
            }

            if (trained.Count == 0 && taught is null)
            {
                throw new TrainingException(faults.Values.First());
            }

            await report.SaysAsync("comparing");
            var inUse = await promotions.AllAsync(cancellationToken);
            using var popular = trained.Count == 0 ? null : trainers[ModelNames.Popular].Train(snapshot.Data, new() { Threads = options.Value.ThreadsInUse }, cancellationToken);
            var outcomes = new List<ModelOutcome>();
            foreach (var (model, _) in trained)
            {
                var current = inUse[model.Name].FirstOrDefault(p => p.Version != version);
                outcomes.Add(await comparison.CompareAsync(model, version, current, snapshot, popular!, cancellationToken));
            }

            if (fused is var (fusion, members))
            {
                outcomes.Add(fusions.Compare(fusion, version, members, inUse[fusion.Name].FirstOrDefault(p => p.Version != version), snapshot, popular!, cancellationToken));
                trained.Add((fusion, Saved(fusion.Name, fusion.Learned, version, snapshot)));
            }

            if (taught is var (dialogue, read))
            {
                outcomes.Add(await dialogues.CompareAsync(dialogue, read, inUse[ModelNames.Dialogue].FirstOrDefault(p => p.Version != version), cancellationToken));
            }

            if (!request.Promote)
            {
                outcomes = [.. outcomes.Select(o => o with { Promoted = false, Verdict = $"{o.Verdict}; not to be promoted, as asked" })];
            }

            await PromoteAsync(outcomes, [.. trained.Select(t => t.Folder), .. taught is { } last ? [last.Folder] : Array.Empty<ModelFolder>()], cancellationToken);
            await report.ResultAsync(new TrainingResult(
                snapshot.Data.Histories.Count,
                snapshot.Data.ItemCount,
                snapshot.Data.Histories.Sum(h => (long)h.Length),
                snapshot.About.HeldOutBy,
                Math.Round(time.GetElapsedTime(started).TotalSeconds, 1),
                [.. outcomes, .. faults.Select(f => new ModelOutcome(f.Key, version, null, null, null, null, null, 0, 0, false, $"can't be trained: {f.Value}"))],
                fused?.Model.Learned.NewItems));
        }
        finally
        {
            trained.ForEach(t => t.Model.Dispose());
        }
    }

    /// <summary>Trains one model and keeps it; one that was trained before an interruption is read back.</summary>
    private async Task<(IScoringModel Model, ModelFolder Folder)> OneAsync(
        IModelTrainer trainer, string version, Snapshot snapshot, TrainingReport report, CancellationToken cancellationToken)
    {
        var place = folder.Of(trainer.Name, version);
        if (Directory.Exists(place))
        {
            var there = ModelFolder.Open(place);
            return ((IScoringModel)there.Load(sessions), there);
        }

        var run = new TrainingRun
        {
            Seed = options.Value.Seed,
            Threads = options.Value.ThreadsInUse,
            Progress = report.Of(trainer.Name),
            CheckpointFolder = work.CheckpointsOf(trainer.Name),
            CheckpointEvery = TimeSpan.FromSeconds(options.Value.CheckpointSeconds),
            Time = time,
        };
        IScoringModel model;
        try
        {
            model = await report.WhileAsync(token => trainer.Train(snapshot.Data, run, token), cancellationToken);
        }
        catch (TrainingException e) when (e.IsOfCheckpoint)
        {
            LogCheckpoint(logger, trainer.Name, e.Message);
            work.DeleteCheckpoints(trainer.Name);
            model = await report.WhileAsync(token => trainer.Train(snapshot.Data, run, token), cancellationToken);
        }

        return (model, Saved(trainer.Name, (ISavable)model, version, snapshot));
    }

    /// <summary>Learns from conversations and keeps what was learned. It takes seconds: what a kill interrupts begins anew.</summary>
    private async Task<(ModelFolder Folder, DialoguesRead Read)> DialogueAsync(string version, Snapshot snapshot, TrainingReport report, CancellationToken cancellationToken)
    {
        await report.SaysAsync("reading conversations");
        var read = await dialogues.ReadAsync(snapshot, cancellationToken);
        if (folder.Of(ModelNames.Dialogue, version) is var place && Directory.Exists(place))
        {
            return (ModelFolder.Open(place), read);
        }

        using var model = await dialogues.TrainAsync(read, snapshot, report, cancellationToken);
        return (Saved(model.Name, model, version, snapshot), read);
    }

    private ModelFolder Saved(string name, ISavable model, string version, Snapshot snapshot) =>
        ModelFolder.Save(folder.Of(name), ManifestOf(name, version, snapshot), model, snapshot.About.ItemIds, ArraysOf(snapshot));

    private ModelManifest ManifestOf(string model, string version, Snapshot snapshot) => new()
    {
        Model = model,
        Version = version,
        CreatedAt = time.GetUtcNow(),
        Items = snapshot.Data.ItemCount,
        Facts = new Dictionary<string, string>
        {
            [ServedModel.Space] = snapshot.About.Space ?? "",
            [ModelComparison.Interactions] = snapshot.About.Point.Interactions.ToString(CultureInfo.InvariantCulture),
            ["held out by"] = snapshot.About.HeldOutBy,
            ["users"] = snapshot.Data.Histories.Count.ToString(CultureInfo.InvariantCulture),
            ["likes"] = snapshot.Data.Histories.Sum(h => (long)h.Length).ToString(CultureInfo.InvariantCulture),
            ["seed"] = options.Value.Seed.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static Dictionary<string, float[]> ArraysOf(Snapshot snapshot) => new()
    {
        [ServedModel.TextMean] = snapshot.TextMean ?? [],
        [ServedModel.QueryMean] = snapshot.QueryMean ?? [],
        [ModelComparison.HeldOut] = SnapshotFile.Bits<long>([.. snapshot.Chosen.Concat(snapshot.Compared).Select(h => h.Mark).Order()]),
    };

    private async Task PromoteAsync(List<ModelOutcome> outcomes, IReadOnlyList<ModelFolder> folders, CancellationToken cancellationToken)
    {
        var promoted = outcomes.Zip(folders).Where(p => p.First.Promoted).Select(p => (p.First.Model, p.First.Version, p.Second.Sha256)).ToList();
        if (promoted.Count > 0)
        {
            await promotions.PromoteAsync(promoted, options.Value.KeepVersions, cancellationToken);
        }

        var inUse = await promotions.AllAsync(cancellationToken);
        foreach (var outcome in outcomes)
        {
            folder.CleanUp(outcome.Model, [.. inUse[outcome.Model].Select(p => p.Version)]);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The training of {Model} begins anew: {Reason}")]
    private static partial void LogCheckpoint(ILogger logger, string model, string reason);
}
