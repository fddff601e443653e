using LlmRec.Api.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LlmRec.Api.OpenAi;

/// <summary>The addresses of OpenAI's API that are served here.</summary>
internal static class WireRoutes
{
    public const string ChatCompletions = "/v1/chat/completions";
    public const string Embeddings = "/v1/embeddings";
    public const string Models = "/v1/models";

    // Not served; whoever calls one reads errors as OpenAI's API writes them, too.
    private static readonly string[] Others = ["/v1/completions", "/v1/responses", "/v1/moderations", "/v1/assistants", "/v1/threads", "/v1/files", "/v1/images", "/v1/audio"];

    /// <summary>Whether a client of OpenAI's API calls.</summary>
    public static bool Hold(PathString path) => path.StartsWithSegments(ChatCompletions) || path.StartsWithSegments(Embeddings) || path.StartsWithSegments(Models) || AreOthers(path);

    /// <summary>Whether something of OpenAI's API is called that is not served here.</summary>
    public static bool AreOthers(PathString path) => Array.Exists(Others, other => path.StartsWithSegments(other));
}

/// <summary>Errors of requests by clients of OpenAI's API.</summary>
internal static class WireFaults
{
    /// <summary>The code of what is asked for and not built.</summary>
    public const string Unsupported = "unsupported_value";

    /// <summary>A fault of a request.</summary>
    /// <param name="message">What to change.</param>
    /// <param name="param">Where it is.</param>
    /// <param name="code">Its code.</param>
    /// <param name="status">The status to answer.</param>
    public static BadInputException Fault(string message, string param, string code = "invalid_value", int status = StatusCodes.Status400BadRequest) =>
        new(message, status) { Param = param, Code = code };

    /// <summary>That something is longer than can be read.</summary>
    public static BadInputException TooLong(string message, string param = "messages") => Fault(message, param, "context_length_exceeded");

    /// <summary>Reads something out of JSON whose strings may turn out to be no text.</summary>
    /// <exception cref="BadInputException">They are none.</exception>
    public static T Reading<T>(Func<T> read, string param)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsNoText(e))
        {
            throw Fault($"{param} holds a lone surrogate (an unpaired \\uD800–\\uDFFF), or bytes that are not UTF-8: that is no text.", param);
        }
    }

    /// <summary>Whether a string of a JSON document was found to be no text: such a string is looked at only when it is read.</summary>
    public static bool IsNoText(Exception exception) =>
        exception is InvalidOperationException && (exception.Message.Contains("UTF-8", StringComparison.Ordinal) || exception.Message.Contains("UTF-16", StringComparison.Ordinal));

    /// <summary>The beginning of what was sent, to be quoted.</summary>
    public static string Shortened(string text) => text.Length <= 100 ? text : text[..100] + "…";
}

/// <summary>Writes errors as clients of OpenAI's API read them, whoever refuses: keys, limits, the framework, a part that is down.</summary>
/// <param name="options">What every error is completed with.</param>
internal sealed class WireErrorWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => WireRoutes.Hold(context.HttpContext.Request.Path);

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        options.Value.CustomizeProblemDetails?.Invoke(context);
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        var status = http.Response.StatusCode;
        var message = status == StatusCodes.Status404NotFound && WireRoutes.AreOthers(http.Request.Path)
            ? $"Of OpenAI's API this service has {WireRoutes.ChatCompletions}, {WireRoutes.Embeddings} and {WireRoutes.Models}; not this."
            : problem.Detail ?? problem.Title ?? "";
        return new(http.Response.WriteAsJsonAsync(new WireError(new(message, TypeOf(status), TextOf(problem, "param"), TextOf(problem, "code") ?? CodeOf(status)))));
    }

    private static string? TextOf(ProblemDetails problem, string name) => problem.Extensions.TryGetValue(name, out var value) ? value as string : null;

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden => "permission_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    private static string? CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "invalid_api_key",
        StatusCodes.Status429TooManyRequests => "rate_limit_exceeded",
        _ => null,
    };
}

/// <summary>An error as OpenAI's API writes it.</summary>
/// <param name="Error">The error.</param>
internal sealed record WireError(WireErrorBody Error);

/// <summary>An error.</summary>
/// <param name="Message">What to do.</param>
/// <param name="Type"><c>invalid_request_error</c>, <c>permission_error</c>, <c>rate_limit_error</c> or <c>server_error</c>.</param>
/// <param name="Param">What of the request it is about; null for nothing in particular.</param>
/// <param name="Code">Its code; null for none.</param>
internal sealed record WireErrorBody(string Message, string Type, string? Param, string? Code);
