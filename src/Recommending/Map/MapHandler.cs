using System.Numerics.Tensors;
using System.Text.Json;
using LlmRec.Learning.Layout;
using LlmRec.Recommending.Items;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Stored;

namespace LlmRec.Recommending.Map;

/// <summary>
/// Lays the items' vectors out in the plane: principal axes for first places, the nearest neighbours of each item by the index,
/// and a layout that holds neighbours together. It begins anew after an interruption: it takes minutes at a hundred thousand
/// items, nearly all of them for neighbours, which the index finds exactly.
/// </summary>
internal sealed class MapHandler(
    Projections projections, ItemTable items, IVectorIndex index, VectorStore vectors, Store store, TimeProvider time) : IJobHandler
{
    /// <summary>More are not laid out: neighbours cost the square of their number. A seeded sample of so many is.</summary>
    public const int MostItems = 200_000;

    // Each pass over the vectors serves so many searches.
    private const int Batch = 128;
    private const int Page = 1_000;

    public string Kind => MapService.Kind;

    public async Task RunAsync(JobLease lease, CancellationToken cancellationToken)
    {
        var request = lease.Job.Parameters.Deserialize<MapRequest>(JsonSerializerOptions.Web)!;
        var report = new MapReport(lease, store, time);
        await report.BeginAsync("reading vectors", 0);
        // Twice: the first brings the space in use, and what changes after that counts as not seen.
        await projections.FollowAsync(cancellationToken);
        var change = await vectors.LastChangeAsync(index.Space, OwnerKind.Item, cancellationToken);
        await projections.FollowAsync(cancellationToken);
        var space = index.Space;
        var all = await WithVectorAsync(cancellationToken);
        var keys = Sample(all, request.Seed);
        if (keys.Length < 2)
        {
            throw new JobFailedException("Fewer than two items have a vector: there is nothing to lay out. Run a backfill first.");
        }

        var first = await FirstPlacesAsync(keys, space.Dimension, request.Seed, report, cancellationToken);
        var graph = await NeighboursAsync(keys, Math.Min(request.Neighbours, keys.Length - 1), report, cancellationToken);
        var layout = new PlaneLayout(graph, first, request.Seed);
        await report.BeginAsync("laying out", layout.Rounds);
        while (layout.Round < layout.Rounds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            layout.Next();
            await report.IsAtAsync(layout.Round);
        }

        var (bands, categories) = MapBands.Of([.. keys.Select(key => items[key])]);
        await report.EndAsync(new(space.Key, space.Version, change, all.Length - keys.Length, time.GetUtcNow(), keys, MapScale.Of(layout.Places), bands, categories));
    }

    private async Task<int[]> WithVectorAsync(CancellationToken cancellationToken)
    {
        var found = new List<int>();
        foreach (var page in items.All().Select(item => item.Key).Chunk(Page))
        {
            await index.LoadAsync(page, cancellationToken);
            found.AddRange(page.Where(key => !index.VectorOf(key).IsEmpty));
        }

        return [.. found];
    }

    private static int[] Sample(int[] keys, int seed)
    {
        if (keys.Length <= MostItems)
        {
            return keys;
        }

        var drawn = (int[])keys.Clone();
        new Random(seed).Shuffle(drawn);
        return [.. drawn.Take(MostItems).Order()];
    }

    private async Task<float[]> FirstPlacesAsync(int[] keys, int dimension, int seed, MapReport report, CancellationToken cancellationToken)
    {
        await report.BeginAsync("finding axes", 2L * keys.Length);
        var axes = new PrincipalAxes(dimension);
        var done = 0;
        await EachAsync((_, vector) => axes.Add(vector.Span));
        var leading = axes.Leading(Math.Min(2, dimension), seed);
        var places = new float[2 * keys.Length];
        await EachAsync((at, vector) =>
        {
            for (var axis = 0; axis < leading.Length; axis++)
            {
                places[(2 * at) + axis] = TensorPrimitives.Dot(vector.Span, leading[axis]);
            }
        });
        return places;

        async Task EachAsync(Action<int, ReadOnlyMemory<float>> take)
        {
            var at = 0;
            foreach (var page in keys.Chunk(Page))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await index.LoadAsync(page, cancellationToken);
                foreach (var key in page)
                {
                    // One that lost its vector meanwhile lies at the origin.
                    if (index.VectorOf(key) is { IsEmpty: false } vector)
                    {
                        take(at, vector);
                    }

                    at++;
                }

                done += page.Length;
                await report.IsAtAsync(done);
            }
        }
    }

    private async Task<NeighbourGraph> NeighboursAsync(int[] keys, int each, MapReport report, CancellationToken cancellationToken)
    {
        await report.BeginAsync("finding neighbours", keys.Length);
        var places = new int[keys[^1] + 1];
        Array.Fill(places, -1);
        foreach (var (at, key) in keys.Index())
        {
            places[key] = at;
        }

        var (neighbours, distances) = (new int[keys.Length * each], new float[keys.Length * each]);
        Array.Fill(neighbours, -1);
        var done = 0;
        foreach (var batch in keys.Chunk(Batch))
        {
            // Where only a sample is laid out, some of the nearest are not on the map: deeper, so that enough are.
            var found = await index.SearchAsync([.. batch.Select(key => new VectorQuery { Positives = [key], Limit = (2 * each) + 1 })], cancellationToken);
            foreach (var (key, hits) in batch.Zip(found))
            {
                var at = done * each;
                foreach (var hit in hits.Where(h => h.Key != key && h.Key < places.Length && places[h.Key] >= 0).Take(each))
                {
                    (neighbours[at], distances[at]) = (places[hit.Key], Math.Max(0, 1 - hit.Score));
                    at++;
                }

                done++;
            }

            await report.IsAtAsync(done);
        }

        return NeighbourGraph.Of(neighbours, distances, each);
    }
}
