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

    /// <summary>Starts the API on a store, and returns once it is ready.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="store">The store's file.</param>
    /// <param name="settings">More settings, as environment variables.</param>
    public static async Task<HostProcess> StartApiAsync(string address, string store, params IEnumerable<(string Name, string Value)> settings)
    {
        var environment = settings.ToDictionary(s => s.Name, s => s.Value);
        (environment["LlmRec__Store"], environment["ASPNETCORE_ENVIRONMENT"], environment["Logging__LogLevel__Default"]) = ($"sqlite:{store}", "Production", "Warning");
        var api = Start("Api", "LlmRec.Api.dll", environment, "--urls", address);
        _ = api.Process.StandardOutput.ReadToEndAsync();
        using var client = new HttpClient();
        while (!api.Process.HasExited)
        {
            try
            {
                if ((await client.GetAsync(new Uri($"{address}/health/ready"))).IsSuccessStatusCode)
                {
                    return api;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(10);
        }

        throw new InvalidOperationException("The API did not start; what it said is above.");
    }

    /// <summary>The working set now.</summary>
    public long Bytes()
    {
        Process.Refresh();
        return Process.WorkingSet64;
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
