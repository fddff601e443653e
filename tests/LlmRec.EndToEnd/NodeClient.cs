using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LlmRec.Testing;

namespace LlmRec.EndToEnd;

/// <summary>Official JavaScript clients, run by node from the npm packages that <c>javascript/package-lock.json</c> pins.</summary>
internal static class NodeClient
{
    private static readonly string Tests = Path.Combine(SharedFolder.RepoRoot, "tests", "LlmRec.EndToEnd");

    /// <summary>Runs a script of the folder <c>javascript</c> to its end.</summary>
    /// <returns>The JSON document that it writes.</returns>
    public static async Task<JsonElement> SaidAsync(string script, params string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Tests, "javascript", script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = Path.Combine(Tests, "obj", "npm-clients"),
        }) ?? throw new InvalidOperationException("node did not start; LlmRec needs Node.js 20 or later.");
        var errors = node.StandardError.ReadToEndAsync();
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<JsonElement>(said);
    }
}
