using LlmRec.Storage;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Indexes.Embedded;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Tests.Vectors;

public sealed class EmbeddedIndexTests : VectorIndexConformance
{
    [Fact]
    public async Task Of_more_equal_scores_than_wanted_those_with_the_lowest_keys_are_taken()
    {
        using var world = await VectorWorld.OfAsync(0, dimension: 4);
        await world.UpsertAsync([.. Enumerable.Range(1, 2_300).Reverse().Select(key => world.RandomRow(key) with { Vector = [1, 0, 0, 0] })]);
        using var index = await FollowedAsync(world);

        var hits = await index.SearchAsync([new VectorQuery { Vector = new float[] { 1, 0, 0, 0 }, Limit = 50 }], CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 50), hits[0].Select(h => h.Key));
    }

    [Fact]
    public async Task Threads_and_one_thread_find_the_same()
    {
        // Eight queries over these vectors are searched by several threads, one of them by one.
        using var world = await VectorWorld.OfAsync(3_300, dimension: 800);
        using var index = await FollowedAsync(world);
        var queries = Enumerable.Range(0, 8).Select(_ => new VectorQuery { Vector = world.RandomVector(), Limit = 100 }).ToArray();

        var together = await index.SearchAsync(queries, CancellationToken.None);

        for (var i = 0; i < queries.Length; i++)
        {
            Assert.Equal((await index.SearchAsync([queries[i]], CancellationToken.None))[0], together[i]);
        }
    }

    [Fact]
    public void A_row_left_by_a_deletion_is_taken_by_a_later_owner()
    {
        var random = new Random(3);
        var tags = new TagNumbers();
        var snapshot = Snapshot.Empty(new(1, "e@1", "e", "1", "", 4, null, null, 0, 1));
        var (seq, held) = (0L, new HashSet<int>());
        for (var round = 0; round < 60; round++)
        {
            var builder = new SnapshotBuilder(snapshot, tags);
            for (var i = 0; i < 100; i++)
            {
                // Half of 300 owners are there at any time.
                var key = random.Next(300);
                var there = held.Remove(key) || !held.Add(key);
                builder.Apply(new(++seq, key, $"{key}", there ? null : [1, 0, 0, key], null, []));
            }

            snapshot = builder.Build();
            Assert.Equal(held.Count, snapshot.Count);
            Assert.Equal(held.Order(), Enumerable.Range(0, 400).Where(key => !snapshot.Read(key).IsEmpty));
        }

        Assert.InRange(snapshot.Blocks.Sum(b => b.Used), held.Count, 300);
    }

    [Fact]
    public async Task Of_users_no_more_are_kept_than_said_and_those_kept_go_on_changing()
    {
        using var world = await VectorWorld.OfAsync(0);
        using var index = new EmbeddedIndex(new(world.Store), new(world.Store), world.Definition, OwnerKind.User, new() { MostUsers = 3 });
        await UsersAsync(world, 1, 2, 3, 4, 5);
        await index.FollowAsync(CancellationToken.None);
        Assert.Equal(3, index.Count);
        Assert.Equal([1, 2, 3], (await index.SearchAsync([new VectorQuery { Vector = world.RandomVector() }], CancellationToken.None))[0].Select(h => h.Key).Order());

        await world.Store.WriteAsync(session => VectorStore.DeleteAsync(session, OwnerKind.User, 2));
        await UsersAsync(world, 1, 6);
        await index.FollowAsync(CancellationToken.None);

        Assert.Equal([1, 3, 6], (await index.SearchAsync([new VectorQuery { Vector = world.RandomVector() }], CancellationToken.None))[0].Select(h => h.Key).Order());
    }

    private static Task UsersAsync(VectorWorld world, params int[] keys) =>
        world.Store.WriteAsync(session => VectorStore.UpsertAsync(session, world.Space, OwnerKind.User, [.. keys.Select(world.RandomRow)]));

    protected override Task<IVectorIndex> CreateAsync(Store store, SpaceDefinition definition, OwnerKind kind) =>
        Task.FromResult<IVectorIndex>(new EmbeddedIndex(new(store), new(store), definition, kind, new()));

    private static async Task<EmbeddedIndex> FollowedAsync(VectorWorld world)
    {
        var index = new EmbeddedIndex(new(world.Store), new(world.Store), world.Definition, OwnerKind.Item, new());
        await index.FollowAsync(CancellationToken.None);
        return index;
    }
}
