using System.Text.Json;
using LlmRec.Testing;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>What a real Qdrant was asked and answered, in order.</summary>
internal sealed record Recording(string Scenario, IReadOnlyList<RecordedStep> Steps)
{
    public static Recording Of(string scenario)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFolder.PathOf($"specs/qdrant-recorded/{scenario}.json")));
        var steps = document.RootElement.GetProperty("steps").EnumerateArray().Select((step, i) => RecordedStep.Of(i, step.Clone()));
        return new(scenario, [.. steps.OfType<RecordedStep>()]);
    }
}

/// <summary>A request and its answer.</summary>
internal sealed record RecordedStep(int Number, string Name, HttpMethod Method, string Path, IReadOnlyDictionary<string, string> Headers, string? Body, int Status, JsonElement Answer)
{
    /// <summary>A step; null when no answer was kept of it (a broken connection, states seen while polling).</summary>
    public static RecordedStep? Of(int number, JsonElement step)
    {
        if (!step.TryGetProperty("response", out var response))
        {
            return null;
        }

        var request = step.GetProperty("request");
        return new(
            number,
            step.GetProperty("name").GetString()!,
            new(request.GetProperty("method").GetString()!),
            request.GetProperty("path").GetString()!,
            request.TryGetProperty("headers", out var headers) ? headers.EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!) : new Dictionary<string, string>(),
            request.TryGetProperty("body", out var body) ? body.GetRawText() : request.TryGetProperty("raw", out var raw) ? raw.GetString() : null,
            response.GetProperty("status").GetInt32(),
            response.GetProperty("body"));
    }

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, Path);
        if (Body is not null)
        {
            request.Content = new StringContent(Body);
            request.Content.Headers.ContentType = new(Headers.GetValueOrDefault("content-type", "application/json"));
        }

        foreach (var (name, value) in Headers.Where(h => h.Key != "content-type"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
