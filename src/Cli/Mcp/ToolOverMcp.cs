using System.Text.Json;
using LlmRec.Agents.Mcp;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace LlmRec.Cli.Mcp;

/// <summary>A tool as the protocol has it: its result as data, and the same as text for clients that read no data; what goes wrong as a tool's error, which the agent reads and can act on.</summary>
/// <param name="tool">The tool.</param>
/// <param name="logger">Is told of bugs.</param>
internal sealed partial class ToolOverMcp(CatalogueTool tool, ILogger<ToolOverMcp> logger) : McpServerTool
{
    public override Tool ProtocolTool { get; } = new()
    {
        Name = tool.Name,
        Title = tool.Title,
        Description = tool.Description,
        InputSchema = tool.InputSchema,
        OutputSchema = tool.OutputSchema,
        Annotations = new()
        {
            Title = tool.Title,
            ReadOnlyHint = tool.IsReadOnly,
            DestructiveHint = tool.IsDestructive,
            IdempotentHint = tool.IsIdempotent,
            // One catalogue in one store, nothing beyond.
            OpenWorldHint = false,
        },
    };

    public override IReadOnlyList<object> Metadata { get; } = [];

    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        var arguments = request.Params?.Arguments ?? new Dictionary<string, JsonElement>();
        try
        {
            var result = await tool.CallAsync(arguments.AsReadOnly(), cancellationToken);
            return new() { Content = [new TextContentBlock { Text = JsonSerializer.Serialize(result, CatalogueTool.Json) }], StructuredContent = result };
        }
        catch (Exception e) when (e is ToolInputException || UserFacing.Is(e))
        {
            return Error(e is ToolInputException ? e.Message : UserFacing.MessageOf(e));
        }
#pragma warning disable CA1031 // Whatever breaks one call, the session goes on; the log has it.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogBroken(logger, e, tool.Name);
            return Error("Something went wrong in llmrec; what it wrote to stderr has the details.");
        }
    }

    private static CallToolResult Error(string message) => new() { IsError = true, Content = [new TextContentBlock { Text = message }] };

    [LoggerMessage(1, LogLevel.Error, "The tool {Tool} broke")]
    private static partial void LogBroken(ILogger logger, Exception exception, string tool);
}
