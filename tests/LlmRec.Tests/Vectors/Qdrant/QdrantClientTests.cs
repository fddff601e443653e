using System.Diagnostics;
using System.Text.Json;
using LlmRec.Testing;
using LlmRec.Testing.Qdrant;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>Qdrant's own JavaScript client, run by node from the npm package beside this file, uses the stand-in server.</summary>
public sealed class QdrantClientTests
{
    [Fact]
    public async Task Qdrants_own_client_is_content_with_the_stand_in()
    {
        await using var server = await QdrantServer.StartAsync();
        server.ApiKey = "a-key";

        var said = await SaidAsync(server.Address.ToString(), "a-key");

        Assert.Equal(
            """
            {"created":true,"exists":true,"indexed":"completed","upserted":"completed","count":50,"aliased":true,
            "aliases":[{"alias_name":"js","collection_name":"js-v1"}],"info":50,"nearest":[7,13,1],"recommended":4,"batch":[2,3],"fused":5,
            "facet":[{"value":"t0","count":10},{"value":"t1","count":10},{"value":"t2","count":10},{"value":"t3","count":10},{"value":"t4","count":10}],
            "scrolled":[20,20],"set":"completed","retrieved":["new"],"deleted":"completed","left":48,
            "again":{"status":409,"error":"Wrong input: Collection `js-v1` already exists!"},
            "dimension":{"status":400,"error":"Wrong input: Vector dimension error: expected dim: 4, got 2"},
            "missing":{"status":404,"error":"Not found: Collection `none` doesn't exist!"},
            "wrongKey":{"status":401},"collections":["js-v1"],"dropped":true}
            """.ReplaceLineEndings(""),
            said);
        Assert.Empty(server.Violations);
    }

    private static async Task<string> SaidAsync(string address, string key)
    {
        var tests = Path.Combine(SharedFolder.RepoRoot, "tests", "LlmRec.Tests");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(tests, "Vectors", "Qdrant", "javascript", "client.mjs"), address, key])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(tests, "obj", "npm-qdrant"),
        }) ?? throw new InvalidOperationException("node did not start; LlmRec needs Node.js 20 or later.");
        var errors = node.StandardError.ReadToEndAsync();
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(said)).Replace("\\u0060", "`", StringComparison.Ordinal).Replace("\\u0027", "'", StringComparison.Ordinal);
    }
}
