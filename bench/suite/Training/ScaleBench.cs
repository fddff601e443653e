using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LlmRec.Bench;

/// <summary>A million users, 200,000 items, 20 million interactions: what <c>sequence</c> takes, and what <c>ease</c> says to it.</summary>
internal static class ScaleBench
{
    public static async Task RunAsync(BenchRun run)
    {
        int[] arguments = [run.Sized(50_000, 1_000_000), run.Sized(30_000, 200_000), run.Sized(1_000_000, 20_000_000), run.Sized(10, 180)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ScaleBench).Assembly.Location, ScaleTraining.Command, .. arguments.Select(a => a.ToString(CultureInfo.InvariantCulture))])
        {
            RedirectStandardOutput = true,
        })!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var figures = process.ExitCode == 0
            ? JsonSerializer.Deserialize<ScaleFigures>(answer, JsonSerializerOptions.Web)!
            : throw new InvalidOperationException("The training at scale failed; what it said is above.");
        run.Report.Add("scale", new Dictionary<string, object>
        {
            ["users"] = figures.Users,
            ["items"] = figures.Items,
            ["interactions"] = figures.Interactions,
            ["longest history"] = figures.Longest,
            ["s to the first step"] = figures.SecondsToFirstStep,
            ["steps"] = figures.Steps,
            ["steps/s"] = figures.StepsPerSecond,
            ["tokens/s"] = figures.TokensPerSecond,
            ["loss"] = string.Create(CultureInfo.InvariantCulture, $"{figures.FirstLoss:0.00} → {figures.LastLoss:0.00}"),
            ["steps an epoch"] = figures.StepsAnEpoch,
            ["min an epoch"] = figures.EpochMinutes,
            ["peak MB"] = figures.PeakMb,
        });
        Console.WriteLine($"\nease says: {figures.EaseSays}");
    }
}
