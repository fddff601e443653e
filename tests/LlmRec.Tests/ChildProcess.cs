using System.Diagnostics;
using System.Text.Json;

namespace LlmRec.Tests;

/// <summary>This assembly started once more, for what must not happen to the process of the tests: limits on its files or its memory, a kill.</summary>
internal static class ChildProcess
{
    private static readonly Dictionary<string, Func<string[], Task<object>>> Tasks = new()
    {
        [Storage.FullDisk.Name] = Storage.FullDisk.RunAsync,
        [Catalog.SmallHeap.Name] = Catalog.SmallHeap.RunAsync,
        [Learning.Decoder.KilledTraining.Name] = Learning.Decoder.KilledTraining.RunAsync,
    };

    public static async Task Main(string[] args) => Console.WriteLine(JsonSerializer.Serialize(await Tasks[args[0]](args[1..])));

    /// <summary>Runs a task in a process of its own and returns what it answered.</summary>
    public static async Task<T> RunAsync<T>(string task, IReadOnlyList<string> args, params (string Name, string Value)[] environment)
    {
        using var process = Start(task, args, environment);
        var error = process.StandardError.ReadToEndAsync();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{task} ended with {process.ExitCode}: {await error}");
        return JsonSerializer.Deserialize<T>(answer)!;
    }

    /// <summary>Runs a task in a process of its own until it writes its first line, then kills it.</summary>
    public static async Task KillAtFirstLineAsync(string task, IReadOnlyList<string> args)
    {
        using var process = Start(task, args);
        var error = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        process.Kill();
        await process.WaitForExitAsync();
        Assert.True(line is not null, $"{task} ended by itself: {await error}");
    }

    private static Process Start(string task, IReadOnlyList<string> args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, task, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
