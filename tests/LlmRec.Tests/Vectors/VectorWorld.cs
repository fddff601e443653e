using LlmRec.Storage;
using LlmRec.Tests.Storage;
using LlmRec.Vectors;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Tests.Vectors;

/// <summary>A store with vectors, and the same vectors in a plain dictionary: what an index is compared with.</summary>
public sealed class VectorWorld : IDisposable
{
    private readonly TestStore _file = new();
    private readonly Dictionary<int, VectorRow> _rows = [];
    private readonly Random _random;

    private VectorWorld(int seed) => _random = new(seed);

    public Store Store { get; private set; } = null!;

    public SpaceDefinition Definition { get; private set; } = null!;

    public VectorSpace Space { get; private set; } = null!;

    public IReadOnlyDictionary<int, VectorRow> Rows => _rows;

    public static async Task<VectorWorld> OfAsync(int count, int dimension = 12, int seed = 1)
    {
        var world = new VectorWorld(seed) { Definition = new("test", $"v{seed}", dimension) };
        world.Store = await world.OpenAsync();
        world.Space = await world.CurrentSpaceAsync();
        await world.UpsertAsync([.. Enumerable.Range(1, count).Select(world.RandomRow)]);
        return world;
    }

    /// <summary>The store again, as another process has it.</summary>
    public Task<Store> OpenAsync() => _file.OpenAsync(VectorsSchema.Part);

    public Task<VectorSpace> CurrentSpaceAsync() => new VectorSpaces(Store).GetAsync(Definition);

    /// <summary>A row with a vector far from the origin, as encoders make them, so that the mean matters.</summary>
    public VectorRow RandomRow(int key) => new(
        key, $"item-{key}", $"hash-{key}", RandomVector(), key % 5 == 0 ? null : 1950 + (key % 60), [$"genre={key % 7}", $"country={key % 3}"]);

    public float[] RandomVector() => [.. Enumerable.Range(0, Definition.Dimension).Select(i => (_random.NextSingle() * 2) - 1 + (i == 0 ? 3 : 0))];

    public Task UpsertAsync(params VectorRow[] rows) => UpsertAsync(Store, rows);

    public async Task UpsertAsync(Store through, params VectorRow[] rows)
    {
        await through.WriteAsync(session => VectorStore.UpsertAsync(session, Space, OwnerKind.Item, rows));
        foreach (var row in rows)
        {
            _rows[row.OwnerKey] = row.Vector is null ? row with { Vector = _rows[row.OwnerKey].Vector } : row;
        }
    }

    public async Task DeleteAsync(int key)
    {
        await Store.WriteAsync(session => VectorStore.DeleteAsync(session, OwnerKind.Item, key));
        _rows.Remove(key);
    }

    public async Task SetMeansAsync(float[] mean, float[]? queryMean)
    {
        await Store.WriteAsync(session => VectorSpaces.SetMeansAsync(session, Space, mean, queryMean, _rows.Count));
        Space = await CurrentSpaceAsync();
    }

    /// <summary>Every owner that the query's filter lets through, with its exact score, best first.</summary>
    public IReadOnlyList<(int Key, double Score)> Oracle(VectorQuery query)
    {
        var wanted = Wanted(query);
        return wanted is null ? [] :
        [
            .. _rows.Values
                .Where(r => Allows(query.Filter, r))
                .Select(r => (Key: r.OwnerKey, Score: Dot(wanted, Centred(r.OwnerKey))))
                .OrderByDescending(h => h.Score).ThenBy(h => h.Key),
        ];
    }

    public double[] Centred(int key) => Unit(Minus(_rows[key].Vector!, Space.Mean));

    public void Dispose()
    {
        Store.Dispose();
        _file.Dispose();
    }

    private double[]? Wanted(VectorQuery query)
    {
        if (query.Vector is { } vector)
        {
            return Unit(Minus(vector.ToArray(), query.IsOwners ? Space.Mean : Space.QueryMean ?? Space.Mean));
        }

        if (Average(query.Positives) is not { } positive)
        {
            return null;
        }

        return Unit(Average(query.Negatives) is { } negative ? [.. positive.Zip(negative, (p, n) => (2 * p) - n)] : positive);
    }

    private double[]? Average(IReadOnlyList<int> keys)
    {
        var known = keys.Where(_rows.ContainsKey).Select(Centred).ToList();
        return known.Count == 0 ? null : [.. Enumerable.Range(0, Definition.Dimension).Select(i => known.Average(v => v[i]))];
    }

    private static bool Allows(VectorFilter filter, VectorRow row) =>
        filter.AllOf.All(group => group.Any(row.Tags.Contains))
        && !filter.NoneOf.Any(row.Tags.Contains)
        && ((filter.YearFrom is null && filter.YearTo is null) || (row.Year >= (filter.YearFrom ?? int.MinValue) && row.Year <= (filter.YearTo ?? int.MaxValue)))
        && filter.Include?.Contains(row.OwnerKey) != false
        && filter.Exclude?.Contains(row.OwnerKey) != true;

    private static double[] Minus(float[] vector, float[]? mean) => [.. vector.Select((v, i) => (double)v - (mean?[i] ?? 0))];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Unit(double[] vector)
    {
        var norm = Math.Sqrt(Dot(vector, vector));
        return norm == 0 ? vector : [.. vector.Select(v => v / norm)];
    }
}
