using LlmRec.Recommending.Demo;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;
using LlmRec.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LlmRec.Tests.Recommending.Demo;

public sealed class DemoCatalogueTests : IDisposable
{
    private const string Items = """{"id": "a", "title": "axis0"}""";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Two_first_starts_at_once_on_one_store_both_come_to_an_end_with_the_demo_loaded()
    {
        await File.WriteAllTextAsync(_folder["items.jsonl"], Items);
        await File.WriteAllTextAsync(_folder["interactions.csv"], "user_id,item_id,type,value,timestamp\nu,a,like,1,2026-01-07T18:38:00Z\n");
        using var bothImported = new Barrier(2);
        await using var first = await OpenAsync(null, bothImported);
        await using var second = await OpenAsync(first, bothImported);
        await first.Get<Store>().WriteAsync(first.Get<DemoCatalogue>().ClaimAsync);

        var loads = Task.WhenAll(new[] { first, second }.Select(world => Task.Run(() => world.Get<DemoCatalogue>().LoadAsync(default))));
        while (!loads.IsCompleted)
        {
            await first.Get<JobRunner>().RunNextAsync(default);
            first.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await loads;
        Assert.All(await first.Get<JobStore>().ListAsync(10), job => Assert.Equal(JobState.Succeeded, job.State));
        Assert.Equal(1, await first.ScalarAsync<int>("SELECT COUNT(*) FROM vectors WHERE owner_id = 'a'"));
    }

    [Fact]
    public async Task A_store_of_ones_own_is_not_touched()
    {
        await using var world = await OpenAsync(null, null);

        await world.Get<DemoCatalogue>().LoadAsync(default);

        Assert.Equal(0, await world.ScalarAsync<int>("SELECT COUNT(*) FROM items"));
    }

    public void Dispose() => _folder.Dispose();

    private Task<World> OpenAsync(World? beside, Barrier? imported) => World.OpenAsync(
        beside,
        new Dictionary<string, string?> { ["LlmRec:Demo"] = "true", ["LlmRec:DemoPath"] = _folder[""] },
        services => services.AddSingleton<ILogger<DemoCatalogue>>(new MeetingLogger(imported)));

    /// <summary>Waits, when a start tells that it has imported, until the others tell so too.</summary>
    private sealed class MeetingLogger(Barrier? imported) : ILogger<DemoCatalogue>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 1)
            {
                imported?.SignalAndWait(TimeSpan.FromMinutes(1));
            }
        }
    }
}
