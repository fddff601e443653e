using System.Diagnostics;
using System.Numerics.Tensors;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Items;
using LlmRec.Embedding.Backfill;
using LlmRec.Learning.Layout;
using LlmRec.Recommending.Map;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LlmRec.Bench;

/// <summary>
/// A projection of the catalogue's vectors onto the plane, as the job does it: what it takes, and how many of an item's ten nearest by
/// vector are among its ten nearest on the map; beside the two principal axes alone, and chance.
/// </summary>
internal static class MapBench
{
    private const int Dimension = 512;
    private const int Near = 10;
    private const int Asked = 500;

    private static readonly string Plots = Path.Combine(BenchRun.Root, "..", "shared", "data", "redial-valid", "items.jsonl.gz");

    public static async Task RunAsync(BenchRun run)
    {
        var rows = new List<Dictionary<string, object>>();
        if (!run.Options.IsSmall && File.Exists(Plots))
        {
            await using var services = await Service.OpenAsync(run.PathOf("map-plots.db"));
            await services.GetRequiredService<CatalogImporter>().ImportAsync(new(Plots, null, null), null, default);
            await services.GetRequiredService<BackfillService>().QueueAsync(new("items"));
            await services.GetRequiredService<JobRunner>().RunNextAsync(default);
            rows.Add(await LaidOutAsync(services, "film plots"));
        }

        foreach (var count in run.Options.IsSmall ? [2_000] : new[] { 10_000, 100_000 })
        {
            await using var services = await Service.OpenAsync(
                run.PathOf($"map-{count}.db"), change: s => s.Replace(ServiceDescriptor.Singleton(new SpaceDefinition("bench", "1", Dimension))));
            await FillAsync(services, count);
            rows.Add(await LaidOutAsync(services, "clumps"));
        }

        run.Report.Add("map", rows);
    }

    private static async Task<Dictionary<string, object>> LaidOutAsync(ServiceProvider services, string what)
    {
        var index = services.GetRequiredService<IVectorIndex>();
        await index.FollowAsync(default);
        await services.GetRequiredService<MapService>().QueueAsync(new());

        using var process = Process.GetCurrentProcess();
        var (watch, spent) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var job = await services.GetRequiredService<JobRunner>().RunNextAsync(default);
        process.Refresh();
        var (seconds, processor) = (watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - spent).TotalSeconds);

        var map = await services.GetRequiredService<MapReader>().MapAsync(default) ?? throw new InvalidOperationException($"There is no map: {job!.Error}");
        var axes = new PrincipalAxes(index.Space.Dimension);
        foreach (var key in map.Keys)
        {
            axes.Add(index.VectorOf(key).Span);
        }

        var leading = axes.Leading(2, seed: 1);
        float[] flat = [.. map.Keys.SelectMany(key => leading.Select(axis => TensorPrimitives.Dot(index.VectorOf(key).Span, axis)))];
        return new()
        {
            ["vectors"] = what,
            ["items"] = map.Keys.Length,
            ["seconds"] = seconds,
            ["processor seconds"] = processor,
            ["kept on the map"] = await KeptAsync(index, map, Array.ConvertAll(map.Places, p => (float)p)),
            ["kept along two axes"] = await KeptAsync(index, map, flat),
            ["by chance"] = (double)Near / (map.Keys.Length - 1),
            ["peak MB"] = process.PeakWorkingSet64 / 1048576.0,
        };
    }

    private static async Task FillAsync(ServiceProvider services, int count)
    {
        var (items, store) = (services.GetRequiredService<ItemStore>(), services.GetRequiredService<Store>());
        var space = await services.GetRequiredService<VectorSpaces>().GetAsync(services.GetRequiredService<SpaceDefinition>());
        var key = 0;
        foreach (var some in new ClumpedVectors(Dimension, seed: 1).Rows(count).Chunk(5_000))
        {
            var first = key;
            await items.UpsertAsync([.. some.Select((_, i) => new Item { Id = $"i{first + i + 1}", Title = $"Item {first + i + 1}", Categories = [$"Kind {(first + i) % 12}"] })]);
            VectorRow[] rows = [.. some.Select(v => new VectorRow(++key, $"i{key}", "", v, null, []))];
            await store.WriteAsync(session => VectorStore.UpsertAsync(session, space, OwnerKind.Item, rows));
        }
    }

    /// <summary>Of some items' nearest by vector, the share that are among as many nearest in the plane.</summary>
    private static async Task<double> KeptAsync(IVectorIndex index, CatalogueMap map, float[] places)
    {
        int[] asked = [.. Enumerable.Range(0, Asked).Select(i => (int)((long)i * map.Keys.Length / Asked))];
        var there = await index.SearchAsync([.. asked.Select(at => new VectorQuery { Positives = [map.Keys[at]], Limit = Near + 1 })], default);
        return asked.Zip(there, (at, hits) =>
        {
            var near = Enumerable.Range(0, map.Keys.Length).Where(i => i != at).OrderBy(i => Square(places[2 * i] - places[2 * at]) + Square(places[(2 * i) + 1] - places[(2 * at) + 1])).Take(Near);
            return near.Select(i => map.Keys[i]).Intersect(hits.Select(h => h.Key)).Count() / (double)Near;
        }).Average();
    }

    private static float Square(float x) => x * x;
}
