using System.Diagnostics;
using System.Text.Json;

namespace LlmRec.Bench;

/// <summary>The command <c>llmrec</c>.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it answered, how long it took, and its largest working set.</returns>
    public static async Task<(JsonElement Answer, double Seconds, double PeakMb)> RunAsync(params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var host = HostProcess.Start("Cli", "llmrec.dll", new Dictionary<string, string>(), [.. arguments, "--json"]);
        var output = host.Process.StandardOutput.ReadToEndAsync();
        var ended = host.Process.WaitForExitAsync();
        var peak = 0L;
        while (await Task.WhenAny(ended, Task.Delay(20)) != ended)
        {
            peak = Math.Max(peak, host.PeakBytes());
        }

        var seconds = watch.Elapsed.TotalSeconds;
        return host.Process.ExitCode == 0
            ? (JsonSerializer.Deserialize<JsonElement>(await output), seconds, peak / 1048576.0)
            : throw new InvalidOperationException($"llmrec {string.Join(' ', arguments)} failed; what it said is above.");
    }
}
