namespace LlmRec.Bench;

/// <summary>A large import by the command line.</summary>
internal static class ImportBench
{
    public static async Task RunAsync(BenchRun run)
    {
        var (items, interactions, count) = (run.PathOf("import-items.jsonl"), run.PathOf("import-interactions.csv"), run.Sized(20_000, 1_000_000));
        await Shop.WriteItemsAsync(items, 20_000);
        await Shop.WriteInteractionsAsync(interactions, 20_000, count / 50, count);
        var folder = run.PathOf("import");
        var (_, itemSeconds, _) = await CommandLine.RunAsync("import", "--items", items, "--data-dir", folder);
        var (answer, seconds, peak) = await CommandLine.RunAsync("import", "--interactions", interactions, "--data-dir", folder);
        run.Report.Add("import", new Dictionary<string, object>
        {
            ["interactions"] = answer.GetProperty("interactions").GetProperty("accepted").GetInt32(),
            ["seconds, start of the program included"] = seconds,
            ["rows/s"] = count / seconds,
            ["peak MB"] = peak,
            ["20,000 items, seconds"] = itemSeconds,
        });
    }
}
