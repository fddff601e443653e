using LlmRec.Api.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scope = LlmRec.Api.Access.Scope;

namespace LlmRec.Api.Hosting;

/// <summary>Keys in the OpenAPI document: how they are sent, and which scope each call needs.</summary>
internal static class SecuritySchemes
{
    private const string Bearer = "bearer";
    private const string Header = "apiKey";

    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key of Auth:ApiKeys. While none is configured, only this machine is served and no key is needed.",
        };
        document.Components.SecuritySchemes[Header] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "X-Api-Key",
            Description = "The same key in a header of its own.",
        };
        return Task.CompletedTask;
    }

    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        if (Needed(context) is { } scope)
        {
            var name = scope.ToString().ToLowerInvariant();
            operation.Description = $"{operation.Description} Needs a key of scope `{name}`.".Trim();
            operation.Security =
            [
                new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] },
                new() { [new OpenApiSecuritySchemeReference(Header, context.Document)] = [] },
            ];
            operation.Responses.TryAdd("401", new OpenApiResponse { Description = "No key, or one that is not known" });
            operation.Responses.TryAdd("403", new OpenApiResponse { Description = $"A key without the scope {name}" });
            operation.Responses.TryAdd("429", new OpenApiResponse { Description = "Too many requests; Retry-After says how many seconds to wait" });
        }

        return Task.CompletedTask;
    }

    private static Scope? Needed(OpenApiOperationTransformerContext context) =>
        AccessControl.NeededBy(context.Description.ActionDescriptor.EndpointMetadata);
}
