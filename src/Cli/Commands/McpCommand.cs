using System.CommandLine;
using LlmRec.Cli.Mcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LlmRec.Cli.Commands;

internal static class McpCommand
{
    public static Command Create()
    {
        var user = new Option<string?>("--user") { Description = "Whose session it is, where a call names no user (default: a visitor's).", HelpName = "ID" };
        return new Command("mcp", "Serve the catalogue to agents: a Model Context Protocol server on stdin and stdout. It ends with its input.") { user }.With(
            StoreUse.Existing,
            async (parsed, services, _, cancellationToken) =>
            {
                await using var server = CatalogueServer.Create(services, parsed.GetValue(user), services.GetRequiredService<ILoggerFactory>());
                try
                {
                    await server.RunAsync(cancellationToken);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    // Whoever started it ends it so: nothing is left undone.
                }

                return 0;
            });
    }
}
