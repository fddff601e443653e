using System.Diagnostics;
using System.Runtime.InteropServices;
using LlmRec.Storage;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LlmRec.Bench;

/// <summary>
/// Nearest neighbours, one query at a time, in turns: the embedded index exact and with one byte a number, usearch's exact
/// search, and sqlite-vec. Vectors in clumps, as those of texts are; recall is against the exact search.
/// </summary>
internal static class IndexBench
{
    private const int Dimension = 512;
    private const int Limit = 10;
    private const int Genres = 10;

    public static async Task RunAsync(BenchRun run)
    {
        var rows = new List<Dictionary<string, object>>();
        foreach (var count in run.Options.IsSmall ? [2_000] : new[] { 10_000, 100_000, 1_000_000 })
        {
            rows.AddRange(await RunAsync(run, count));
        }

        run.Report.Add("index", rows);
    }

    private static async Task<IReadOnlyList<Dictionary<string, object>>> RunAsync(BenchRun run, int count)
    {
        var vectors = new ClumpedVectors(Dimension, seed: 1);
        var (store, raw) = (run.PathOf($"vectors-{count}.db"), run.PathOf($"vectors-{count}.f32"));
        await FillAsync(store, raw, vectors, count);
        await using var exactServices = await OpenAsync(store, "none");
        await using var byteServices = await OpenAsync(store, "int8");
        var (exact, exactBytes) = await FollowedAsync(exactServices);
        var (inBytes, byteBytes) = await FollowedAsync(byteServices);
        using var usearch = await Peer.StartAsync("usearch.mjs", raw, $"{Dimension}", $"{Limit}");
        using var sqliteVec = SqliteVec.Fill(run.PathOf($"sqlite-vec-{count}.db"), Dimension, vectors.Rows(count), row => row % Genres);

        var contenders = new List<Contender>
        {
            new("embedded fp32", false, queries => AskAsync(exact, queries, null)),
            new("embedded int8", false, queries => AskAsync(inBytes, queries, null)),
            new("usearch exact", false, queries => AskAsync(usearch, run.PathOf("queries.f32"), queries)),
            new("sqlite-vec", false, queries => Task.FromResult(sqliteVec.Ask(queries, Limit, null))),
            new("embedded fp32", true, queries => AskAsync(exact, queries, 3)),
            new("embedded int8", true, queries => AskAsync(inBytes, queries, 3)),
            new("sqlite-vec", true, queries => Task.FromResult(sqliteVec.Ask(queries, Limit, 3))),
        };
        var perRound = run.Options.IsSmall ? 5 : Math.Clamp(2_000_000 / count, 5, 100);
        for (var round = -1; round < run.Sized(2, 5); round++)
        {
            var queries = vectors.Queries(perRound);
            var found = new Dictionary<bool, int[][]>();
            foreach (var contender in contenders)
            {
                var (milliseconds, keys) = await contender.Ask(queries);
                found.TryAdd(contender.Filtered, keys);
                // The first round warms all up.
                if (round >= 0)
                {
                    contender.Milliseconds.AddRange(milliseconds);
                    contender.Recalls.AddRange(keys.Zip(found[contender.Filtered], (mine, all) => mine.Intersect(all).Count() / (double)Math.Max(1, all.Length)));
                }
            }
        }

        var bytes = (double)count * Dimension * sizeof(float);
        return [.. contenders.Select(c => new Dictionary<string, object>
        {
            ["vectors"] = count,
            ["index"] = c.Name,
            ["filter"] = c.Filtered ? "1 of 10" : "none",
            ["p50 ms"] = c.Milliseconds.Median(),
            ["p99 ms"] = c.Milliseconds.Quantile(0.99),
            ["queries/s"] = 1000 * c.Milliseconds.Count / c.Milliseconds.Sum(),
            ["recall@10"] = c.Recalls.Average(),
            ["time to embedded fp32"] = c.Milliseconds.Median() / contenders.First(o => o.Filtered == c.Filtered).Milliseconds.Median(),
            ["memory to the vectors"] = c.Name switch { "embedded fp32" => exactBytes / bytes, "embedded int8" => byteBytes / bytes, _ => "–" },
        })];
    }

    private static Task<ServiceProvider> OpenAsync(string store, string quantization) => Service.OpenAsync(
        store,
        settings: new Dictionary<string, string?> { ["LlmRec:Embedded:Quantization"] = quantization },
        change: services => services.Replace(ServiceDescriptor.Singleton(new SpaceDefinition("bench", "1", Dimension))));

    private static async Task FillAsync(string path, string raw, ClumpedVectors vectors, int count)
    {
        await using var services = await OpenAsync(path, "none");
        var space = await services.GetRequiredService<VectorSpaces>().GetAsync(services.GetRequiredService<SpaceDefinition>());
        await using var file = File.Create(raw);
        var key = 0;
        foreach (var some in vectors.Rows(count).Chunk(10_000))
        {
            VectorRow[] rows = [.. some.Select(v => new VectorRow(++key, $"i{key}", "", v, null, [$"genre={key % Genres}"]))];
            await services.GetRequiredService<Store>().WriteAsync(session => VectorStore.UpsertAsync(session, space, OwnerKind.Item, rows));
            foreach (var vector in some)
            {
                file.Write(MemoryMarshal.AsBytes<float>(vector));
            }
        }
    }

    private static async Task<(IVectorIndex Index, double Bytes)> FollowedAsync(ServiceProvider services)
    {
        var index = services.GetRequiredService<IVectorIndex>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await index.FollowAsync(default);
        return (index, GC.GetTotalMemory(forceFullCollection: true) - before);
    }

    private static async Task<Answers> AskAsync(IVectorIndex index, IReadOnlyList<float[]> queries, int? genre)
    {
        var filter = genre is null ? VectorFilter.None : new VectorFilter { AllOf = [[$"genre={genre}"]] };
        var (milliseconds, keys) = (new double[queries.Count], new int[queries.Count][]);
        for (var i = 0; i < queries.Count; i++)
        {
            var watch = Stopwatch.StartNew();
            var hits = await index.SearchAsync([new VectorQuery { Vector = queries[i], Filter = filter, Limit = Limit }], default);
            milliseconds[i] = watch.Elapsed.TotalMilliseconds;
            keys[i] = [.. hits[0].Select(h => h.Key)];
        }

        return new(milliseconds, keys);
    }

    private static async Task<Answers> AskAsync(Peer usearch, string file, IReadOnlyList<float[]> queries)
    {
        await File.WriteAllBytesAsync(file, MemoryMarshal.AsBytes<float>(queries.SelectMany(q => q).ToArray()).ToArray());
        var answers = await usearch.AskAsync<Answers>(file);
        // It numbers from 0.
        return answers with { Keys = [.. answers.Keys.Select(keys => keys.Select(k => k + 1).ToArray())] };
    }

    private sealed record Contender(string Name, bool Filtered, Func<IReadOnlyList<float[]>, Task<Answers>> Ask)
    {
        public List<double> Milliseconds { get; } = [];

        public List<double> Recalls { get; } = [];
    }
}

/// <summary>What an index answered to some queries.</summary>
internal sealed record Answers(double[] Milliseconds, int[][] Keys);
