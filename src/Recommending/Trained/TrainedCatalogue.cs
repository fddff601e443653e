using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Fusion;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;
using LlmRec.Recommending.Training;

namespace LlmRec.Recommending.Trained;

/// <summary>A version of a trained model, as people look at it.</summary>
/// <param name="Kind">Always <c>trained</c>.</param>
/// <param name="Name">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="Path">Its folder.</param>
/// <param name="InUse">Whether it is the one in use.</param>
/// <param name="PromotedAt">When it was put into use, last; null when never, or not kept any more.</param>
/// <param name="CreatedAt">When it was trained; null when the folder can't be read.</param>
/// <param name="Items">Items it knows.</param>
/// <param name="Ok">Whether its files are what its manifest says.</param>
/// <param name="Fault">Why not.</param>
public sealed record TrainedVersion(
    string Kind, string Name, string Version, string Path, bool InUse, DateTimeOffset? PromotedAt, DateTimeOffset? CreatedAt, int? Items, bool Ok, string? Fault)
{
    /// <summary>Milliseconds to load it and score one history; null when that was not tried.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>Of a fusion, how much it favours new items, and what that does; null where that was not calibrated.</summary>
    public NewItemCalibration? NewItemBoost { get; init; }
}

/// <summary>The trained models that are there, in use or not.</summary>
public sealed class TrainedCatalogue
{
    private static readonly int[] FirstItem = [0];

    private readonly TrainedFolder _folder;
    private readonly Promotions _promotions;
    private readonly OnnxSessions _sessions;
    private readonly TimeProvider _time;

    /// <summary>Creates the view.</summary>
    public TrainedCatalogue(TrainedFolder folder, Promotions promotions, OnnxSessions sessions, TimeProvider time) =>
        (_folder, _promotions, _sessions, _time) = (folder, promotions, sessions, time);

    /// <summary>All versions, those in use first of their model.</summary>
    public async Task<IReadOnlyList<TrainedVersion>> ListAsync(CancellationToken cancellationToken = default)
    {
        var promoted = await _promotions.AllAsync(cancellationToken);
        return [.. TrainingRequest.Known.SelectMany(model => promoted[model].Select(p => p.Version)
            // A version that was promoted and is gone is told, not passed over.
            .Union(_folder.Versions(model))
            .Select(version => Describe(model, version, [.. promoted[model]])))];
    }

    /// <summary>Loads every model in use and runs it once.</summary>
    public async Task<IReadOnlyList<TrainedVersion>> CheckAsync(CancellationToken cancellationToken = default) =>
        [.. (await ListAsync(cancellationToken)).Where(v => v.InUse).Select(v => v.Ok ? Tried(v, cancellationToken) : v)];

    /// <summary>Takes the version in use of a model out of use: the one before it is in use again, or none.</summary>
    /// <exception cref="SavedModelException">None is in use, or the one before can't be used.</exception>
    public async Task<(Promotion Was, Promotion? Now)> RollBackAsync(string model, CancellationToken cancellationToken = default)
    {
        var stack = (await _promotions.AllAsync(cancellationToken))[model].ToList();
        if (stack.Count == 0)
        {
            throw new SavedModelException($"No trained '{model}' is in use: there is nothing to go back from.");
        }

        if (stack.Count > 1)
        {
            // What is broken must not come into use; whoever wants none in use deletes its folder and trains again.
            ModelFolder.Open(_folder.Of(model, stack[1].Version), stack[1].Sha256);
        }

        var (was, now) = await _promotions.RollBackAsync(model, cancellationToken);
        return (was ?? stack[0], now);
    }

    private TrainedVersion Describe(string model, string version, Promotion[] promoted)
    {
        var promotion = promoted.FirstOrDefault(p => p.Version == version);
        var described = new TrainedVersion(
            "trained", model, version, _folder.Of(model, version), promoted is [var inUse, ..] && inUse.Version == version, promotion?.PromotedAt, null, null, true, null);
        try
        {
            var folder = ModelFolder.Open(described.Path, promotion?.Sha256);
            return described with
            {
                CreatedAt = folder.Manifest.CreatedAt,
                Items = folder.Manifest.Items,
                NewItemBoost = model == ModelNames.Fusion ? (folder.Load(_sessions) as LearnedFusion)?.NewItems : null,
            };
        }
        catch (SavedModelException e)
        {
            return described with { Ok = false, Fault = e.Message };
        }
    }

    private TrainedVersion Tried(TrainedVersion version, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        try
        {
            var loaded = ModelFolder.Open(version.Path).Load(_sessions);
            if (loaded is IScoringModel model)
            {
                using (model)
                {
                    model.Score([FirstItem], new float[version.Items!.Value], cancellationToken);
                }
            }

            return version with { Milliseconds = Math.Round(_time.GetElapsedTime(started).TotalMilliseconds, 1) };
        }
        catch (SavedModelException e)
        {
            return version with { Ok = false, Fault = e.Message };
        }
    }
}
