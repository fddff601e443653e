namespace LlmRec.EndToEnd.Processes;

/// <summary>What is left after a kill, a Ctrl-C, a full disk.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Items = 1_200;
    private const int Kills = 10;

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_backfill_killed_ten_times_embeds_every_item_once()
    {
        await ImportAsync(_folder.Many(Items));
        var random = new Random(17);
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = kill == 0 ? 0 : await _folder.VectorsAsync();
            using var run = TestProcess.Cli("backfill", "--kind", "items", "--batch", "4", "--data-dir", _folder.Data);
            await run.UntilAsync(async () => await _folder.VectorsAsync() > before);
            await Task.Delay(random.Next(60));
            Assert.False(run.HasExited, $"run {kill} ended by itself: {run.Output} {run.Errors}");
            await run.KillAsync();
            await _folder.AssertIntactAsync();
            var after = await _folder.VectorsAsync();
            // What is stored and what the job says go together, whenever the kill came.
            Assert.Equal(after, await _folder.ScalarAsync<long>("SELECT done FROM jobs"));
            Assert.InRange(after, before + 1, Items - 1);
        }

        var left = Items - await _folder.VectorsAsync();
        using var last = await TestProcess.RunCliAsync("backfill", "--kind", "items", "--batch", "4", "--data-dir", _folder.Data, "--json");

        Assert.Equal(0, last.ExitCode);
        Assert.Contains("Going on with the backfill that was interrupted at", last.Errors, StringComparison.Ordinal);
        Assert.Equal((Items, 0), (last.Json().GetProperty("embedded").GetInt32(), last.Json().GetProperty("unchanged").GetInt32()));
        // The rate is this run's, not that of the job with all that went before.
        Assert.InRange(last.Json().GetProperty("rate").GetDouble() * last.Json().GetProperty("seconds").GetDouble(), left - 10, left + 10);
        Assert.Equal(Items, await _folder.VectorsAsync());
        // Every stored vector takes one number, each mean of the space one: none was stored twice.
        var means = await _folder.ScalarAsync<long>("SELECT version FROM spaces") - 1;
        Assert.Equal(Items + means, await _folder.ScalarAsync<long>("SELECT value FROM sequences WHERE name = 'vectors'"));
        Assert.Equal(1, await _folder.ScalarAsync<long>("SELECT COUNT(*) FROM jobs"));
        await _folder.AssertIntactAsync();
    }

    [Fact]
    public async Task Ctrl_C_stops_a_backfill_with_how_to_go_on_and_the_next_run_does_what_it_is_asked_too()
    {
        await ImportAsync(_folder.Many(Items));
        using var run = TestProcess.Cli("backfill", "--kind", "items", "--batch", "2", "--data-dir", _folder.Data, "--json");
        await run.UntilAsync(async () => await _folder.VectorsAsync() > 0);
        await run.InterruptAsync();
        await run.EndAsync();

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("the same command goes on from there", run.Json().GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("running", await _folder.ScalarAsync<string>("SELECT state FROM jobs WHERE owner IS NULL"));
        await _folder.ScalarAsync<long>("INSERT INTO users (id, text, attributes, seq) VALUES ('ana', 'Slow films', '{}', 1) RETURNING key");

        // Asked for users: the items that were left are finished first, then the users done.
        using var next = await TestProcess.RunCliAsync("backfill", "--kind", "users", "--data-dir", _folder.Data, "--json");

        Assert.Equal(0, next.ExitCode);
        Assert.Equal(1, next.Json().GetProperty("total").GetInt32());
        Assert.Equal(Items, await _folder.VectorsAsync());
        Assert.Equal(1, await _folder.ScalarAsync<long>("SELECT COUNT(*) FROM vectors WHERE kind = 1 AND vector IS NOT NULL"));
    }

    [Fact]
    public async Task A_full_disk_during_an_import_is_told_the_store_stays_intact_and_a_repeat_completes_it()
    {
        var items = _folder.Many(6_000, padding: 400);
        using (var full = TestProcess.CliOnFullDisk(2_048, "import", "--items", items, "--data-dir", _folder.Data, "--json"))
        {
            await full.EndAsync();
            Assert.True(full.ExitCode == 1, $"{full.ExitCode}\n{full.Output}\n{full.Errors}");
            AssertToldOfDisk(full);
        }

        await _folder.AssertIntactAsync();
        using var again = await TestProcess.RunCliAsync("import", "--items", items, "--data-dir", _folder.Data, "--json");
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(6_000, await _folder.ScalarAsync<long>("SELECT COUNT(*) FROM items"));
    }

    [Fact]
    public async Task A_full_disk_during_a_backfill_is_told_the_store_stays_intact_and_a_repeat_completes_it()
    {
        await ImportAsync(_folder.Many(600));
        var kibibytes = (int)(new FileInfo(_folder.Store).Length / 1024) + 500;
        using (var full = TestProcess.CliOnFullDisk(kibibytes, "backfill", "--kind", "items", "--batch", "20", "--data-dir", _folder.Data, "--json"))
        {
            await full.EndAsync();
            Assert.True(full.ExitCode == 1, $"{full.ExitCode}\n{full.Output}\n{full.Errors}");
            AssertToldOfDisk(full);
        }

        await _folder.AssertIntactAsync();
        Assert.InRange(await _folder.VectorsAsync(), 0, 599);
        using var again = await TestProcess.RunCliAsync("backfill", "--kind", "items", "--data-dir", _folder.Data, "--json");
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(600, await _folder.VectorsAsync());
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertToldOfDisk(TestProcess process)
    {
        var error = process.Json().GetProperty("error").GetString()!;
        Assert.Contains("disk", error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", process.Errors, StringComparison.Ordinal);
    }

    private async Task ImportAsync(string items)
    {
        using var import = await TestProcess.RunCliAsync("import", "--items", items, "--data-dir", _folder.Data);
        Assert.True(import.ExitCode == 0, import.Errors);
    }
}
