using LlmRec.Catalog.Items;
using LlmRec.Recommending.Erasure;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Map;
using LlmRec.Storage.Jobs;

namespace LlmRec.Tests.Recommending.Map;

public sealed class MapTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.OpenAsync();
        // Three bundles of ten, each along an axis of its own.
        var random = new Random(1);
        foreach (var bundle in Enumerable.Range(0, 3))
        {
            await _world.ItemsAsync([.. Enumerable.Range(0, 10).Select(i => new Item { Id = $"{bundle}-{i}", Title = $"Title {bundle}-{i}", Categories = ["Film", $"Kind {bundle}"] })]);
            for (var i = 0; i < 10; i++)
            {
                await _world.VectorAsync($"{bundle}-{i}", [.. Enumerable.Range(0, 6).Select(axis => (axis == bundle ? 1 : 0) + (.2f * random.NextSingle()))]);
            }
        }

        await _world.ItemsAsync("without");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_projection_lays_out_every_item_with_a_vector_so_that_neighbours_lie_together()
    {
        var job = await RunAsync();

        Assert.Equal((JobState.Succeeded, 30L), (job.State, job.Progress.Counts["items"]));
        var map = (await MapAsync())!;
        Assert.Equal(30, map.Keys.Length);
        Assert.Equal(map.Keys.Order(), map.Keys);
        var table = _world.Get<ItemTable>();
        var bundles = Enumerable.Range(0, 30).GroupBy(at => table[map.Keys[at]]!.Id[0]).ToList();
        foreach (var bundle in bundles)
        {
            var inside = bundle.Max(a => bundle.Max(b => Far(map, a, b)));
            var outside = bundle.Min(a => bundles.Where(o => o.Key != bundle.Key).Min(o => o.Min(b => Far(map, a, b))));
            Assert.True(inside < outside, $"{inside} against {outside}");
        }

        Assert.All(map.Places, place => Assert.InRange(place, -short.MaxValue, short.MaxValue));
    }

    [Fact]
    public async Task Categories_that_tell_items_apart_are_bands_and_one_that_all_have_is_none()
    {
        await RunAsync();

        var overview = await _world.Get<MapReader>().DescribeAsync(default);

        Assert.Equal([("Kind 0", 10), ("Kind 1", 10), ("Kind 2", 10), (null, 0)], overview.Bands.Select(b => (b.Category, b.Items)));
        Assert.Equal((30, 30, false), (overview.Items, overview.Vectors, overview.IsBehind));
    }

    [Fact]
    public async Task The_same_vectors_and_seed_give_the_same_map()
    {
        await RunAsync();
        var first = (await MapAsync())!;
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync();
        var again = (await MapAsync())!;

        Assert.NotEqual(first.Tag, again.Tag);
        Assert.Equal(first.Places, again.Places);
        Assert.Equal(first.Keys, again.Keys);
    }

    [Fact]
    public async Task Before_the_first_there_is_no_map_and_after_a_change_it_is_behind()
    {
        var reader = _world.Get<MapReader>();
        var before = await reader.DescribeAsync(default);
        await RunAsync();
        await _world.UserAsync("ana", null);
        await _world.UserVectorAsync("ana", [1]);
        var still = await reader.DescribeAsync(default);
        await _world.VectorAsync("without", 1, 1);
        var after = await reader.DescribeAsync(default);

        Assert.Equal((null, 30), (before.Tag, before.Vectors));
        Assert.False(still.IsBehind);
        Assert.Equal((30, 31, true), (after.Items, after.Vectors, after.IsBehind));
    }

    [Fact]
    public async Task Items_are_found_by_place_and_by_id_and_who_left_the_catalogue_has_no_name()
    {
        await RunAsync();
        await _world.Get<ItemErasure>().EraseAsync("0-0", default);
        var reader = _world.Get<MapReader>();

        var byPlace = await reader.ItemsAsync([0, 1, 99, -1], [], default);
        var byId = await reader.ItemsAsync([], ["0-1", "without", "0-0", "nowhere"], default);

        Assert.Equal([(0, null, null), (1, "0-1", "Title 0-1")], byPlace.Select(i => (i.At!.Value, i.Id, i.Title)));
        Assert.Equal([("0-1", 1), ("without", null)], byId.Select(i => (i.Id, i.At)));
    }

    [Fact]
    public async Task Neighbours_are_those_of_the_vectors_with_their_places()
    {
        await RunAsync();
        var reader = _world.Get<MapReader>();

        var near = await reader.NeighboursAsync(_world.Get<ItemTable>().Find("1-3")!, 5, default);
        var none = await reader.NeighboursAsync(_world.Get<ItemTable>().Find("without")!, 5, default);

        Assert.All(near, n => Assert.StartsWith("1-", n.Id, StringComparison.Ordinal));
        Assert.Equal(near.Select(n => n.Cosine).OrderDescending(), near.Select(n => n.Cosine));
        Assert.All(near, n => Assert.NotNull(n.At));
        Assert.Empty(none);
    }

    [Fact]
    public async Task A_catalogue_without_vectors_fails_the_job_with_what_to_do()
    {
        await using var empty = await World.OpenAsync();
        await empty.ItemsAsync("a");
        await empty.Get<MapService>().QueueAsync(new());

        var job = (await empty.Get<JobRunner>().RunNextAsync(default))!;

        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("Run a backfill first", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_out_of_range_is_refused()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => _world.Get<MapService>().QueueAsync(new(Neighbours: 1)));

        Assert.Contains("neighbours must be from 2 to 100", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_of_a_hundred_thousand_points_fits_its_numbers_and_strays_do_not_make_it_small()
    {
        var random = new Random(1);
        float[] places = [.. Enumerable.Range(0, 200_000).Select(_ => random.NextSingle() * 10)];
        places[0] = 1e6f;

        var whole = MapScale.Of(places);

        Assert.Equal(short.MaxValue, whole[0]);
        Assert.InRange(whole.Skip(2).Max(x => Math.Abs((int)x)), 29_000, 31_000);
    }

    private async Task<Job> RunAsync()
    {
        await _world.Get<MapService>().QueueAsync(new(Neighbours: 6));
        return (await _world.Get<JobRunner>().RunNextAsync(default))!;
    }

    private Task<CatalogueMap?> MapAsync() => _world.Get<MapReader>().MapAsync(default);

    private static double Far(CatalogueMap map, int a, int b) => Math.Sqrt(Math.Pow(map.Places[2 * a] - map.Places[2 * b], 2) + Math.Pow(map.Places[(2 * a) + 1] - map.Places[(2 * b) + 1], 2));
}
