namespace LlmRec.Learning.Models;

/// <summary>Chooses a setting by how well it ranks the validation events, and only by these.</summary>
internal static class HeldOutChoice
{
    /// <summary>Events that are enough to tell settings apart: the standard error of NDCG@10 is below .003 there.</summary>
    public const int MostEvents = 4_000;

    /// <summary>The setting whose model has the highest NDCG@10 on the validation events; the first of equals.</summary>
    /// <param name="choices">The settings.</param>
    /// <param name="fallback">What is taken where there is no validation event.</param>
    /// <param name="model">Makes the model of a setting; disposed after use.</param>
    /// <param name="data">Holds the validation events.</param>
    /// <param name="run">Its seed chooses the events where there are more than <see cref="MostEvents"/>; its threads score.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static T Best<T>(
        IReadOnlyList<T> choices, T fallback, Func<T, IScoringModel> model, TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        var events = Sample(data.Validation, run.Seed);
        if (events.Length == 0)
        {
            return fallback;
        }

        var best = (Choice: fallback, Ndcg: double.NegativeInfinity);
        foreach (var choice in choices)
        {
            using var candidate = model(choice);
            var ndcg = Ndcg(candidate, events, data.ItemCount, run.Threads, cancellationToken);
            best = ndcg > best.Ndcg ? (choice, ndcg) : best;
        }

        return best.Choice;
    }

    /// <summary>Mean NDCG@10 of a model over events; items of the history don't compete, ties count against the model.</summary>
    public static double Ndcg(IScoringModel model, IReadOnlyList<HeldOut> events, int items, int threads, CancellationToken cancellationToken) =>
        HeldOutGains.Of(model, events, items, threads, cancellationToken).Average();

    private static HeldOut[] Sample(IReadOnlyList<HeldOut> events, int seed)
    {
        HeldOut[] all = [.. events];
        if (all.Length > MostEvents)
        {
            new Random(seed).Shuffle(all);
        }

        return all[..Math.Min(all.Length, MostEvents)];
    }
}
