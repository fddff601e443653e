using System.Diagnostics;
using System.Text.Json;
using LlmRec.Testing;

namespace LlmRec.Tests.Text.Tokenizers.HuggingFace;

/// <summary>The tokenizers library itself (Rust, from npm), run by node: what ours is held to.</summary>
internal static class TokenizersLibrary
{
    private static readonly string Npm = Path.Combine(SharedFolder.RepoRoot, "tests/LlmRec.Tests/obj/npm-tokenizers/node_modules");

    /// <summary>A <c>tokenizer.json</c> that an npm package ships.</summary>
    public static string Shipped(string package) => File.ReadAllText(Path.Combine(Npm, "@lenml", $"tokenizer-{package}", "models/tokenizer.json"));

    /// <summary>The library's ids of every text by every tokenizer.</summary>
    public static async Task<IReadOnlyDictionary<string, int[][]>> EncodeAsync(IReadOnlyDictionary<string, string> tokenizers, IReadOnlyList<string> texts, int? maxTokens = null)
    {
        var answer = await NodeAsync([], JsonSerializer.Serialize(new { tokenizers, texts, maxTokens }));
        return JsonSerializer.Deserialize<Dictionary<string, int[][]>>(answer)!;
    }

    /// <summary>Real SentencePiece Unigram vocabularies as <c>tokenizer.json</c>: ALBERT's of 30,000 and one of 50,000 pieces.</summary>
    public static async Task<Dictionary<string, string>> UnigramAsync()
    {
        using var folder = new TempFolder();
        await NodeAsync(["--unigram", folder.Path], "");
        return new() { ["albert"] = await File.ReadAllTextAsync(folder["albert.json"]), ["smart"] = await File.ReadAllTextAsync(folder["smart.json"]) };
    }

    private static async Task<string> NodeAsync(string[] arguments, string input)
    {
        var script = Path.Combine(SharedFolder.RepoRoot, "tests/LlmRec.Tests/Text/Tokenizers/javascript/originals.js");
        using var node = Process.Start(new ProcessStartInfo("node", [script, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["NODE_PATH"] = Npm },
        }) ?? throw new InvalidOperationException("node did not start; LlmRec needs Node.js 20 or later.");
        var output = node.StandardOutput.ReadToEndAsync();
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        var answer = await output;
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        return answer;
    }
}
