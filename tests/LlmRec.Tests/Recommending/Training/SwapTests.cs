using LlmRec.Recommending.Trained;

namespace LlmRec.Tests.Recommending.Training;

public sealed class SwapTests
{
    [Fact]
    public async Task Rolling_back_brings_the_version_before_into_use_in_every_process_and_then_none()
    {
        await using var world = await TrainingWorld.OpenAsync();
        await using var beside = await World.OpenAsync(world, TrainingWorld.Quick);
        var first = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease")).Models.Single().Version;
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var second = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease")).Models.Single().Version;
        await beside.RecommendAsync("u1");
        Assert.Equal(second, beside.Get<TrainedModels>().Serving["ease"].Version);

        var (was, now) = await world.Get<TrainedCatalogue>().RollBackAsync("ease");
        await beside.RecommendAsync("u1");

        Assert.Equal((second, first), (was.Version, now?.Version));
        Assert.Equal(first, beside.Get<TrainedModels>().Serving["ease"].Version);
        Assert.Null((await world.Get<TrainedCatalogue>().RollBackAsync("ease")).Now);
        Assert.DoesNotContain((await beside.RecommendAsync("u1")).Items, i => i.Channels.Contains("ease"));
        var fault = await Assert.ThrowsAsync<LlmRec.Learning.Models.Saved.SavedModelException>(() => world.Get<TrainedCatalogue>().RollBackAsync("ease"));
        Assert.Contains("nothing to go back from", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swapping_models_under_requests_drops_none()
    {
        // A busy machine makes channels late.
        await using var world = await TrainingWorld.OpenAsync(new Dictionary<string, string?> { ["LlmRec:Pipeline:ChannelDeadlineMs"] = "60000" });
        for (var i = 0; i < 2; i++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(1));
            TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease", "sequence"));
        }

        var stacks = await world.Get<Promotions>().AllAsync();
        using var done = new CancellationTokenSource();
        var requests = Enumerable.Range(0, 4).Select(r => Task.Run(async () =>
        {
            var served = 0;
            while (!done.IsCancellationRequested)
            {
                var answer = await world.RecommendAsync($"u{(r + served++) % 60}");
                Assert.False(answer.Degraded, string.Join("; ", answer.Faults?.Select(f => $"{f.Part} {f.Reason}") ?? []));
                Assert.Contains(answer.Items, i => i.Channels.Contains("sequence"));
            }

            return served;
        })).ToList();

        for (var swap = 0; swap < 12; swap++)
        {
            await world.Get<Promotions>().PromoteAsync([.. stacks.Select(s => s.ElementAt((swap + 1) % 2)).Select(p => (p.Model, p.Version, p.Sha256))], keep: 5);
            await world.RecommendAsync("u1");
            Assert.All(world.Get<TrainedModels>().Serving, s => Assert.Equal(stacks[s.Key].ElementAt((swap + 1) % 2).Version, s.Value.Version));
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(requests), served => Assert.True(served > 0));
    }

    [Theory]
    [InlineData("weights.bin")]
    [InlineData("items.json")]
    [InlineData("arrays.bin")]
    [InlineData("manifest.json")]
    public async Task A_file_that_was_tampered_with_is_never_served_and_what_served_before_serves_on(string file)
    {
        await using var world = await TrainingWorld.OpenAsync();
        var first = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease")).Models.Single().Version;
        await world.RecommendAsync("u1");
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var second = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease")).Models.Single().Version;
        var path = Path.Combine(world.Get<TrainedFolder>().Of("ease", second), file);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^3] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        var answer = await world.RecommendAsync("u1");
        await using var fresh = await World.OpenAsync(world, TrainingWorld.Quick);
        var unaided = await fresh.RecommendAsync("u1");

        Assert.Equal(first, world.Get<TrainedModels>().Serving["ease"].Version);
        Assert.True(answer.Degraded && unaided.Degraded);
        var fault = Assert.Single(unaided.Faults!);
        Assert.Equal("trained models", fault.Part);
        Assert.Contains("llmrec models rollback ease", fault.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(unaided.Items);
        Assert.DoesNotContain(unaided.Items, i => i.Channels.Contains("ease"));
        Assert.Contains(await world.Get<TrainedCatalogue>().CheckAsync(), v => v is { Name: "ease", Ok: false } && v.Version == second);

        // The way out that the message names.
        await world.Get<TrainedCatalogue>().RollBackAsync("ease");
        Assert.False((await fresh.RecommendAsync("u1")).Degraded);
    }

    [Fact]
    public async Task A_folder_that_was_half_written_is_no_version_and_the_next_training_clears_it_away()
    {
        await using var world = await TrainingWorld.OpenAsync();
        var folder = world.Get<TrainedFolder>();
        var partial = Path.Combine(folder.Of("ease"), ".partial-20260101-000000-abcdef");
        Directory.CreateDirectory(partial);
        await File.WriteAllBytesAsync(Path.Combine(partial, "weights.bin"), new byte[100]);
        Directory.CreateDirectory(folder.Of("ease", "20260102-000000-abcdef"));

        Assert.DoesNotContain(await world.Get<TrainedCatalogue>().ListAsync(), v => v.Ok);
        Assert.DoesNotContain(folder.Versions("ease"), v => v.Contains("partial", StringComparison.Ordinal));
        var version = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease")).Models.Single().Version;

        Assert.Equal([version], Directory.EnumerateDirectories(folder.Of("ease")).Select(Path.GetFileName));
    }
}
