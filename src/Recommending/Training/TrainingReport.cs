using System.Text.Json;
using LlmRec.Learning.Models;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;

namespace LlmRec.Recommending.Training;

/// <summary>Makes the reports of trainings.</summary>
internal sealed class TrainingReports(Store store, TimeProvider time)
{
    /// <summary>The report of one.</summary>
    public TrainingReport For(JobLease lease) => new(lease, store, time);
}

/// <summary>How far a training is, in the job's row: of the model under way steps, and as detail its loss, tokens a second and validation score.</summary>
internal sealed class TrainingReport(JobLease lease, Store store, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private volatile TrainingDetail _detail = new("starting", 0, 0, null, null, null, null);

    /// <summary>Hears how far a model is.</summary>
    public IProgress<TrainingProgress> Of(string model) => new Listener(this, model);

    /// <summary>Says what is being done.</summary>
    public Task SaysAsync(string what)
    {
        _detail = new(what, 0, 0, null, null, null, null);
        return TellAsync();
    }

    /// <summary>Says what came of it all.</summary>
    public Task ResultAsync(TrainingResult result) => store.WriteAsync(session => lease.ReportAsync(
        session,
        new JobProgress(result.Models.Count, result.Models.Count, 0, 0, new Dictionary<string, long>()) { Detail = JsonSerializer.SerializeToElement(result, JsonSerializerOptions.Web) },
        null));

    /// <summary>Runs work that computes, beside the caller, and tells how far it is meanwhile.</summary>
    public async Task<T> WhileAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.Run(() => work(stop.Token), CancellationToken.None);
        try
        {
            while (await Task.WhenAny(running, Task.Delay(Interval, time, CancellationToken.None)) != running)
            {
                await TellAsync();
            }

            return await running;
        }
        catch
        {
            // The hold on the job may be gone: the work must end before anyone else begins it.
            await stop.CancelAsync();
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private Task TellAsync()
    {
        var detail = _detail;
        return store.WriteAsync(session => lease.ReportAsync(
            session,
            new JobProgress(detail.Steps, detail.Step, 0, detail.StepsPerSecond ?? 0, new Dictionary<string, long>()) { Detail = JsonSerializer.SerializeToElement(detail, JsonSerializerOptions.Web) },
            detail.Doing));
    }

    private sealed class Listener(TrainingReport report, string model) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report._detail = new(
            $"training {model}",
            value.Step,
            value.Steps,
            value.Eta is { TotalSeconds: > 0 } eta ? Math.Round((value.Steps - value.Step) / eta.TotalSeconds, 2) : null,
            double.IsFinite(value.Loss) ? Math.Round(value.Loss, 5) : null,
            value.TokensPerSecond > 0 ? Math.Round(value.TokensPerSecond) : null,
            value.Validation is { } validation ? Math.Round(validation, 5) : null);
    }
}

/// <summary>How far a training is.</summary>
/// <param name="Doing">What is being done.</param>
/// <param name="Step">Steps of the model under way.</param>
/// <param name="Steps">Its steps in all, at most.</param>
/// <param name="StepsPerSecond">Steps a second of late; null when unknown.</param>
/// <param name="Loss">Mean loss of late; null where the model has none.</param>
/// <param name="TokensPerSecond">Events a second of late; null when unknown.</param>
/// <param name="Validation">NDCG@10 on the likes held out to choose by; null when there is none yet.</param>
public sealed record TrainingDetail(string Doing, long Step, long Steps, double? StepsPerSecond, double? Loss, double? TokensPerSecond, double? Validation);
