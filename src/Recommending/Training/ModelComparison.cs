using System.Globalization;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Trained;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Training;

/// <summary>
/// Compares a new model with the one in use, on likes that neither was trained on: those that this training held out and
/// that either came after the other's snapshot, or were held out there too. The one in use answers as it serves: items
/// that came after its training by their text, or not at all.
/// </summary>
internal sealed class ModelComparison(TrainedFolder folder, OnnxSessions sessions, ItemFollower follower, ItemTable items, LateItems late, IOptions<TrainingOptions> options)
{
    /// <summary>The name under which a model keeps which likes it was not trained on.</summary>
    public const string HeldOut = "held out";

    /// <summary>The fact that says up to which change a model's snapshot reached.</summary>
    public const string Interactions = "interactions";

    /// <summary>Compares.</summary>
    /// <param name="model">The new model.</param>
    /// <param name="version">Its version.</param>
    /// <param name="inUse">The one in use; null for none.</param>
    /// <param name="snapshot">The training's snapshot.</param>
    /// <param name="popular">Plain popularity, for scale.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<ModelOutcome> CompareAsync(
        IScoringModel model, string version, Promotion? inUse, Snapshot snapshot, IScoringModel popular, CancellationToken cancellationToken)
    {
        var (served, fault) = await InUseAsync(inUse, cancellationToken);
        using (served)
        {
            var likes = served is null ? snapshot.Compared : Fair(snapshot.Compared, served);
            var outcome = new ModelOutcome(model.Name, version, null, inUse?.Version, null, null, null, 0, likes.Count, true, "");
            using var aligned = served is null ? null : new AlignedModel(served, items.KeysOf(snapshot.About.ItemIds));
            return Judged(outcome, likes, model, aligned, popular, snapshot, fault, cancellationToken);
        }
    }

    /// <summary>Judges a model on likes.</summary>
    /// <param name="outcome">What is known before.</param>
    /// <param name="likes">Likes that neither was trained on.</param>
    /// <param name="model">The new model.</param>
    /// <param name="former">The one in use; null for none.</param>
    /// <param name="popular">Plain popularity, for scale.</param>
    /// <param name="snapshot">Whose numbers the models speak.</param>
    /// <param name="remark">What else is to be said of the one in use.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public ModelOutcome Judged(
        ModelOutcome outcome, IReadOnlyList<HeldOutLike> likes, IScoringModel model, IScoringModel? former, IScoringModel popular, Snapshot snapshot, string? remark, CancellationToken cancellationToken)
    {
        if (likes.Count == 0)
        {
            return outcome with { Verdict = $"there is no held-out like to compare on{(former is null ? "" : " that neither was trained on")}{remark}" };
        }

        var own = ByUser(model, likes, snapshot, cancellationToken);
        var ofPopular = ByUser(popular, likes, snapshot, cancellationToken);
        outcome = outcome with { Ndcg = Rounded(own.Average()), NdcgPopular = Rounded(ofPopular.Average()), Users = own.Length };
        if (former is null)
        {
            // One user tells nothing of chance.
            return Difference(own, ofPopular) is (var gain, { } deviation) && gain < -deviation
                ? outcome with { Promoted = false, StandardError = Rounded(deviation), Verdict = $"none was in use{remark}, but it is {Worse("plain popularity", gain, deviation)}" }
                : outcome with { Verdict = $"none was in use{remark}" };
        }

        var other = ByUser(former, likes, snapshot, cancellationToken);
        var (mean, error) = Difference(own, other);
        outcome = outcome with { NdcgInUse = Rounded(other.Average()), StandardError = error is { } e ? Rounded(e) : null };
        // Two trainings on much the same data differ by chance; one standard error is what that does.
        return mean >= -(error ?? 0)
            ? outcome with { Verdict = "not worse than the one in use" }
            : outcome with { Promoted = false, Verdict = Worse("the one in use", mean, error ?? 0) };
    }

    internal static string Worse(string than, double mean, double error) =>
        string.Create(CultureInfo.InvariantCulture, $"worse than {than} by {-mean:0.0000}, more than a standard error ({error:0.0000})");

    /// <summary>The model in use, as it serves; null where there is none, with what is to be said of one that can't be used.</summary>
    internal async Task<(ServedModel? Model, string? Fault)> InUseAsync(Promotion? inUse, CancellationToken cancellationToken)
    {
        if (inUse is null)
        {
            return (null, null);
        }

        await follower.FollowAsync(cancellationToken);
        try
        {
            var model = ServedModel.Load(ModelFolder.Open(folder.Of(inUse.Model, inUse.Version), inUse.Sha256), sessions, items);
            if (await late.ExtendAsync(model, cancellationToken) is { } larger)
            {
                model.Dispose();
                model = larger;
            }

            return (model, null);
        }
        catch (SavedModelException e)
        {
            return (null, $" that could be used: {e.Message}");
        }
    }

    private static IReadOnlyList<HeldOutLike> Fair(IReadOnlyList<HeldOutLike> likes, ServedModel served)
    {
        var until = long.Parse(served.Manifest.Facts[Interactions], CultureInfo.InvariantCulture);
        var heldOut = SnapshotFile.Values<long>(served.Arrays[HeldOut]).ToHashSet();
        return [.. likes.Where(l => l.Seq > until || heldOut.Contains(l.Mark))];
    }

    /// <summary>NDCG@10 of each user: whoever has many held-out likes must not outweigh the others.</summary>
    private double[] ByUser(IScoringModel model, IReadOnlyList<HeldOutLike> likes, Snapshot snapshot, CancellationToken cancellationToken)
    {
        var gains = HeldOutGains.Of(model, [.. likes.Select(l => new HeldOut(l.History, l.Target))], snapshot.Data.ItemCount, options.Value.ThreadsInUse, cancellationToken);
        return [.. likes.Zip(gains, (l, gain) => (l.User, gain)).GroupBy(g => g.User).OrderBy(g => g.Key).Select(g => g.Average(x => x.gain))];
    }

    /// <summary>The mean difference, and its standard error where there are two users or more.</summary>
    internal static (double Mean, double? Error) Difference(double[] own, double[] other)
    {
        var values = own.Zip(other, (a, b) => a - b).ToArray();
        var mean = values.Average();
        return (mean, values.Length < 2 ? null : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length));
    }

    internal static double Rounded(double value) => Math.Round(value, 5);
}
