using System.IO.Compression;
using System.Numerics.Tensors;
using System.Text.Json;
using LlmRec.Catalog;
using LlmRec.Catalog.Items;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Bench;

/// <summary>How much of their genres film plots have in common with the ten nearest by vector (Jaccard), both encoders side by side.</summary>
internal static class QualityBench
{
    private const string Plots = "../shared/data/redial-valid/items.jsonl.gz";
    private const int Neighbours = 10;

    public static async Task RunAsync(BenchRun run)
    {
        var path = Path.Combine(BenchRun.Root, Plots);
        if (!File.Exists(path))
        {
            Console.WriteLine($"{Plots} is not on this machine: left out.");
            return;
        }

        var films = (await ReadAsync(path)).Take(run.Sized(500, int.MaxValue)).ToList();
        var rows = new List<Dictionary<string, object>> { Row("random", films, RandomNeighbours(films.Count)) };
        foreach (var (name, encoder) in new[] { ("default", Service.DefaultEncoder), ("all-MiniLM-L6-v2", EncoderBench.MiniLm) })
        {
            if (Directory.Exists(Path.Combine(BenchRun.Root, encoder)))
            {
                await using var services = await Service.OpenAsync(run.PathOf($"quality-{name}.db"), encoder);
                var vectors = await VectorsAsync(services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), films);
                rows.Add(Row(name, films, Nearest(vectors)));
            }
        }

        run.Report.Add("quality", rows);
    }

    private static async Task<List<Item>> ReadAsync(string path)
    {
        var films = new List<Item>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (await reader.ReadLineAsync() is { } line)
        {
            if (JsonSerializer.Deserialize<Item>(line, CatalogJson.Options) is { Text.Length: > 0, Categories.Count: > 0 } film)
            {
                films.Add(film);
            }
        }

        return films;
    }

    private static async Task<float[][]> VectorsAsync(IEmbeddingGenerator<string, Embedding<float>> encoder, IReadOnlyList<Item> films)
    {
        var vectors = new List<float[]>();
        foreach (var some in films.Chunk(64))
        {
            vectors.AddRange((await encoder.GenerateAsync(some.Select(f => f.Text!))).Select(e => e.Vector.ToArray()));
        }

        var mean = new float[vectors[0].Length];
        vectors.ForEach(v => TensorPrimitives.Add(mean, v, mean));
        TensorPrimitives.Divide(mean, vectors.Count, mean);
        foreach (var vector in vectors)
        {
            TensorPrimitives.Subtract(vector, mean, vector);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        }

        return [.. vectors];
    }

    private static int[][] Nearest(float[][] vectors)
    {
        var nearest = new int[vectors.Length][];
        Parallel.For(0, vectors.Length, i => nearest[i] = [.. Enumerable.Range(0, vectors.Length)
            .Where(j => j != i)
            .Select(j => (j, Score: TensorPrimitives.Dot<float>(vectors[i], vectors[j])))
            .OrderByDescending(n => n.Score).Take(Neighbours).Select(n => n.j)]);
        return nearest;
    }

    private static int[][] RandomNeighbours(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Neighbours).Select(_ => random.Next(count)).ToArray())];
    }

    private static Dictionary<string, object> Row(string name, List<Item> films, int[][] neighbours) => new()
    {
        ["encoder"] = name,
        ["plots"] = films.Count,
        ["genre agreement"] = neighbours.Select((near, i) => near.Average(j =>
            (double)films[i].Categories.Intersect(films[j].Categories).Count() / films[i].Categories.Union(films[j].Categories).Count())).Average(),
    };
}
