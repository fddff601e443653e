using LlmRec.EndToEnd.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser;

/// <summary>The widget on a page of another site, with a policy of that site's own.</summary>
public sealed class WidgetTests
{
    [ChromiumFact]
    public async Task Another_site_embeds_explanations_with_one_script_tag()
    {
        await using var shop = await Shop.StartAsync();
        await using var visit = await VisitAsync(shop, allowed: true);
        var first = visit.Page.Locator("llmrec-why").First;
        await Expect(first.Locator("summary")).ToHaveTextAsync("Why this?");

        await first.Locator("summary").ClickAsync();
        await Expect(first.Locator("[part=text]")).ToContainTextAsync("Alien (1979)");
        await Expect(first.Locator("[part=evidence]")).ToContainTextAsync("Sci-Fi");
        await Expect(first.Locator(".share")).ToContainTextAsync("%");

        var open = visit.Page.Locator("#open");
        await Expect(open.Locator("summary")).ToHaveTextAsync("And this?");
        await Expect(open.Locator("[part=text]")).ToContainTextAsync("Blade Runner (1982)");
        await Expect(open.Locator("summary")).ToHaveCSSAsync("color", "rgb(1, 2, 3)");

        await open.EvaluateAsync("e => e.setAttribute('item', 'terminator')");
        await Expect(open.Locator("[part=text]")).ToContainTextAsync("The Terminator (1984)");
        Assert.Empty(visit.Troubles);
        Assert.Empty(await visit.ViolationsAsync());
    }

    [ChromiumFact]
    public async Task Of_someone_who_is_not_known_it_says_so()
    {
        await using var shop = await Shop.StartAsync(user: "nobody");
        await using var visit = await VisitAsync(shop, allowed: true);

        await Expect(visit.Page.Locator("#open [part=text]")).ToHaveTextAsync("Too little is known of you to say why.");
    }

    [ChromiumFact]
    public async Task A_site_that_is_not_allowed_gets_no_explanation_and_is_not_harmed()
    {
        await using var shop = await Shop.StartAsync();
        await using var visit = await VisitAsync(shop, allowed: false);

        await Expect(visit.Page.Locator("#open [part=text]")).ToHaveTextAsync("The reasons can’t be had just now.");
        Assert.Contains(visit.Troubles, t => t.Contains("CORS", StringComparison.Ordinal));
    }

    private static async Task<Visit> VisitAsync(Shop shop, bool allowed)
    {
        var api = new Cors(allowed ? shop.Origin : "http://elsewhere.example");
        shop.Api = api;
        await api.InitializeAsync();
        await api.PostAsync("/v1/interactions", new[] { new { userId = "ana", itemId = "alien", type = "like" } });
        var visit = await Visit.StartAsync();
        await visit.Page.GotoAsync(shop.Origin);
        return visit;
    }

    private sealed class Cors(string origin) : PageApi
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Cors:AllowedOrigins:0"] = origin };
    }

    /// <summary>Another site.</summary>
    private sealed class Shop : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private Shop(WebApplication app) => _app = app;

        public string Origin => _app.Urls.First();

        public TestApi? Api { get; set; }

        public static async Task<Shop> StartAsync(string user = "ana")
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var shop = new Shop(builder.Build());
            shop._app.MapGet("/", (HttpContext context) =>
            {
                var source = shop.Api!.Address.GetLeftPart(UriPartial.Authority);
                context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src {source}; connect-src {source}; img-src data:; style-src 'self'";
                return Results.Content(
                    $"""
                    <!doctype html><html lang="en"><title>A shop</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/shop.css">
                    <main><h1>Aliens</h1>
                    <script src="{source}/widget.js" data-item="aliens" data-user="{user}"></script>
                    <h2>Blade Runner</h2>
                    <llmrec-why id="open" item="blade-runner" user="{user}" label="And this?" open></llmrec-why></main></html>
                    """,
                    "text/html");
            });
            shop._app.MapGet("/shop.css", () => Results.Content("llmrec-why { --llmrec-accent: #010203; }", "text/css"));
            await shop._app.StartAsync();
            return shop;
        }

        public async ValueTask DisposeAsync()
        {
            await _app.DisposeAsync();
            if (Api is IAsyncLifetime api)
            {
                await api.DisposeAsync();
            }
        }
    }
}
