namespace LlmRec.Learning.Models.Fusion;

/// <summary>
/// Learns on validation events how much each model's score counts, given how much is known of the user and of the item: one
/// linear layer over the members' scores under a listwise softmax (late fusion by a learned linear combination: Vogt and
/// Cottrell, Information Retrieval 1999; the loss: Cao et al., ICML 2007). Weights of scores are never negative.
/// </summary>
public sealed class FusionTrainer : IModelTrainer
{
    /// <summary>How much weights are held near 0, in lists, where lists are many.</summary>
    internal const double UsualHold = 0.3;

    // With this many lists the hold makes no difference any more.
    private const int EnoughLists = 1_500;

    private static readonly double[] Holds = [UsualHold, 3, 30];

    private readonly IReadOnlyList<IModelTrainer> _members;
    private readonly FusionOptions _options;
    private readonly ColdTraining? _cold;

    /// <param name="members">Trainers of the models to fuse.</param>
    /// <param name="options">How.</param>
    /// <param name="cold">What new items are calibrated on where they are; null for what is made of the data, and the members trained on it.</param>
    public FusionTrainer(IReadOnlyList<IModelTrainer> members, FusionOptions options, ColdTraining? cold = null)
    {
        _cold = cold;
        _members = members;
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => ModelNames.Fusion;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        TrainingChecks.Check(data);
        if (data.Validation.Count == 0)
        {
            throw new TrainingException($"'{Name}' learns from validation events, but none are held out: there are too few interactions. Use '{ModelNames.Transitions}' or '{ModelNames.Lexical}'.");
        }

        var leftOut = new Dictionary<string, string>();
        var members = TrainMembers(_members, data, run, leftOut, cancellationToken);
        var context = Context.Of(data);
        var lists = CandidateList.Of(members, Sampled(data.Validation, _options.MostEvents, run.Seed), data.ItemCount, _options.Pool, run.Threads, cancellationToken);
        SetUnits(members, lists);
        var loss = new ListwiseLoss(members, context, lists, Hold(members, context, lists, run.Threads, cancellationToken), run.Threads);
        var weights = loss.Minimise(cancellationToken);
        var newItems = _options.CalibrateNewItems ? Calibrate(data, run, weights, cancellationToken) : null;
        var boost = _options.NewItemBoost ?? newItems?.Chosen ?? 0;
        return new FusionModel(members, weights, context, boost, Explain(members, weights, loss.Lists, leftOut, newItems is null ? null : newItems with { Chosen = boost }));
    }

    private static List<FusionMember> TrainMembers(IReadOnlyList<IModelTrainer> trainers, TrainingData data, TrainingRun run, Dictionary<string, string> leftOut, CancellationToken cancellationToken)
    {
        var members = new List<FusionMember>();
        foreach (var trainer in trainers)
        {
            try
            {
                members.Add(new(trainer.Train(data, run, cancellationToken), ModelNames.GivesLogits(trainer.Name)));
            }
            catch (TrainingException e)
            {
                leftOut[trainer.Name] = e.Message;
            }
        }

        return members.Count > 0 ? members : throw new TrainingException($"None of the models that '{ModelNames.Fusion}' fuses can be trained: {string.Join(" ", leftOut.Values)}");
    }

    private static List<(HeldOut Event, float Weight)> Sampled(IReadOnlyList<HeldOut> events, int most, int seed)
    {
        HeldOut[] all = [.. events];
        new Random(seed).Shuffle(all);
        return [.. all.Take(most).Select(e => (e, 1f))];
    }

    /// <summary>Measures each member's unit of strength.</summary>
    internal static void SetUnits(IReadOnlyList<MemberScale> members, CandidateList[] lists)
    {
        for (var m = 0; m < members.Count; m++)
        {
            var mean = lists.Average(l => l.Best[m]);
            members[m].Unit = mean > 0 ? mean : 1;
        }
    }

    /// <summary>Where lists are few, how much the weights are held is chosen by what half of them says of the other half.</summary>
    private static double Hold(List<FusionMember> members, Context context, CandidateList[] lists, int threads, CancellationToken cancellationToken)
    {
        var telling = lists.Where(l => l.Target >= 0).ToArray();
        if (telling.Length is 0 or > EnoughLists)
        {
            return UsualHold;
        }

        // A user's lists lie together before they are shuffled; what little leaks between halves is the same for every choice.
        var halves = telling.Index().GroupBy(l => l.Index % 2, l => l.Item).Select(g => g.ToArray()).ToArray();
        return halves.Length < 2 ? Holds[^1] : Holds.MinBy(hold => Enumerable.Range(0, 2).Sum(h =>
        {
            var weights = new ListwiseLoss(members, context, halves[h], hold, threads).Minimise(cancellationToken);
            return new ListwiseLoss(members, context, halves[1 - h], 0, threads).Of(weights.Values, new double[weights.Values.Length]) * halves[1 - h].Length;
        }));
    }

    private NewItemCalibration? Calibrate(TrainingData data, TrainingRun run, FusionWeights weights, CancellationToken cancellationToken)
    {
        var (inner, trainers) = _cold ?? new(ColdInside.Of(data, _options.ColdShare, run.Seed), _members);
        if (inner.Cold.Count == 0 || inner.Warm.Count == 0)
        {
            return null;
        }

        var members = TrainMembers(trainers, inner.Data, run, [], cancellationToken);
        try
        {
            return members.Count * FusionMember.Features == weights.Features
                ? NewItemCurve.Fit(members, inner, weights, _options, run, cancellationToken)
                : null;
        }
        finally
        {
            members.ForEach(m => m.Model.Dispose());
        }
    }

    private static FusionExplanation Explain(
        List<FusionMember> members, FusionWeights weights, int lists, Dictionary<string, string> leftOut, NewItemCalibration? newItems)
    {
        var circumstances = from user in Context.Users.Index() from item in Context.Items.Index() select (user, item);
        return new(
            lists,
            members.Index().ToDictionary(m => m.Item.Model.Name, m => (IReadOnlyDictionary<string, double>)circumstances.ToDictionary(
                c => $"{c.user.Item}, {c.item.Item}",
                c => Math.Round(Enumerable.Range(0, FusionMember.Features).Sum(f => FusionWeights.Of(weights.Values, (m.Index * FusionMember.Features) + f, c.user.Index, c.item.Index)), 3))),
            Context.Facts.Index().ToDictionary(f => f.Item, f => Math.Round(weights.Values[weights.FactAt(f.Index)], 3)),
            leftOut,
            newItems);
    }
}
