using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Embedding.Backfill;
using LlmRec.Evaluation.Datasets;
using LlmRec.Recommending.Channels;
using LlmRec.Storage.Jobs;
using LlmRec.Testing;

namespace LlmRec.Tests.Recommending.Channels;

/// <summary>Real people whose likes are hidden: of them the service knows no more than three genres they say they like.</summary>
public sealed class ColdUsersTests
{
    private const int Shown = 10;

    [SharedFact("data/movielens-small")]
    public async Task People_known_by_three_genres_alone_are_served_better_and_more_variously_than_by_popularity()
    {
        await using var world = await World.OpenAsync(realEncoder: true);
        var data = await new DatasetReader(world.Get<LikeRules>(), world.Time).ReadAsync(SharedFolder.PathOf("data/movielens-small"), default);
        var likes = data.Logs.Select(log => log.Where(e => e.IsLike).Select(e => data.Items[e.Item]).ToList()).ToList();
        var cold = Enumerable.Range(0, likes.Count).Where(user => user % 10 == 0 && likes[user].Count > 0).ToList();
        await world.Get<ItemStore>().UpsertAsync(data.Items);
        await world.DoAsync([.. Enumerable.Range(0, likes.Count).Except(cold).SelectMany(user => data.Logs[user]
            .Where(e => e.IsLike)
            .Select(e => new Interaction { UserId = $"{user}", ItemId = data.Items[e.Item].Id, Type = "like", Timestamp = FormattableString.Invariant($"{e.Time:0}") }))]);
        foreach (var user in cold)
        {
            await world.UserAsync($"{user}", $"I like {string.Join(", ", GenresOf(likes[user], data.Items))}");
        }

        await world.Get<BackfillService>().QueueAsync(new("users"));
        Assert.Equal(JobState.Succeeded, (await world.Get<JobRunner>().RunNextAsync(default))!.State);

        var (alike, alikeItems) = await MeasureAsync(world, ChannelNames.SimilarUsers, cold, likes);
        var (popular, popularItems) = await MeasureAsync(world, ChannelNames.Popular, cold, likes);

        Assert.True(alike > popular, $"NDCG@10 {alike:0.000}, by popularity {popular:0.000}");
        Assert.True(alikeItems > 2 * popularItems, $"{alikeItems} items shown, by popularity {popularItems}");
    }

    private static async Task<(double Ndcg, int Items)> MeasureAsync(World world, string channel, List<int> users, List<List<Item>> likes)
    {
        var (sum, shown) = (0.0, new HashSet<string>());
        foreach (var user in users)
        {
            var hidden = likes[user].Select(i => i.Id).ToHashSet();
            var found = (await world.RecallAsync(channel, $"{user}", limit: Shown)).Select(f => f.Id).ToList();
            shown.UnionWith(found);
            sum += found.Select((id, rank) => hidden.Contains(id) ? 1 / Math.Log2(rank + 2) : 0).Sum()
                / Enumerable.Range(0, Math.Min(Shown, hidden.Count)).Sum(rank => 1 / Math.Log2(rank + 2));
        }

        return (sum / users.Count, shown.Count);
    }

    /// <summary>The three genres that someone likes most, compared with how common each is.</summary>
    private static IEnumerable<string> GenresOf(IReadOnlyList<Item> liked, IReadOnlyList<Item> all)
    {
        var common = all.SelectMany(i => i.Categories).CountBy(genre => genre).ToDictionary();
        return liked.SelectMany(i => i.Categories).CountBy(genre => genre)
            .OrderByDescending(g => g.Value / Math.Sqrt(common[g.Key])).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(3).Select(g => g.Key);
    }
}
