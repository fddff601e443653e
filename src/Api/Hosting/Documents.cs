namespace LlmRec.Api.Hosting;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class Documents
{
    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "LlmRec";
            document.Info.Description = "Recommendations, search and similar items from your own catalogue, on models that run locally. Every error is application/problem+json with a detail that says what to do, those of the OpenAI-compatible calls as that API writes them; only requests that are not HTTP at all (a malformed request line, headers over 32 KiB) are refused by the server without a body.";
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(SecuritySchemes.DescribeAsync);
        options.AddOperationTransformer(Examples.AddAsync);
        options.AddOperationTransformer(SecuritySchemes.AddAsync);
    });
}
