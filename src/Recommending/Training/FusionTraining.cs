using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Fusion;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;
using LlmRec.Recommending.Trained;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Training;

/// <summary>
/// Learns how much each channel's score counts, trained ones and live ones, on the likes held out to choose by. Compared is
/// with the weights in use, over the same channels: the models behind them are compared by themselves.
/// </summary>
internal sealed class FusionTraining(
    ChannelRecorder recorder, ModelComparison comparison, TrainedFolder folder, OnnxSessions sessions, IOptions<TrainingOptions> options, TimeProvider time)
{
    /// <summary>Trains.</summary>
    /// <param name="trained">The models trained beside it.</param>
    /// <param name="trainers">What trained them.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TrainingException">There is nothing to learn from.</exception>
    public async Task<(FusionModel Model, IReadOnlyDictionary<string, IScoringModel> Members)> TrainAsync(
        IReadOnlyList<IScoringModel> trained, IReadOnlyDictionary<string, IModelTrainer> trainers, Snapshot snapshot, TrainingReport report, CancellationToken cancellationToken)
    {
        var progress = report.Of(ModelNames.Fusion);
        Task<IReadOnlyList<RecordedModel>> RecordAsync(TrainingData data, IEnumerable<(int[], double[])> asked) =>
            recorder.RecordAsync(data, snapshot.About, [.. asked], (done, total) => progress.Report(new(done, total, double.NaN, 0, null)), cancellationToken);
        var recorded = await RecordAsync(snapshot.Data, snapshot.Chosen.Concat(snapshot.Compared).Select(l => (l.History, l.Times)));
        IModelTrainer[] members = [.. trained.Select(m => new TrainedAlready(m)), .. recorded];
        var how = new FusionOptions { CalibrateNewItems = options.Value.CalibrateNewItems };
        ColdTraining? cold = null;
        if (how.CalibrateNewItems)
        {
            // What live channels would say of new items must be asked of channels that know nothing of them.
            var inside = ColdInside.Of(snapshot.Data, how.ColdShare, options.Value.Seed);
            cold = new(inside, [.. trained.Select(m => trainers[m.Name]), .. await RecordAsync(inside.Data, Asked(snapshot, inside))]);
        }

        var run = new TrainingRun { Seed = options.Value.Seed, Threads = options.Value.ThreadsInUse, Time = time, Progress = progress };
        var model = await report.WhileAsync(token => (FusionModel)new FusionTrainer(members, how, cold).Train(snapshot.Data, run, token), cancellationToken);
        return (model, trained.Concat(recorded).ToDictionary(m => m.Name));
    }

    /// <summary>Compares.</summary>
    public ModelOutcome Compare(
        FusionModel model, string version, IReadOnlyDictionary<string, IScoringModel> members, Promotion? inUse, Snapshot snapshot, IScoringModel popular, CancellationToken cancellationToken)
    {
        using var former = FormerOf(inUse)?.Over(members, snapshot.Data);
        var outcome = comparison.Judged(
            new(model.Name, version, null, inUse?.Version, null, null, null, 0, snapshot.Compared.Count, true, ""),
            snapshot.Compared, model, former, popular, snapshot, "", cancellationToken);
        return options.Value.CalibrateNewItems && model.Learned.NewItems is null
            ? outcome with { Verdict = $"{outcome.Verdict}; new items could not be calibrated: too little is held out, so they are not favoured" }
            : outcome;
    }

    /// <summary>The histories and times of the likes that a calibration is made on: its events, in the order of the likes they were made of.</summary>
    private static IEnumerable<(int[] History, double[] Times)> Asked(Snapshot snapshot, ColdInside inside)
    {
        var (cold, warm) = (new Queue<HeldOut>(inside.Cold), new Queue<HeldOut>(inside.Warm));
        foreach (var like in snapshot.Chosen)
        {
            double[] times = [.. like.Times.Where((_, i) => !inside.Items.Contains(like.History[i]))];
            if (times.Length > 0)
            {
                yield return ((inside.Items.Contains(like.Target) ? cold : warm).Dequeue().History, times);
            }
        }
    }

    private LearnedFusion? FormerOf(Promotion? inUse)
    {
        try
        {
            return inUse is null ? null : (LearnedFusion)ModelFolder.Open(folder.Of(inUse.Model, inUse.Version), inUse.Sha256).Load(sessions);
        }
        catch (SavedModelException)
        {
            return null;
        }
    }
}
