using LlmRec.Agents.Explaining;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Users;
using LlmRec.Embedding.Backfill;
using LlmRec.Evaluation.Datasets;
using LlmRec.Language;
using LlmRec.Recommending;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Storage.Jobs;

namespace LlmRec.Evaluation.Explanations;

/// <summary>Explains what the whole service recommends on a data folder, in a store of its own, and measures the words.</summary>
/// <param name="importer">Fills the store.</param>
/// <param name="backfills">Queues the embedding.</param>
/// <param name="jobs">Works on it.</param>
/// <param name="projections">Follow the store.</param>
/// <param name="items">The catalogue.</param>
/// <param name="users">The users.</param>
/// <param name="recommender">Recommends.</param>
/// <param name="explainer">Explains.</param>
/// <param name="language">The model that words, or none.</param>
/// <param name="time">The clock.</param>
public sealed class ExplanationEvaluator(
    CatalogImporter importer,
    BackfillService backfills,
    JobRunner jobs,
    Projections projections,
    ItemTable items,
    UserStore users,
    Recommender recommender,
    Explainer explainer,
    ConfiguredLanguage language,
    TimeProvider time)
{
    private const int ItemsOfAList = 10;
    private const int MostEmptyLists = 100;

    /// <summary>Explains and measures.</summary>
    /// <param name="folder">A data folder: <c>items.jsonl</c>, and <c>interactions.csv</c> where there is one.</param>
    /// <param name="n">How many explanations, 1 or more.</param>
    /// <param name="seed">Chooses users, likes and wishes.</param>
    /// <param name="tell">Told what is being done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EvaluationException">The folder can't be used.</exception>
    public async Task<ExplanationRun> RunAsync(string folder, int n, int seed, Action<string> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tell);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        tell("importing the dataset");
        await ImportAsync(folder, cancellationToken);
        tell("embedding item texts");
        await backfills.QueueAsync(new("items"), cancellationToken);
        await jobs.RunNextAsync(cancellationToken);
        await projections.FollowAsync(cancellationToken);
        tell("explaining");
        var started = time.GetTimestamp();
        var lists = await ListsAsync(new(items, await UserIdsAsync(cancellationToken), seed), n, tell, cancellationToken);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), seed, ExplanationMeasures.Of(lists, language.Version, seconds), [.. lists.SelectMany(l => l)]);
    }

    private async Task ImportAsync(string folder, CancellationToken cancellationToken)
    {
        var interactions = DataFolder.TryFind(folder, "interactions.csv");
        var order = interactions is not null && await DataFolder.TimeKindAsync(interactions, cancellationToken) == TimeKind.OrderIndex;
        await importer.ImportAsync(new(DataFolder.Find(folder, "items.jsonl"), null, interactions, order), null, cancellationToken);
    }

    private async Task<List<string>> UserIdsAsync(CancellationToken cancellationToken)
    {
        const int page = 10_000;
        var ids = new List<string>();
        for (var after = 0; await users.PageAsync(after, page, cancellationToken) is { Count: > 0 } some; after = some[^1].Key)
        {
            ids.AddRange(some.Select(u => u.User.Id));
        }

        return ids;
    }

    private async Task<List<IReadOnlyList<Explanation>>> ListsAsync(SeededRequests requests, int n, Action<string> tell, CancellationToken cancellationToken)
    {
        var (lists, done, empty) = (new List<IReadOnlyList<Explanation>>(), 0, 0);
        foreach (var request in requests.All(ItemsOfAList))
        {
            var list = await ExplainedAsync(request, n - done, cancellationToken);
            empty = list.Count > 0 ? 0 : empty + 1;
            if (empty == MostEmptyLists)
            {
                throw new EvaluationException("Nothing is recommended for any of these requests: the catalogue is too small to explain anything.");
            }

            if (list.Count > 0)
            {
                lists.Add(list);
            }

            done += list.Count;
            tell($"explained {done} of {n}");
            if (done >= n)
            {
                break;
            }
        }

        return lists;
    }

    /// <summary>A list's explanations; to a user, the last one holds the second pick against the first.</summary>
    private async Task<IReadOnlyList<Explanation>> ExplainedAsync(RecommendationRequest request, int most, CancellationToken cancellationToken)
    {
        var list = await recommender.PreviewAsync(request with { Limit = Math.Min(request.Limit, most) }, cancellationToken);
        List<Explanation> explained = [.. (await explainer.ExplainAsync(list, request.UserId, cancellationToken)).Items.Select(i => i.Explanation).OfType<Explanation>()];
        if (request.UserId is { } user && explained.Count > 1 && items.Find(list.Items[1].Id) is { } second && items.Find(list.Items[0].Id) is { } first)
        {
            explained[^1] = await explainer.ExplainAsync(user, second, first, cancellationToken);
        }

        return explained;
    }
}
