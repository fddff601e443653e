using System.CommandLine;
using LlmRec.Agents;
using LlmRec.Recommending.Composition;
using LlmRec.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LlmRec.Cli;

/// <summary>Runs a command's work on an opened store, and turns what goes wrong into one clear line and an exit code.</summary>
internal static class CommandRun
{
    /// <summary>Gives a command its action.</summary>
    /// <param name="command">The command.</param>
    /// <param name="store">What it needs of the store.</param>
    /// <param name="work">The work; its result is the exit code.</param>
    /// <param name="settings">Settings that its options stand for; null for none.</param>
    public static Command With(
        this Command command,
        StoreUse store,
        Func<ParseResult, IServiceProvider, Output, CancellationToken, Task<int>> work,
        Func<ParseResult, IEnumerable<KeyValuePair<string, string?>>>? settings = null)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = new Output(parsed.GetValue(CommonOptions.Json));
            using var temporary = store == StoreUse.Temporary ? new TemporaryFolder() : null;
            try
            {
                await using var services = Services(temporary?.Path ?? parsed.GetValue(CommonOptions.DataDir), settings?.Invoke(parsed) ?? []);
                if (store != StoreUse.None)
                {
                    await services.GetRequiredService<Store>().OpenAsync(mustExist: store == StoreUse.Existing, cancellationToken: cancellationToken);
                }

                return await work(parsed, services, output, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                output.Error("Stopped. What was stored stays; the same command goes on from there.");
                return 130;
            }
            catch (Exception e) when (UserFacing.Is(e))
            {
                output.Error(UserFacing.MessageOf(e));
                return 1;
            }
        });
        return command;
    }

    private static ServiceProvider Services(string? dataDir, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            // Nobody else waits, and the first search loads the model: a command gives its channels all the time they need.
            .AddInMemoryCollection([new("LlmRec:Pipeline:ChannelDeadlineMs", "60000"), new("LlmRec:Training:Threads", $"{Environment.ProcessorCount}")])
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(dataDir is null ? [] : [new("LlmRec:Store", $"sqlite:{Path.Combine(dataDir, "llmrec.db")}")])
            .AddInMemoryCollection(settings)
            .Build();
        return new ServiceCollection()
            .AddLogging(logging => logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
                // It writes a stack trace for every mistake of a client, who is told of it anyway.
                .AddFilter("ModelContextProtocol", LogLevel.Critical))
            .AddLlmRec(configuration, [.. AgentsServices.Options])
            .AddAgents(configuration)
            .BuildServiceProvider();
    }
}

/// <summary>What a command needs of the store.</summary>
internal enum StoreUse
{
    /// <summary>Nothing, or the command opens it itself.</summary>
    None,

    /// <summary>One that is there already.</summary>
    Existing,

    /// <summary>An empty one that is thrown away afterwards.</summary>
    Temporary,
}
