using System.Diagnostics;
using LlmRec.Catalog.Users;
using LlmRec.Recommending;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Merging;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Ranking;
using LlmRec.Recommending.Reranking;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Bench;

/// <summary>The pipeline's steps one after the other, each with a clock, for every user once, after a first round that warms up.</summary>
internal static class Stages
{
    private const int Limit = 10;

    public static async Task<IReadOnlyList<Dictionary<string, object>>> MeasureAsync(string store, int users)
    {
        await using var services = await Service.OpenAsync(store);
        var times = new Dictionary<string, List<double>>();
        for (var round = 0; round < 2; round++)
        {
            times.Clear();
            for (var user = 0; user < users; user++)
            {
                await OneAsync(services, $"u{user}", times);
            }
        }

        var whole = times["the whole, channels side by side, answer stored"].Median();
        return [.. times.Select(t => new Dictionary<string, object>
        {
            ["step"] = t.Key,
            ["median ms"] = t.Value.Median(),
            ["p99 ms"] = t.Value.Quantile(0.99),
            ["median to the whole"] = t.Value.Median() / whole,
        })];
    }

    private static async Task OneAsync(ServiceProvider services, string id, Dictionary<string, List<double>> times)
    {
        T Get<T>()
            where T : notnull => services.GetRequiredService<T>();
        async Task<T> Clock<T>(string step, Func<Task<T>> run)
        {
            var watch = Stopwatch.StartNew();
            var result = await run();
            (times.TryGetValue(step, out var known) ? known : times[step] = []).Add(watch.Elapsed.TotalMilliseconds);
            return result;
        }

        await Clock("follow the store", () => Get<Projections>().FollowAsync(default));
        var key = await Clock("find the user", () => Get<UserStore>().FindKeyAsync(id));
        var context = await Clock("profile", () =>
        {
            var behaviour = Get<BehaviourView>();
            var profile = Get<ProfileBuilder>().Build(behaviour.Histories.EventsOf(key!.Value).Span, behaviour.HasTime);
            return Task.FromResult(new RecallContext(profile, null, new CandidateFilter(ItemFilter.None, Get<ItemTable>(), profile.Seen)) { User = key });
        });
        var found = new List<(IRecallChannel Channel, IReadOnlyList<Candidate> Candidates)>();
        foreach (var channel in Get<IEnumerable<IRecallChannel>>().Where(c => c.Applies(context)))
        {
            found.Add((channel, await Clock($"channel {channel.Name}", () => channel.RecallAsync(context, new PipelineOptions().CandidatesPerChannel, default))));
        }

        var merged = await Clock("merge", () => Task.FromResult(SnakeMerge.Merge([.. found.Select(f => (f.Channel.Name, f.Candidates))], new PipelineOptions().Candidates)));
        var ranked = await Clock("rank", () => Task.FromResult(Get<IRanker>().Rank(context, merged, Get<IReranker>().PoolFor(Limit))));
        var picks = await Clock("diversify", () => Task.FromResult(Get<IReranker>().Rerank(ranked, Limit, new PipelineOptions().Diversity)));
        await Clock("evidence", () => Get<EvidenceCollector>().CollectAsync(context, [.. picks.Take(Limit)], [.. found.Select(f => f.Channel)], default));
        await Clock("the whole, channels side by side, answer stored", () => Get<Recommender>().RecommendAsync(new() { UserId = id, Limit = Limit }, default));
    }
}
