using System.Diagnostics;
using System.Text.Json;

namespace LlmRec.Tests.Embedding;

/// <summary>What the JavaScript original makes of <see cref="Texts200"/>: asked once, by node, from the npm packages beside this file.</summary>
public sealed class Original : IAsyncLifetime
{
    internal IReadOnlyList<OriginalAnswer> Answers { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "javascript");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "original.js")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        }) ?? throw new InvalidOperationException("node did not start; LlmRec needs Node.js 20 or later.");
        // \u escapes, so that lone surrogates arrive as they are.
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(Texts200.All.Select(Escaped)).Replace("\\\\u", "\\u", StringComparison.Ordinal));
        node.StandardInput.Close();
        var answers = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Answers = JsonSerializer.Deserialize<OriginalAnswer[]>(answers, JsonSerializerOptions.Web)!;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static string Escaped(string text) => string.Concat(text.Select(c => $"\\u{(int)c:x4}"));
}

internal sealed record OriginalAnswer(int[] Ids, float[]? Vector);
