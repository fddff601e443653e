using System.Diagnostics;
using System.Globalization;

namespace LlmRec.Bench;

/// <summary>
/// Recommendations over HTTP: 10,000 items, 1,000 users with histories, each request another user. The load generator runs
/// on the same processors.
/// </summary>
internal static class HttpBench
{
    private const string Address = "http://localhost:5099";
    private const int Users = 1_000;
    private const double MostMs = 50;

    // Autocannon sends a connection's share of a second back to back: with many connections that is a queue, not a rate.
    private const int Connections = 10;

    public static async Task RunAsync(BenchRun run)
    {
        var folder = await FilledAsync(run);
        var store = Path.Combine(folder, "llmrec.db");
        var starts = new List<double>();
        for (var i = 0; i < run.Sized(1, 5); i++)
        {
            using var started = await StartAsync(store, starts);
        }

        run.Report.Add("start", new Dictionary<string, object> { ["items"] = run.Sized(500, 10_000), ["start to ready, seconds"] = starts.Median() });
        using (var api = await StartAsync(store, starts))
        {
            await LoadAsync(run, api);
        }

        run.Report.Add("where the time goes", await Stages.MeasureAsync(store, Users));
    }

    private static async Task<string> FilledAsync(BenchRun run)
    {
        var (items, interactions, folder) = (run.PathOf("http-items.jsonl"), run.PathOf("http-interactions.csv"), run.PathOf("http"));
        var count = run.Sized(500, 10_000);
        await Shop.WriteItemsAsync(items, count);
        await Shop.WriteInteractionsAsync(interactions, count, Users, Users * 40);
        await CommandLine.RunAsync("import", "--items", items, "--interactions", interactions, "--data-dir", folder);
        await CommandLine.RunAsync("backfill", "--data-dir", folder);
        return folder;
    }

    private static async Task LoadAsync(BenchRun run, HostProcess api)
    {
        var seconds = run.Sized(2, 10);
        // Every user once: what is computed when first asked is there, as in a service that has run for a while.
        await AskAsync("load.mjs", 0, seconds);
        var rows = new List<Dictionary<string, object>>();
        foreach (var rate in run.Options.IsSmall ? [50] : new[] { 100, 250, 500, 750, 1_000, 1_500, 2_000 })
        {
            // By turns, so that a noisy moment is nobody's alone.
            var runs = new Dictionary<string, List<Load>> { ["even.mjs"] = [], ["load.mjs"] = [] };
            for (var i = 0; i < run.Sized(1, 3); i++)
            {
                foreach (var (script, loads) in runs)
                {
                    loads.Add(await AskAsync(script, rate, seconds));
                }
            }

            rows.Add(Row("spread evenly", rate, runs["even.mjs"]));
            rows.Add(Row("autocannon", rate, runs["load.mjs"]));
            if (rows[^1]["held"] is "no")
            {
                break;
            }
        }

        run.Report.Add("http", rows);
        run.Report.Add("memory", new Dictionary<string, object> { ["API, peak MB"] = api.PeakBytes() / 1048576.0 });
    }

    private static Dictionary<string, object> Row(string way, int rate, List<Load> runs) => new()
    {
        ["asked for, a second"] = rate,
        ["way"] = way,
        ["answered, a second"] = runs.Select(r => r.Rate).Median(),
        ["p50 ms"] = runs.Select(r => r.P50).Median(),
        ["p99 ms"] = runs.Select(r => r.P99).Median(),
        ["failed"] = runs.Sum(r => r.Failed),
        ["held"] = runs.All(r => r.Failed == 0) && runs.Select(r => r.P99).Median() < MostMs && runs.Select(r => r.Rate).Median() > 0.95 * rate ? "yes" : "no",
    };

    private static Task<Load> AskAsync(string script, int rate, int seconds) => Peer.RunAsync<Load>(
        script, [Address, .. new[] { Users, Connections, rate, seconds }.Select(n => n.ToString(CultureInfo.InvariantCulture))]);

    private static async Task<HostProcess> StartAsync(string store, List<double> starts)
    {
        var watch = Stopwatch.StartNew();
        var api = await HostProcess.StartApiAsync(Address, store);
        starts.Add(watch.Elapsed.TotalSeconds);
        return api;
    }

    private sealed record Load(double Rate, double P50, double P99, double Max, int Failed);
}
