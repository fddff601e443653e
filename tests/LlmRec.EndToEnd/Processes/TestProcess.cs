using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LlmRec.Testing;

namespace LlmRec.EndToEnd.Processes;

/// <summary>A process of this repository's programs: started, read, interrupted, killed.</summary>
internal sealed class TestProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private TestProcess(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Append(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Append(_errors, e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts <c>llmrec</c>.</summary>
    public static TestProcess Cli(params string[] arguments) => Start(Binary("Cli", "llmrec"), arguments, []);

    /// <summary>Where <c>llmrec</c> is.</summary>
    public static string CliPath => Binary("Cli", "llmrec");

    /// <summary>Starts <c>llmrec mcp</c>, whose input is written here.</summary>
    public static TestProcess Mcp(params string[] arguments) => new(new ProcessStartInfo(CliPath, ["mcp", .. arguments])
    {
        WorkingDirectory = Path.GetTempPath(),
        RedirectStandardInput = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    });

    /// <summary>Starts <c>llmrec</c> with settings.</summary>
    public static TestProcess Cli((string Name, string Value)[] settings, params string[] arguments) => Start(Binary("Cli", "llmrec"), arguments, settings);

    /// <summary>Runs <c>llmrec</c> with a setting to its end.</summary>
    public static Task<TestProcess> RunCliAsync((string Name, string Value) setting, params string[] arguments) => RunCliAsync([setting], arguments);

    /// <summary>Runs <c>llmrec</c> with settings to its end.</summary>
    public static async Task<TestProcess> RunCliAsync((string Name, string Value)[] settings, params string[] arguments)
    {
        var process = Cli(settings, arguments);
        await process.EndAsync();
        return process;
    }

    /// <summary>Starts <c>llmrec</c> with files of at most so many KiB, as a full disk would allow.</summary>
    public static TestProcess CliOnFullDisk(int kibibytes, params string[] arguments) => CliOnFullDisk(kibibytes, [], arguments);

    /// <inheritdoc cref="CliOnFullDisk(int, string[])"/>
    public static TestProcess CliOnFullDisk(int kibibytes, (string Name, string Value)[] settings, params string[] arguments) =>
        // The signal that comes with the limit is ignored: then writing fails, as on a full disk. The runtime maps its code by
        // a large file of its own unless told otherwise.
        Start("/bin/bash", ["-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec \"$0\" \"$@\"", Binary("Cli", "llmrec"), .. arguments], [("DOTNET_EnableWriteXorExecute", "0"), .. settings]);

    /// <summary>Starts the API.</summary>
    public static TestProcess Api(string store, int port, params (string Name, string Value)[] environment) =>
        Start(Binary("Api", "LlmRec.Api"), ["--urls", $"http://127.0.0.1:{port}"], [("LlmRec__Store", $"sqlite:{store}"), ("ASPNETCORE_ENVIRONMENT", "Production"), .. environment]);

    /// <summary>Runs <c>llmrec</c> to its end.</summary>
    public static async Task<TestProcess> RunCliAsync(params string[] arguments)
    {
        var process = Cli(arguments);
        await process.EndAsync();
        return process;
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The one JSON document on stdout.</summary>
    public JsonElement Json() => JsonSerializer.Deserialize<JsonElement>(Output);

    public async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        // Waits for the last of the output, too.
        _process.WaitForExit();
    }

    /// <summary>Waits until something holds, or the process has ended.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!_process.HasExited && !await holds())
        {
            await Task.Delay(5, patience.Token);
        }
    }

    /// <summary>Waits until the API answers that it is ready.</summary>
    public async Task ReadyAsync(HttpClient client)
    {
        await UntilAsync(async () =>
        {
            try
            {
                return (await client.GetAsync(new Uri(client.BaseAddress!, "/health/ready"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        Assert.False(_process.HasExited, Errors);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Writes to the process's input.</summary>
    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends the process's input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>kill, as a service manager does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ctrl-C.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static TestProcess Start(string file, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = Path.GetTempPath() };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(start);
    }

    /// <summary>A program where its own build puts it, in the configuration of this test.</summary>
    private static string Binary(string room, string name)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(SharedFolder.RepoRoot, "src", room, "bin", configuration, "net10.0", name);
    }

    private static string Text(StringBuilder lines)
    {
        lock (lines)
        {
            return lines.ToString();
        }
    }

    private static void Append(StringBuilder to, string? line)
    {
        if (line is not null)
        {
            lock (to)
            {
                to.Append(line).Append('\n');
            }
        }
    }
}
