using LlmRec.Testing.Qdrant;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Indexes.Qdrant;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>What comes of a Qdrant that fails: nothing is lost, and nobody waits for long.</summary>
public sealed class QdrantFaultTests : IAsyncLifetime
{
    private QdrantServer _server = null!;

    public async Task InitializeAsync() => _server = await QdrantServer.StartAsync(nodes: 3);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_projection_that_was_cut_off_goes_on_from_its_checkpoint_in_another_process()
    {
        using var world = await VectorWorld.OfAsync(2_500);
        var upserts = 0;
        _server.Faults.Refuses = r => IsUpsert(r) && ++upserts > 2;
        await using (var killed = QdrantIndexes.On(world, _server.Address))
        {
            await Assert.ThrowsAsync<QdrantException>(() => killed.FollowAsync(default));
        }

        _server.Faults.Refuses = null;
        var sent = _server.Requests.Count;
        await using var next = QdrantIndexes.On(world, _server.Address);
        await next.FollowAsync(default);

        Assert.Equal(3, _server.Requests.Skip(sent).Count(IsUpsert));
        await AssertWholeAsync(world, next);
    }

    [Fact]
    public async Task A_write_that_was_carried_out_and_answered_with_500_is_repeated_with_the_same_ids()
    {
        using var world = await VectorWorld.OfAsync(700);
        await using var index = QdrantIndexes.On(world, _server.Address);
        _server.Faults.RefusesAfterwards = IsUpsert;
        await Assert.ThrowsAsync<QdrantException>(() => index.FollowAsync(default));

        _server.Faults.RefusesAfterwards = null;
        await index.FollowAsync(default);

        await AssertWholeAsync(world, index);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public async Task A_write_that_reached_some_shards_only_is_completed_when_the_node_is_back(int replicas, int consistency)
    {
        using var world = await VectorWorld.OfAsync(100);
        var options = QdrantIndexes.Patient;
        (options.ReplicationFactor, options.WriteConsistencyFactor) = (replicas, consistency);
        await using var index = QdrantIndexes.On(world, options, null, _server.Address);
        await index.FollowAsync(default);
        await world.UpsertAsync([.. Enumerable.Range(51, 100).Select(world.RandomRow)]);
        await world.DeleteAsync(7);

        _server.Faults.NodesAway = 1;
        var fault = await Assert.ThrowsAsync<QdrantException>(() => index.FollowAsync(default));
        Assert.Contains("shards failed to apply operation", fault.Message, StringComparison.Ordinal);
        _server.Faults.NodesAway = 0;
        await index.FollowAsync(default);

        await AssertWholeAsync(world, index);
    }

    [Fact]
    public async Task With_replicas_a_node_may_be_away_and_nobody_notices()
    {
        using var world = await VectorWorld.OfAsync(100);
        var options = QdrantIndexes.Patient;
        options.ReplicationFactor = 2;
        await using var index = QdrantIndexes.On(world, options, null, _server.Address);
        await index.FollowAsync(default);

        _server.Faults.NodesAway = 1;
        await world.UpsertAsync([.. Enumerable.Range(51, 100).Select(world.RandomRow)]);
        await index.FollowAsync(default);

        await AssertWholeAsync(world, index);
    }

    [Fact]
    public async Task A_swap_of_the_alias_that_takes_effect_after_its_500_is_seen_and_not_repeated()
    {
        using var world = await VectorWorld.OfAsync(30);
        await using var index = QdrantIndexes.On(world, _server.Address);
        // The majority goes just when the swap is asked for.
        _server.Faults.Refuses = r =>
        {
            _server.Faults.NodesAway = IsSwap(r) ? 2 : _server.Faults.NodesAway;
            return false;
        };
        var fault = await Assert.ThrowsAsync<QdrantException>(() => index.FollowAsync(default));
        Assert.Contains("Waiting for consensus operation commit failed", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Aliases);

        _server.Faults.Refuses = null;
        _server.Faults.NodesAway = 0;
        Assert.Single(_server.Aliases);
        await index.FollowAsync(default);

        Assert.Single(_server.Requests, IsSwap);
        await AssertWholeAsync(world, index);
    }

    [Fact]
    public async Task A_qdrant_that_lost_everything_is_filled_again_from_the_store()
    {
        using var world = await VectorWorld.OfAsync(50);
        await using var index = QdrantIndexes.On(world, _server.Address);
        await index.FollowAsync(default);

        _server.Wipe();
        await Assert.ThrowsAsync<QdrantException>(() => index.SearchAsync([new VectorQuery { Vector = world.RandomVector() }], default));
        await world.UpsertAsync(world.RandomRow(51));
        await index.FollowAsync(default);

        await AssertWholeAsync(world, index);
        Assert.Equal(Assert.Single(_server.Collections), Assert.Single(_server.Aliases).Value);
    }

    [Fact]
    public async Task A_qdrant_that_lost_everything_while_no_process_ran_is_found_out_at_the_next_start()
    {
        using var world = await VectorWorld.OfAsync(50);
        await using (var earlier = QdrantIndexes.On(world, _server.Address))
        {
            await earlier.FollowAsync(default);
        }

        _server.Wipe();
        await using var index = QdrantIndexes.On(world, _server.Address);
        await index.FollowAsync(default);

        await AssertWholeAsync(world, index);
    }

    [Fact]
    public async Task A_collection_that_lacks_points_is_found_out_at_the_next_start_and_made_anew()
    {
        using var world = await VectorWorld.OfAsync(50);
        await using (var earlier = QdrantIndexes.On(world, _server.Address))
        {
            await earlier.FollowAsync(default);
        }

        var lacking = Assert.Single(_server.Collections);
        using var client = new HttpClient { BaseAddress = _server.Address };
        using var body = new StringContent($$"""{"points":["{{PointIds.Of("item-7")}}"]}""");
        (await client.PostAsync($"/collections/{lacking}/points/delete?wait=true", body)).EnsureSuccessStatusCode();
        await using var index = QdrantIndexes.On(world, _server.Address);
        await index.FollowAsync(default);

        await AssertWholeAsync(world, index);
        Assert.NotEqual(lacking, Assert.Single(_server.Collections));
    }

    [Fact]
    public async Task The_breaker_opens_after_repeated_failures_and_closes_again()
    {
        var time = new FakeTimeProvider();
        using var world = await VectorWorld.OfAsync(10);
        var options = QdrantIndexes.Patient;
        (options.BreakAfterFailures, options.BreakMs) = (3, 5_000);
        await using var index = QdrantIndexes.On(world, options, time, _server.Address);
        await index.FollowAsync(default);
        VectorQuery[] query = [new() { Vector = world.RandomVector() }];

        await _server.KillAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("cannot be reached", await FaultAsync(), StringComparison.Ordinal);
        }

        Assert.Contains("is left alone", await FaultAsync(), StringComparison.Ordinal);
        await _server.ReviveAsync();
        Assert.Contains("is left alone", await FaultAsync(), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMilliseconds(options.BreakMs + 1));

        Assert.Equal(10, (await index.SearchAsync(query, default))[0].Count);
        Assert.Equal(10, (await index.SearchAsync(query, default))[0].Count);

        async Task<string> FaultAsync() => (await Assert.ThrowsAsync<QdrantException>(() => index.SearchAsync(query, default))).Message;
    }

    [Fact]
    public async Task A_search_that_takes_too_long_is_given_up()
    {
        using var world = await VectorWorld.OfAsync(5);
        var options = QdrantIndexes.Patient;
        options.SearchTimeoutMs = 50;
        await using var index = QdrantIndexes.On(world, options, null, _server.Address);
        await index.FollowAsync(default);

        _server.Faults.Delay = TimeSpan.FromMinutes(10);
        var fault = await Assert.ThrowsAsync<QdrantException>(() => index.SearchAsync([new VectorQuery { Vector = world.RandomVector() }], default));

        Assert.Contains("did not answer within 50 ms", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>welcome</html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"result":null}""")]
    [InlineData("""{"result":[]}""")]
    [InlineData("""{"result":[{"points":[{"score":1}]}]}""")]
    [InlineData("""{"result":[{"points":[{"score":"high","payload":{"key":1,"id":"a"}}]}]}""")]
    [InlineData("""{"result":[{"points":[{"score":1,"payload":{"key":1.5,"id":"a"}}]}]}""")]
    [InlineData("""{"result":[{"points":[{"score":1,"payload":{"key":1,"id":7}}]}]}""")]
    public async Task An_answer_that_is_nonsense_is_a_failure_and_no_hit(string garbage)
    {
        using var world = await VectorWorld.OfAsync(5);
        await using var index = QdrantIndexes.On(world, _server.Address);
        await index.FollowAsync(default);

        _server.Faults.Garbage = garbage;
        var fault = await Assert.ThrowsAsync<QdrantException>(() => index.SearchAsync([new VectorQuery { Vector = world.RandomVector() }], default));
        Assert.Contains("does not answer as Qdrant does", fault.Message, StringComparison.Ordinal);

        await world.UpsertAsync(world.RandomRow(6));
        await Assert.ThrowsAsync<QdrantException>(() => index.FollowAsync(default));
        _server.Faults.Garbage = null;
        await index.FollowAsync(default);
        await AssertWholeAsync(world, index);
    }

    [Fact]
    public async Task A_passing_fault_is_tried_again()
    {
        using var world = await VectorWorld.OfAsync(5);
        var options = QdrantIndexes.Patient;
        (options.SearchRetries, options.WriteRetries) = (2, 2);
        await using var index = QdrantIndexes.On(world, options, null, _server.Address);
        var failures = 0;
        _server.Faults.Refuses = _ => ++failures % 3 != 0;

        await index.FollowAsync(default);
        await AssertWholeAsync(world, index);
    }

    [Fact]
    public async Task When_a_node_of_several_is_away_the_next_one_is_asked()
    {
        using var world = await VectorWorld.OfAsync(5);
        await using var away = await QdrantServer.StartAsync();
        await away.KillAsync();
        var options = QdrantIndexes.Patient;
        (options.SearchRetries, options.WriteRetries) = (1, 1);
        await using var index = QdrantIndexes.On(world, options, null, away.Address, _server.Address);

        await index.FollowAsync(default);

        await AssertWholeAsync(world, index);
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_a_qdrant_that_is_slow_to_take_changes()
    {
        var time = new FakeTimeProvider();
        using var world = await VectorWorld.OfAsync(5);
        var options = QdrantIndexes.Patient;
        options.FollowWaitMs = 500;
        await using var index = QdrantIndexes.On(world, options, time, _server.Address);
        await index.FollowAsync(default);
        await world.UpsertAsync(world.RandomRow(6));

        _server.Faults.Delay = TimeSpan.FromMinutes(10);
        var following = index.FollowAsync(default);
        var late = await Assert.ThrowsAsync<QdrantException>(() => QdrantProjectionTests.AdvancingAsync(time, following));
        Assert.Equal("Qdrant is still being brought up to date.", late.Message);
        // Who comes later does not wait at all.
        Assert.Equal(late.Message, (await Assert.ThrowsAsync<QdrantException>(() => index.FollowAsync(default))).Message);
    }

    [Fact]
    public async Task A_wrong_key_is_told_without_telling_the_key()
    {
        using var world = await VectorWorld.OfAsync(5);
        _server.ApiKey = "right-key";
        var options = QdrantIndexes.Patient;
        options.ApiKey = "wrong-key";
        await using (var index = QdrantIndexes.On(world, options, null, _server.Address))
        {
            var fault = await Assert.ThrowsAsync<QdrantException>(() => index.FollowAsync(default));
            Assert.Contains("Check LlmRec:Qdrant:ApiKey", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("-key", fault.Message, StringComparison.Ordinal);
        }

        options.ApiKey = "right-key";
        await using var allowed = QdrantIndexes.On(world, options, null, _server.Address);
        await allowed.FollowAsync(default);
        await AssertWholeAsync(world, allowed);
    }

    private static bool IsUpsert(QdrantRequest request) => request.Method == "PUT" && request.Path.EndsWith("/points", StringComparison.Ordinal);

    private static bool IsSwap(QdrantRequest request) => request.Path == "/collections/aliases";

    /// <summary>Everything in the store is found, and nothing else.</summary>
    private async Task AssertWholeAsync(VectorWorld world, QdrantIndex index)
    {
        var query = new VectorQuery { Vector = world.RandomVector(), Limit = 5_000 };
        var hits = (await index.SearchAsync([query], default))[0];
        Assert.Equal(QdrantProjectionTests.Expected(world, query).Order(), QdrantProjectionTests.Keys(hits).Order());
        Assert.Equal(world.Rows.Count, index.Count);
        var scores = world.Oracle(query).ToDictionary(h => h.Key, h => h.Score);
        Assert.All(hits, h => Assert.Equal(scores[h.Key], h.Score, 1e-5));
        Assert.Empty(_server.Violations);
    }
}
