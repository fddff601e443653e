using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LlmRec.Api.Hosting;

/// <summary>Examples in the OpenAPI document: what to send, word for word.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["putItems"] = """[{"id":"spirited-away-2001","title":"Spirited Away","text":"A girl works in a bathhouse for spirits to free her parents.","categories":["Animation","Fantasy"],"attributes":{"year":2001,"directors":["Hayao Miyazaki"]}}]""",
        ["putUsers"] = """[{"id":"ana","text":"I like slow films with good music.","attributes":{"region":"north"}}]""",
        ["addInteractions"] = """[{"userId":"ana","itemId":"spirited-away-2001","type":"rating","value":5,"timestamp":"2026-11-01T20:15:00Z"}]""",
        ["addImpressions"] = """[{"recommendationId":"0199d2f0c0de7aa0b1c2d3e4f5a6b7c8","userId":"ana","items":[{"id":"spirited-away-2001","position":1}]}]""",
        ["recommendForVisitor"] = """{"likes":["spirited-away-2001"],"wish":"something gentle with magic in it","filters":{"yearFrom":1980},"limit":5}""",
        ["chat"] = """{"message":"something like Spirited Away, but funnier"}""",
        ["chatCompletions"] = """{"model":"llmrec","messages":[{"role":"user","content":"something like Spirited Away, but funnier"}]}""",
        ["embeddings"] = """{"model":"use-lite","input":["a heist that goes wrong"]}""",
        ["editConversation"] = """{"likes":["spirited-away-2001"],"unwanted":["violent"],"years":true}""",
        ["startBackfill"] = """{"kind":"items"}""",
        ["startProjection"] = """{"neighbours":15}""",
    };

    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["q"] = "a heist that goes wrong",
        ["category"] = "Animation",
        ["exclude"] = "metropolis-1927,alien-1979",
    };

    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is { } id && Bodies.TryGetValue(id, out var body))
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            {
                content.Example = JsonNode.Parse(body);
            }
        }

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (parameter.Name is { } name && Parameters.TryGetValue(name, out var example))
            {
                parameter.Example = JsonValue.Create(example);
            }
        }

        return Task.CompletedTask;
    }
}
