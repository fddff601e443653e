namespace LlmRec.Tests.Catalog;

/// <summary>Imports files in a process whose managed heap may not grow beyond a limit set from outside.</summary>
internal static class SmallHeap
{
    public const string Name = "small-heap";

    public sealed record Answer(long Items, long Interactions, long Rejected, double PeakMiB);

    /// <param name="args">The store's file, a file of items, a file of interactions.</param>
    public static async Task<object> RunAsync(string[] args)
    {
        using var catalogue = await TestCatalogue.OpenAsync(args[0]);
        var peak = 0L;
        var report = await catalogue.Importer.ImportAsync(
            new(args[1], null, args[2]), _ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), CancellationToken.None);
        return new Answer(report.Items.Accepted, report.Interactions.Accepted, report.Items.Rejected + report.Interactions.Rejected, peak / (double)(1 << 20));
    }
}
