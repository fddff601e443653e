using LlmRec.Agents.Mcp;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace LlmRec.Cli.Mcp;

/// <summary>The catalogue's tools and items behind the Model Context Protocol, on stdin and stdout.</summary>
internal static class CatalogueServer
{
    private const string Name = "llmrec";

    public static McpServer Create(IServiceProvider services, string? userId, ILoggerFactory logs)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation
            {
                Name = Name,
                Title = "LlmRec",
                Version = typeof(CatalogueServer).Assembly.GetName().Version!.ToString(3),
                Description = "Search, recommendations, similar items and explanations from one catalogue.",
            },
            ServerInstructions = CatalogueTools.Instructions,
            ToolCollection = [.. CatalogueTools.Of(services, userId).Select(tool => new ToolOverMcp(tool, logs.CreateLogger<ToolOverMcp>()))],
            ResourceCollection = [ItemResource.Create(services)],
        };
        var transport = new LineTransport(Console.OpenStandardInput(), Console.OpenStandardOutput(), logs.CreateLogger<LineTransport>());
        return McpServer.Create(transport, options, logs, services);
    }
}
