using System.Net;
using LlmRec.Testing;
using LlmRec.Testing.Qdrant;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>The stand-in's faults, held to what a real cluster of three and a real server's limits were seen to do.</summary>
public sealed class ClusterTests
{
    /// <summary>What hangs on where a real cluster put its points and peers, not on what it does.</summary>
    private static readonly string[] ByPlacement =
    [
        "cluster of three", "one node down: cluster", "shards", "back: shards", "back: count ", "back: count -strict", "back: count -single",
    ];

    [SharedFact("specs/qdrant-recorded")]
    public async Task A_cluster_with_nodes_away_answers_as_recorded()
    {
        await using var server = await QdrantServer.StartAsync(nodes: 3);
        using var client = new HttpClient { BaseAddress = server.Address };
        var differences = new List<string>();
        var compared = 0;
        foreach (var step in Recording.Of("cluster").Steps)
        {
            server.Faults.NodesAway = step.Name.StartsWith("one node down", StringComparison.Ordinal) ? 1 : step.Name.StartsWith("two nodes down", StringComparison.Ordinal) ? 2 : 0;
            using var answer = await client.SendAsync(step.ToRequest());
            if (ByPlacement.Contains(step.Name))
            {
                continue;
            }

            compared++;
            var text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode != step.Status)
            {
                differences.Add($"{step.Number}, {step.Name}: expected {step.Status}, got {(int)answer.StatusCode}: {text}");
            }
            else if (step.Status == 500 && !text.Contains(Kind(step), StringComparison.Ordinal))
            {
                differences.Add($"{step.Number}, {step.Name}: expected {Kind(step)}, got {text}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal(42, compared);
        // The swap that was answered with 500 took effect when the majority was back.
        Assert.Equal("films", server.Aliases["live"]);
    }

    [Fact]
    public async Task A_body_above_32_mib_breaks_the_connection_and_one_below_does_not()
    {
        await using var server = await QdrantServer.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        using var below = new ByteArrayContent(new byte[1 << 20]);
        using var above = new ByteArrayContent(new byte[33 << 20]);

        Assert.Equal(HttpStatusCode.NotFound, (await client.PutAsync("/collections/c/points", below)).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PutAsync("/collections/c/points", above));
    }

    [Fact]
    public async Task A_collection_is_yellow_until_it_is_indexed()
    {
        await using var server = await QdrantServer.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        using var body = new StringContent("""{"vectors":{"size":4,"distance":"Cosine"}}""");
        (await client.PutAsync("/collections/c", body)).EnsureSuccessStatusCode();

        server.Faults.Indexing = true;
        Assert.Contains("\"status\":\"yellow\"", await client.GetStringAsync("/collections/c"), StringComparison.Ordinal);
        server.Faults.Indexing = false;
        Assert.Contains("\"status\":\"green\"", await client.GetStringAsync("/collections/c"), StringComparison.Ordinal);
    }

    /// <summary>What kind of failure it is: the words before those that name peers.</summary>
    private static string Kind(RecordedStep step)
    {
        var error = step.Answer.GetProperty("status").GetProperty("error").GetString()!;
        return new[] { "shards failed to apply operation", "1 of 1 read operations failed", "does not have enough active replicas", "Waiting for consensus operation commit failed. Timeout set at: 5 seconds" }
            .First(kind => error.Contains(kind, StringComparison.Ordinal));
    }
}
