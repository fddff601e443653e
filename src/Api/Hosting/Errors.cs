using System.Text.Json;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LlmRec.Api.Hosting;

/// <summary>Every error leaves as <c>application/problem+json</c> with a detail a person can act on.</summary>
internal static class Errors
{
    private const int LongestDetail = 1_000;

    public static void AddErrors(this IServiceCollection services)
    {
        // Else a parameter that can't be read is a bare 400 outside of development.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions["requestId"] = context.HttpContext.TraceIdentifier;
            context.ProblemDetails.Detail ??= DefaultDetail(context.HttpContext.Response.StatusCode);
            if (context.ProblemDetails.Detail is { Length: > LongestDetail } detail)
            {
                // It quotes what was sent, and that may be megabytes.
                context.ProblemDetails.Detail = detail[..LongestDetail] + "…";
            }
        });
    }

    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = context => Problem(context.Exception) is { Status: < 500 },
            ExceptionHandler = WriteAsync,
        });
        app.UseStatusCodePages();
    }

    /// <summary>A 400 with a detail.</summary>
    public static ProblemHttpResult BadRequest(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>A 404 with a detail.</summary>
    public static ProblemHttpResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    private static async Task WriteAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        var problem = Problem(exception) ?? new ProblemDetails
        {
            Status = StatusCodes.Status500InternalServerError,
            Detail = $"Something went wrong in the service. Its log has the details under request {context.TraceIdentifier}.",
        };
        context.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        await context.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new() { HttpContext = context, ProblemDetails = problem });
    }

    private static ProblemDetails? Problem(Exception exception) => exception switch
    {
        BadHttpRequestException bad => new() { Status = bad.StatusCode, Detail = BadRequests.DetailOf(bad) },
        // How the server tells of a chunk size that no number holds.
        IOException { InnerException: OverflowException } => new() { Status = 400, Detail = "The body's chunk sizes can't be read." },
        JsonException json => new() { Status = 400, Detail = BadRequests.DetailOf(json) },
        BadInputException bad => Problem(bad),
        JobConflictException conflict => new() { Status = 409, Detail = conflict.Message, Extensions = { ["jobId"] = conflict.Active.Id } },
        StoreException { Fault: StoreFault.Full } full => new() { Status = 507, Detail = full.Message },
        StoreException { Fault: StoreFault.Busy } busy => new() { Status = 503, Detail = busy.Message },
        StoreException store => new() { Status = 503, Detail = store.Message },
        _ => null,
    };

    private static ProblemDetails Problem(BadInputException bad)
    {
        var problem = new ProblemDetails { Status = bad.StatusCode, Detail = bad.Message };
        foreach (var (name, value) in new[] { ("param", bad.Param), ("code", bad.Code) })
        {
            if (value is not null)
            {
                problem.Extensions[name] = value;
            }
        }

        return problem;
    }

    private static string? DefaultDetail(int status) => status switch
    {
        404 => "There is nothing at this address. /openapi/v1.json lists what there is.",
        405 => "This address does not take that method. /openapi/v1.json lists what it takes.",
        408 => "The body came too slowly and was given up. Send it again, faster.",
        413 => BadRequests.TooLarge,
        415 => "Send the body as application/json, or as application/x-ndjson where lists are taken.",
        _ => null,
    };
}

/// <summary>A request that can't be served as it is; the message says what to change.</summary>
internal sealed class BadInputException(string message, int statusCode = StatusCodes.Status400BadRequest) : Exception(message)
{
    public int StatusCode => statusCode;

    /// <summary>What of the request it is about; null where the message says it.</summary>
    public string? Param { get; init; }

    /// <summary>What programs know it by; null for nothing.</summary>
    public string? Code { get; init; }
}
