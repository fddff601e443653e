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
internal sealed class FusionTraining(ChannelRecorder recorder, TrainedFolder folder, OnnxSessions sessions, IOptions<TrainingOptions> options, TimeProvider time)
{
    /// <summary>Trains.</summary>
    /// <param name="trained">The models trained beside it.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TrainingException">There is nothing to learn from.</exception>
    public async Task<(FusionModel Model, IReadOnlyDictionary<string, IScoringModel> Members)> TrainAsync(
        IReadOnlyList<IScoringModel> trained, Snapshot snapshot, TrainingReport report, CancellationToken cancellationToken)
    {
        var progress = report.Of(ModelNames.Fusion);
        var recorded = await recorder.RecordAsync(snapshot, (done, total) => progress.Report(new(done, total, double.NaN, 0, null)), cancellationToken);
        IModelTrainer[] members = [.. trained.Select(m => new TrainedAlready(m)), .. recorded];
        var run = new TrainingRun { Seed = options.Value.Seed, Threads = options.Value.ThreadsInUse, Time = time };
        var model = await report.WhileAsync(token => (FusionModel)new FusionTrainer(members, new()).Train(snapshot.Data, run, token), cancellationToken);
        return (model, trained.Concat(recorded).ToDictionary(m => m.Name));
    }

    /// <summary>Compares.</summary>
    public ModelOutcome Compare(
        FusionModel model, string version, IReadOnlyDictionary<string, IScoringModel> members, Promotion? inUse, Snapshot snapshot, IScoringModel popular, CancellationToken cancellationToken)
    {
        using var former = FormerOf(inUse)?.Over(members, snapshot.Data);
        return ModelComparison.Judged(
            new(model.Name, version, null, inUse?.Version, null, null, null, 0, snapshot.Compared.Count, true, ""),
            snapshot.Compared, model, former, popular, snapshot, "", cancellationToken);
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
