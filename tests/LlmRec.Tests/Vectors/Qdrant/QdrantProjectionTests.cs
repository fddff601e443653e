using System.Text.Json;
using LlmRec.Testing.Qdrant;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Indexes.Qdrant;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>The way of the vectors from the store to Qdrant.</summary>
public sealed class QdrantProjectionTests : IAsyncLifetime
{
    private const string Alias = "llmrec-items-test-v1";

    private QdrantServer _server = null!;

    public async Task InitializeAsync() => _server = await QdrantServer.StartAsync(nodes: 3);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_collection_and_its_searches_are_as_the_options_say()
    {
        using var world = await VectorWorld.OfAsync(10);
        var options = QdrantIndexes.Patient;
        (options.M, options.EfConstruct, options.Ef, options.Oversampling) = (24, 200, 300, 3);
        (options.ShardNumber, options.ReplicationFactor, options.WriteConsistencyFactor, options.Prefix) = (6, 2, 2, "shop");
        await using var index = QdrantIndexes.On(world, options, null, _server.Address);

        await index.FollowAsync(default);
        await index.SearchAsync([new VectorQuery { Vector = world.RandomVector() }], default);

        var created = _server.Requests.First(r => r.Method == "PUT").Body;
        Assert.Equal(
            """{"vectors":{"size":12,"distance":"Cosine"},"hnsw_config":{"m":24,"ef_construct":200},"quantization_config":{"scalar":{"type":"int8","quantile":0.99,"always_ram":true}},"shard_number":6,"replication_factor":2,"write_consistency_factor":2}""",
            created);
        var search = JsonDocument.Parse(_server.Requests.Last().Body).RootElement.GetProperty("searches")[0].GetProperty("params").GetRawText();
        Assert.Equal("""{"hnsw_ef":300,"quantization":{"rescore":true,"oversampling":3}}""", search);
        Assert.StartsWith("shop-items-test-v1-v1-", Assert.Single(_server.Collections), StringComparison.Ordinal);
        Assert.Equal(["key", "tags", "year"], _server.Requests.Where(r => r.Path.EndsWith("/index", StringComparison.Ordinal)).Select(r => Field(r.Body, "field_name")).Order());
        Assert.Empty(_server.Violations);
    }

    [Fact]
    public async Task Without_quantisation_none_is_asked_for()
    {
        using var world = await VectorWorld.OfAsync(3);
        var options = QdrantIndexes.Patient;
        options.Quantization = "none";
        await using var index = QdrantIndexes.On(world, options, null, _server.Address);

        await index.FollowAsync(default);
        await index.SearchAsync([new VectorQuery { Vector = world.RandomVector() }], default);

        Assert.DoesNotContain(_server.Requests, r => r.Body.Contains("quantization", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_means_are_served_by_a_new_collection_once_it_is_complete_and_by_the_old_one_until_then()
    {
        using var world = await VectorWorld.OfAsync(40);
        await using var index = QdrantIndexes.On(world, _server.Address);
        await index.FollowAsync(default);
        var old = Assert.Single(_server.Collections);
        var query = new VectorQuery { Vector = world.RandomVector(), Limit = 40 };
        var before = (await index.SearchAsync([query], default))[0];

        await world.SetMeansAsync(world.RandomVector(), world.RandomVector());
        _server.Faults.Indexing = true;
        var following = index.FollowAsync(default);
        while (!_server.Requests.Any(r => r.Method == "GET" && r.Path.StartsWith("/collections/", StringComparison.Ordinal) && !r.Path.EndsWith("/exists", StringComparison.Ordinal)))
        {
            await Task.Yield();
        }

        // Complete but yellow: what serves is the old collection, with the old means.
        Assert.Equal(before, (await index.SearchAsync([query], default))[0]);
        Assert.Equal(1, index.Space.Version);
        Assert.Equal(old, _server.Aliases[Alias]);

        _server.Faults.Indexing = false;
        await following;
        Assert.Equal(world.Space.Version, index.Space.Version);
        var served = Assert.Single(_server.Collections);
        Assert.NotEqual(old, served);
        Assert.Equal(served, _server.Aliases[Alias]);
        Assert.Equal(Expected(world, query), Keys((await index.SearchAsync([query], default))[0]));
    }

    [Fact]
    public async Task Another_process_that_still_searches_the_replaced_collection_finds_the_new_one()
    {
        using var world = await VectorWorld.OfAsync(30);
        await using var writer = QdrantIndexes.On(world, _server.Address);
        await using var reader = QdrantIndexes.On(world, _server.Address);
        await writer.FollowAsync(default);
        await reader.FollowAsync(default);

        await world.SetMeansAsync(world.RandomVector(), null);
        await writer.FollowAsync(default);

        var query = new VectorQuery { Vector = world.RandomVector(), Limit = 30 };
        Assert.Equal(Expected(world, query), Keys((await reader.SearchAsync([query], default))[0]));
    }

    [Fact]
    public async Task Requests_that_come_all_at_once_at_the_start_find_everything()
    {
        using var world = await VectorWorld.OfAsync(40);
        await using var index = QdrantIndexes.On(world, _server.Address);
        VectorQuery[] query = [new() { Vector = world.RandomVector(), Limit = 50 }];

        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await index.FollowAsync(default);
            return (await index.SearchAsync(query, default))[0].Count;
        })));

        Assert.All(found, count => Assert.Equal(40, count));
        Assert.Equal(40, index.Count);
    }

    [Fact]
    public async Task Two_processes_bring_the_same_changes_over_at_once_and_nothing_is_lost()
    {
        using var world = await VectorWorld.OfAsync(20);
        await using var one = QdrantIndexes.On(world, _server.Address);
        await using var two = QdrantIndexes.On(world, _server.Address);
        for (var round = 0; round < 5; round++)
        {
            await world.UpsertAsync([.. Enumerable.Range(1 + (round * 7), 20).Select(world.RandomRow)]);
            await Task.WhenAll(one.FollowAsync(default), two.FollowAsync(default));
        }

        var query = new VectorQuery { Vector = world.RandomVector(), Limit = 100 };
        Assert.Equal(Expected(world, query), Keys((await one.SearchAsync([query], default))[0]));
        Assert.Equal(Expected(world, query), Keys((await two.SearchAsync([query], default))[0]));
        Assert.Single(_server.Collections);
    }

    [Fact]
    public async Task A_process_that_lost_its_turn_sends_the_collection_back_to_where_its_own_writes_began()
    {
        using var world = await VectorWorld.OfAsync(5);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var projections = new ProjectionStore(world.Store, OwnerKind.Item);
        var collection = new ProjectedCollection("c", world.Space, 0, false);
        await projections.AddAsync(collection, default);
        var (slow, quick) = (new ProjectionLease("slow", time), new ProjectionLease("quick", time));

        Assert.True(await projections.TakeLeaseAsync(world.Space, slow, default));
        Assert.False(await projections.TakeLeaseAsync(world.Space, quick, default));
        Assert.True(await projections.AdvanceAsync(collection, 2, slow, default));
        collection = collection with { Checkpoint = 2 };
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.True(await projections.TakeLeaseAsync(world.Space, quick, default));
        Assert.True(await projections.AdvanceAsync(collection, 5, quick, default));

        Assert.False(await projections.AdvanceAsync(collection, 4, slow, default));
        Assert.Equal(2, Assert.Single(await projections.AllAsync(world.Space, default)).Checkpoint);
    }

    [Fact]
    public async Task A_write_stays_far_below_what_qdrant_takes()
    {
        using var world = await VectorWorld.OfAsync(0);
        var tags = Enumerable.Range(0, 50).Select(i => new string('x', 2_000) + i).ToArray();
        await world.UpsertAsync([.. Enumerable.Range(1, 48).Select(key => world.RandomRow(key) with { Tags = tags })]);
        await using var index = QdrantIndexes.On(world, _server.Address);

        await index.FollowAsync(default);

        Assert.Equal(48, index.Count);
        var upserts = _server.Requests.Where(r => r.Path.EndsWith("/points", StringComparison.Ordinal)).ToList();
        Assert.True(upserts.Count > 1);
        Assert.All(upserts, r => Assert.InRange(r.Body.Length, 1, 5 << 20));
    }

    [Fact]
    public async Task A_deleted_owner_is_gone_and_its_id_may_come_back_under_another_key()
    {
        using var world = await VectorWorld.OfAsync(10);
        await using var index = QdrantIndexes.On(world, _server.Address);
        await index.FollowAsync(default);

        await world.DeleteAsync(4);
        await world.UpsertAsync(world.RandomRow(44) with { OwnerId = "item-4" });
        await index.FollowAsync(default);
        await world.DeleteAsync(4);
        await index.FollowAsync(default);

        var hits = (await index.SearchAsync([new VectorQuery { Vector = world.RandomVector(), Limit = 100 }], default))[0];
        Assert.Equal(10, index.Count);
        Assert.Equal(44, Assert.Single(hits, h => h.Id == "item-4").Key);
    }

    internal static IReadOnlyList<int> Expected(VectorWorld world, VectorQuery query) => [.. world.Oracle(query).Take(query.Limit).Select(h => h.Key)];

    internal static IReadOnlyList<int> Keys(IReadOnlyList<VectorHit> hits) => [.. hits.Select(h => h.Key)];

    internal static async Task AdvancingAsync(FakeTimeProvider time, Task task)
    {
        while (!task.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await task;
    }

    private static string Field(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(name).GetString()!;
    }
}
