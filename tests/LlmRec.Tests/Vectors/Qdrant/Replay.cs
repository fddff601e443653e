using System.Text.Json;
using LlmRec.Testing;
using LlmRec.Testing.Qdrant;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>All recorded scenarios, sent once to the stand-in server in the order in which they were recorded.</summary>
public sealed class Replay : IAsyncLifetime
{
    private static readonly string[] OnOneServer = ["service", "collections", "indexes", "points", "filters", "queries", "aliases"];

    internal List<ReplayedStep> Steps { get; } = [];

    /// <summary>Requests that were carried out though they violate Qdrant's OpenAPI document.</summary>
    internal IReadOnlyList<string> Violations { get; private set; } = [];

    public async Task InitializeAsync()
    {
        if (!Directory.Exists(SharedFolder.PathOf("specs/qdrant-recorded")))
        {
            return;
        }

        await using var server = await QdrantServer.StartAsync();
        foreach (var scenario in OnOneServer)
        {
            await ReplayAsync(server, Recording.Of(scenario));
        }

        await using var withKeys = await QdrantServer.StartAsync();
        (withKeys.ApiKey, withKeys.ReadOnlyKey) = ("test-key", "test-read-key");
        await ReplayAsync(withKeys, Recording.Of("auth"));
        Violations = [.. server.Violations, .. withKeys.Violations];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task ReplayAsync(QdrantServer server, Recording recording)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        foreach (var step in recording.Steps)
        {
            using var answer = await client.SendAsync(step.ToRequest());
            Steps.Add(new(recording.Scenario, step, (int)answer.StatusCode, Difference(step, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync())));
        }
    }

    private static string? Difference(RecordedStep step, int status, string body)
    {
        if (status != step.Status)
        {
            return $"expected {step.Status}, got {status}: {body}";
        }

        if (step.Answer.ValueKind == JsonValueKind.String)
        {
            return body == step.Answer.GetString() ? null : $"expected {step.Answer.GetString()}, got {body}";
        }

        using var actual = JsonDocument.Parse(body);
        return Comparison.AreAllTied(step.Answer) && Comparison.AreAllTied(actual.RootElement)
            ? Comparison.DifferenceOfTied(step.Answer, actual.RootElement)
            : Comparison.Difference(step.Answer, actual.RootElement);
    }
}

/// <summary>A step and what came of it.</summary>
internal sealed record ReplayedStep(string Scenario, RecordedStep Step, int Status, string? Difference)
{
    public string Name => $"{Scenario} {Step.Number}, {Step.Name}";

    public bool IsNotBuilt => Status == 501;
}
