using System.Diagnostics;

namespace LlmRec.Bench;

/// <summary>A host of the service, in a process of its own; killed when disposed of.</summary>
internal sealed class HostProcess : IDisposable
{
    private HostProcess(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Starts a host as it was built.</summary>
    public static HostProcess Start(string room, string assemblyName, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var assembly = Path.Combine(BenchRun.Root, "src", room, "bin", "Release", "net10.0", assemblyName);
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = BenchRun.Root };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>The largest working set so far; 0 once it has ended.</summary>
    public long PeakBytes()
    {
        try
        {
            Process.Refresh();
            return Process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
    }
}
