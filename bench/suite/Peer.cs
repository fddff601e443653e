using System.Diagnostics;
using System.Text.Json;

namespace LlmRec.Bench;

/// <summary>A script of bench/peers that answers line by line: JavaScript, or Python.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    private Peer(Process process) => _process = process;

    /// <summary>Starts a script and waits until it is ready.</summary>
    public static async Task<Peer> StartAsync(string script, params string[] arguments)
    {
        var peer = new Peer(Start(script, arguments));
        await peer.ReadAsync<JsonElement>();
        return peer;
    }

    /// <summary>Runs a script to its end.</summary>
    /// <returns>The one line it prints.</returns>
    public static async Task<T> RunAsync<T>(string script, params string[] arguments)
    {
        using var peer = new Peer(Start(script, arguments));
        return await peer.ReadAsync<T>();
    }

    public async Task<T> AskAsync<T>(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await ReadAsync<T>();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Start(string script, string[] arguments)
    {
        var path = Path.Combine(BenchRun.Root, "bench", "peers", script);
        var start = Path.GetExtension(script) == ".py"
            ? new ProcessStartInfo(Python.Program ?? throw new InvalidOperationException(Python.Missing), [path, .. arguments])
            : new ProcessStartInfo("node", ["--max-old-space-size=8192", path, .. arguments]);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        return Process.Start(start)!;
    }

    private async Task<T> ReadAsync<T>()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            // Libraries greet on the same stream.
            if (line.StartsWith('{'))
            {
                return JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!;
            }
        }

        throw new InvalidOperationException("The peer ended without an answer; what it said is above. Was `npm ci` run in bench/?");
    }
}
