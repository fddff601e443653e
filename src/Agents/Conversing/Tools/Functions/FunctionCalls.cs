using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LlmRec.Agents.Conversing.Tools.Functions;

/// <summary>Carries out what a model calls in a turn: checks names and arguments, hands errors back, and keeps the trace.</summary>
/// <param name="functions">What can be called.</param>
/// <param name="work">The turn.</param>
/// <param name="trace">Is told of every call.</param>
/// <param name="logger">Is told of every call, and of what fails.</param>
internal sealed partial class FunctionCalls(IReadOnlyList<AIFunction> functions, TurnWork work, List<TraceStep> trace, ILogger logger)
{
    // A call that says nothing new is refused once; a model that then makes it again is going round in circles.
    private const int MostAlike = 2;
    private const int MostOfAMessage = 8;
    private const int MostCharacters = 60_000;
    private const int LongestName = 80;

    private readonly Dictionary<string, int> _made = new(StringComparer.Ordinal);
    private int _characters;

    /// <summary>What can be called.</summary>
    public IReadOnlyList<AIFunction> Functions => functions;

    /// <summary>Carries out the calls of one message, one after the other: what one remembers, the next goes by.</summary>
    /// <exception cref="EndlessException">The model calls the same again and again.</exception>
    public async Task<IReadOnlyList<AIContent>> CallAsync(IReadOnlyList<FunctionCallContent> calls, int step, CancellationToken cancellationToken)
    {
        var results = new List<AIContent>(calls.Count);
        foreach (var (i, call) in calls.Index())
        {
            var started = Stopwatch.GetTimestamp();
            var outcome = i < MostOfAMessage ? await OutcomeAsync(call, cancellationToken) : new(null, $"At most {MostOfAMessage} calls in one message are carried out; this one was not.");
            var text = outcome.Error is { } error ? JsonSerializer.Serialize(new { error }, ToolJson.Options) : outcome.Result!.Value.GetRawText();
            _characters += text.Length;
            results.Add(new FunctionResultContent(call.CallId, text));
            var spent = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var name = call.Name.Length > LongestName ? call.Name[..LongestName] : call.Name;
            trace.Add(new(step, "call", Math.Round(spent, 1)) { Name = name, Arguments = Json(call.Arguments), Result = outcome.Result, Error = outcome.Error });
            LogCall(logger, step, functions.Any(f => f.Name == name) ? name : "(unknown)", spent, outcome.Error is null ? "answered" : "refused");
        }

        return results;
    }

    private async Task<Outcome> OutcomeAsync(FunctionCallContent call, CancellationToken cancellationToken)
    {
        if (functions.FirstOrDefault(f => f.Name == call.Name) is not { } function)
        {
            return new(null, $"There is no function of this name. There are: {string.Join(", ", functions.Select(f => f.Name))}.");
        }

        if (call.Exception is not null)
        {
            return new(null, "The arguments are no JSON object. Call again with arguments as the function's schema says.");
        }

        if (_characters > MostCharacters)
        {
            return new(null, "Enough was read in this turn. Answer with what you have.");
        }

        // A model that says null for what it leaves out means what is taken when it is left out.
        var given = Json(call.Arguments?.Where(a => a.Value is not (null or JsonElement { ValueKind: JsonValueKind.Null })).ToDictionary());
        if (ArgumentCheck.Faults(function.JsonSchema, given) is { Count: > 0 } faults)
        {
            return new(null, string.Join(' ', faults));
        }

        return IsRepeated(call.Name, given) ? new(null, "You made this very call already; its answer stands above. Go on, or answer.") : await CarriedOutAsync(function, given, cancellationToken);
    }

    private async Task<Outcome> CarriedOutAsync(AIFunction function, JsonElement arguments, CancellationToken cancellationToken)
    {
        try
        {
            var values = arguments.EnumerateObject().ToDictionary(p => p.Name, object? (p) => p.Value);
            return new(JsonSerializer.SerializeToElement(await function.InvokeAsync(new(values), cancellationToken), ToolJson.Options), null);
        }
        catch (FunctionRefusal refusal)
        {
            return new(null, refusal.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A function that fails is no reason to fall silent; what it says of itself is for the log alone.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailed(logger, e, function.Name);
            return new(null, "The function failed just now. Try another one, or answer with what you have.");
        }
    }

    private bool IsRepeated(string name, JsonElement arguments)
    {
        var key = $"{work.Version} {name} {string.Join(',', arguments.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value.GetRawText()}"))}";
        var made = _made[key] = _made.GetValueOrDefault(key) + 1;
        return made <= MostAlike ? made > 1 : throw new EndlessException($"It called {name} with the same arguments again and again.");
    }

    private static JsonElement Json(IDictionary<string, object?>? arguments) => JsonSerializer.SerializeToElement(arguments ?? new Dictionary<string, object?>(), ToolJson.Options);

    // Arguments say what a person looks for: they are for the trace, never for the log.
    [LoggerMessage(1, LogLevel.Debug, "Step {Step}: {Function} {Outcome} after {Milliseconds:0.0} ms")]
    private static partial void LogCall(ILogger logger, int step, string function, double milliseconds, string outcome);

    [LoggerMessage(2, LogLevel.Error, "The function {Function} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string function);

    private readonly record struct Outcome(JsonElement? Result, string? Error);
}

/// <summary>A model that comes to no end.</summary>
/// <param name="message">How.</param>
internal sealed class EndlessException(string message) : Exception(message);
