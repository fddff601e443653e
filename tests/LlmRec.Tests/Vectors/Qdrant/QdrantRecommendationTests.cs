using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Pipeline;
using LlmRec.Storage;
using LlmRec.Testing.Qdrant;
using LlmRec.Tests.Recommending;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>Recommendations over Qdrant, and without it when it fails.</summary>
public sealed class QdrantRecommendationTests : IAsyncLifetime
{
    private QdrantServer _server = null!;

    public async Task InitializeAsync() => _server = await QdrantServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Recommendations_over_qdrant_are_those_of_the_embedded_index()
    {
        await using var embedded = await FilledAsync(await World.OpenAsync());
        await using var qdrant = await FilledAsync(await OpenAsync());

        var expected = await embedded.RecommendAsync("ana", diversity: 0.5);
        var answer = await qdrant.RecommendAsync("ana", diversity: 0.5);

        Assert.False(answer.Degraded);
        Assert.Equal(expected.Items.Select(i => i.Id), answer.Items.Select(i => i.Id));
        // Scores are rounded to 1e-4, and both may lie on either side of a half.
        Assert.All(expected.Items.Zip(answer.Items), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1.01e-4));
        Assert.Equal(
            expected.Items.SelectMany(i => i.Channels.Concat(i.Reasons.Select(r => r.ToString()))),
            answer.Items.SelectMany(i => i.Channels.Concat(i.Reasons.Select(r => r.ToString()))));
        Assert.Contains(answer.Items, i => i.Channels.Contains(ChannelNames.Similar));
        Assert.Empty(_server.Violations);
    }

    [Fact]
    public async Task With_qdrant_down_the_other_channels_answer_and_what_came_meanwhile_is_caught_up() =>
        await AssertSurvivesAsync(_server.KillAsync, _server.ReviveAsync);

    [Fact]
    public async Task With_qdrant_answering_garbage_the_other_channels_answer_and_what_came_meanwhile_is_caught_up() => await AssertSurvivesAsync(
        () =>
        {
            _server.Faults.Garbage = "<html>welcome to nginx</html>";
            return Task.CompletedTask;
        },
        () =>
        {
            _server.Faults.Garbage = null;
            return Task.CompletedTask;
        });

    [Fact]
    public async Task With_qdrant_slow_the_other_channels_answer_and_what_came_meanwhile_is_caught_up()
    {
        // A clock of the index's own: it moves on only once the server keeps a request waiting.
        var clock = new FakeTimeProvider();
        var options = QdrantIndexes.Patient;
        await using var world = await FilledAsync(await World.OpenAsync(change: services => services.AddSingleton<IVectorIndex>(provider => QdrantIndexes.On(
            provider.GetRequiredService<Store>(), provider.GetRequiredService<SpaceDefinition>(), OwnerKind.Item, options, clock, _server.Address))));
        await AssertSurvivesAsync(
            world,
            () =>
            {
                _server.Faults.Delay = TimeSpan.FromMinutes(10);
                return Task.CompletedTask;
            },
            () =>
            {
                _server.Faults.Delay = TimeSpan.Zero;
                return Task.CompletedTask;
            },
            async () =>
            {
                var seen = _server.Requests.Count;
                var pending = world.RecommendAsync("ana");
                while (!pending.IsCompleted)
                {
                    if (_server.Requests.Count is var count && count > seen)
                    {
                        seen = count;
                        clock.Advance(TimeSpan.FromMilliseconds(Math.Max(options.SearchTimeoutMs, options.WriteTimeoutMs)));
                    }

                    await Task.Yield();
                }

                return await pending;
            });
    }

    [Fact]
    public async Task A_start_without_qdrant_answers_from_the_other_channels_and_uses_it_once_it_is_there()
    {
        await _server.KillAsync();
        await using var world = await FilledAsync(await OpenAsync());

        var without = await world.RecommendAsync("ana");
        Assert.NotEmpty(without.Items);
        Assert.True(without.Degraded);
        Assert.Contains("cannot be reached", Assert.Single(without.Faults!, f => f.Part == "vectors").Reason, StringComparison.Ordinal);

        await _server.ReviveAsync();
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var with = await world.RecommendAsync("ana");
        Assert.False(with.Degraded);
        Assert.Contains(with.Items, i => i.Channels.Contains(ChannelNames.Similar));
    }

    private async Task AssertSurvivesAsync(Func<Task> fail, Func<Task> recover)
    {
        await using var world = await FilledAsync(await OpenAsync());
        await AssertSurvivesAsync(world, fail, recover, () => world.RecommendAsync("ana"));
    }

    private async Task AssertSurvivesAsync(World world, Func<Task> fail, Func<Task> recover, Func<Task<RecommendationList>> askAsync)
    {
        // Another's likes, so that ana's neighbours are not kept from before.
        Assert.False((await world.RecommendAsync("ben")).Degraded);

        await fail();
        var answer = await askAsync();
        Assert.True(answer.Degraded);
        Assert.Contains(answer.Faults!, f => f.Part == ChannelNames.Similar);
        Assert.NotEmpty(answer.Items);
        Assert.DoesNotContain(answer.Items, i => i.Channels.Contains(ChannelNames.Similar));
        await world.ItemsAsync("late");
        await world.VectorAsync("late", 1, 0.05f);
        var behind = await askAsync();
        Assert.Contains(behind.Faults!, f => f.Part == "vectors");
        Assert.NotEmpty(behind.Items);

        await recover();
        world.Time.Advance(TimeSpan.FromMinutes(1));
        // The breaker lets a single search through to try; others of the same moment still go without.
        await world.RecommendAsync("eva");
        var recovered = await world.RecommendAsync("ana");
        Assert.False(recovered.Degraded, string.Join("; ", recovered.Faults ?? []));
        Assert.Contains(recovered.Items, i => i.Id == "late" && i.Channels.Contains(ChannelNames.Similar));
        Assert.Empty(_server.Violations);
    }

    private Task<World> OpenAsync() => World.OpenAsync(settings: new Dictionary<string, string?>
    {
        ["LlmRec:Vectors"] = $"qdrant:{_server.Address}",
        // The world's clock stands still: a repetition that waits would wait for ever.
        ["LlmRec:Qdrant:WriteRetries"] = "0",
        ["LlmRec:Qdrant:SearchRetries"] = "0",
    });

    /// <summary>Items on three axes, and people who like some; ana likes those on the first.</summary>
    private static async Task<World> FilledAsync(World world)
    {
        var ids = Enumerable.Range(0, 12).Select(i => $"i{i}").ToArray();
        await world.ItemsAsync(ids);
        for (var i = 0; i < ids.Length; i++)
        {
            var vector = new float[World.Dimension];
            (vector[i % 3], vector[3 + (i % 5)]) = (1, 0.3f);
            await world.VectorAsync(ids[i], vector);
        }

        await world.LikesAsync("ana", "i0", "i3");
        await world.LikesAsync("ben", "i0", "i4", "i7");
        await world.LikesAsync("eva", "i3", "i5", "i7");
        return world;
    }
}
