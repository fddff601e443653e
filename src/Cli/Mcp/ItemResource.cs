using System.Text.Json;
using LlmRec.Agents.Mcp;
using LlmRec.Catalog.Items;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace LlmRec.Cli.Mcp;

/// <summary>An item, whole, by its address.</summary>
internal static class ItemResource
{
    private const string Template = "llmrec://items/{id}";
    private const string Json = "application/json";

    public static McpServerResource Create(IServiceProvider services)
    {
        var items = services.GetRequiredService<ItemStore>();
        return McpServerResource.Create(
            async (string id, CancellationToken cancellationToken) => await items.GetAsync(id, cancellationToken) is { } item
                ? new TextResourceContents { Uri = $"llmrec://items/{Uri.EscapeDataString(id)}", MimeType = Json, Text = JsonSerializer.Serialize(item, CatalogueTool.Json) }
                : throw new McpProtocolException($"There is no item '{id}'; the tool search finds ids.", McpErrorCode.InvalidParams),
            new() { UriTemplate = Template, Name = "item", Title = "An item of the catalogue", Description = "All that the catalogue's owner says of an item, by its id.", MimeType = Json });
    }
}
