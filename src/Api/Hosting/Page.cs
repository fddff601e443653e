namespace LlmRec.Api.Hosting;

/// <summary>The page at <c>/</c>: three static files and a policy that lets nothing else run.</summary>
internal static class Page
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UsePage(this WebApplication app)
    {
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = context =>
            {
                context.Context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Context.Response.Headers.CacheControl = "no-cache";
            },
        });
    }
}
