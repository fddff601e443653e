namespace LlmRec.Api.Hosting;

/// <summary>The pages and the widget: static files, and a policy that lets nothing else run, nor any text become markup.</summary>
internal static class Page
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    public static void AddPage(this IServiceCollection services) => services.AddResponseCompression(options =>
    {
        // These files only: they hold no secrets. In answers, compression would tell by their length what else is in them.
        options.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml"];
        options.EnableForHttps = true;
    });

    public static void UsePage(this WebApplication app)
    {
        app.UseResponseCompression();
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
