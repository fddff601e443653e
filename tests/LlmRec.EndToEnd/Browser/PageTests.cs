using LlmRec.EndToEnd.Http;
using Microsoft.Playwright;

namespace LlmRec.EndToEnd.Browser;

public sealed class PageTests(PageTests.Embedded api) : IClassFixture<PageTests.Embedded>
{
    /// <summary>What Chromium is started with, so that it calls nobody.</summary>
    internal static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private const string Hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> & Sons";

    [ChromiumFact]
    public async Task A_newcomer_searches_likes_and_is_recommended_to_with_reasons_and_nothing_is_amiss()
    {
        await using var browser = await OpenAsync();
        var (page, troubles) = await PageAsync(browser);
        await page.GotoAsync(api.Address.ToString());
        await Expect(page.Locator("#picks > li").First).ToBeVisibleAsync();

        await page.GetByLabel("A title, or what you feel like").FillAsync("creature in space");
        await Expect(page.Locator("#found h3").First).ToHaveTextAsync("Alien (1979)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Like Alien (1979)" }).First.ClickAsync();

        await Expect(page.Locator("#likes li")).ToHaveTextAsync("Alien (1979) ×");
        await Expect(page.Locator("#picks")).ToContainTextAsync("Because you liked Alien (1979)");
        await Expect(page.Locator("#picks h3", new() { HasTextString = "Alien (1979)" })).ToHaveCountAsync(0);

        await page.GetByLabel("And today you feel like").FillAsync("spirits of the forest");
        await page.GetByRole(AriaRole.Button, new() { Name = "Recommend" }).ClickAsync();
        await Expect(page.Locator("#picks h3").First).ToHaveTextAsync("My Neighbour Totoro (1988)");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Alien (1979)" }).ClickAsync();
        await Expect(page.Locator("#no-likes")).ToBeVisibleAsync();
        await ShotAsync(page, "desktop");
        Assert.Empty(troubles);
    }

    [ChromiumFact]
    public async Task Hostile_titles_are_shown_as_text()
    {
        await using var browser = await OpenAsync();
        var (page, troubles) = await PageAsync(browser);
        await page.GotoAsync(api.Address.ToString());

        await page.GetByLabel("A title, or what you feel like").FillAsync("Sons");
        await Expect(page.Locator("#found h3").First).ToHaveTextAsync(Hostile);
        await page.Locator("#found button").First.ClickAsync();

        await Expect(page.Locator("#likes li")).ToHaveTextAsync($"{Hostile} ×");
        Assert.Equal(0, await page.Locator("main img, main script").CountAsync());
        Assert.Empty(troubles);
    }

    [ChromiumFact]
    public async Task A_service_that_goes_away_is_told_to_the_reader()
    {
        await using var browser = await OpenAsync();
        var (page, _) = await PageAsync(browser);
        await page.GotoAsync(api.Address.ToString());
        await Expect(page.Locator("#picks > li").First).ToBeVisibleAsync();

        await page.RouteAsync("**/v1/**", route => route.AbortAsync());
        await page.GetByLabel("A title, or what you feel like").FillAsync("anything");

        await Expect(page.Locator("#search-status")).ToHaveTextAsync("The service does not answer. Is it running?");
    }

    [ChromiumFact]
    public async Task On_a_phone_in_the_dark_nothing_sticks_out_and_the_page_is_dark()
    {
        await using var browser = await OpenAsync();
        var (page, troubles) = await PageAsync(browser, new() { ViewportSize = new() { Width = 360, Height = 740 }, ColorScheme = ColorScheme.Dark, HasTouch = true });
        await page.GotoAsync(api.Address.ToString());
        await page.GetByLabel("A title, or what you feel like").FillAsync("Sons");
        await Expect(page.Locator("#found h3").First).ToBeVisibleAsync();
        await page.Locator("#found button").First.ClickAsync();
        await Expect(page.Locator("#likes li")).ToHaveCountAsync(1);

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.True(await page.EvaluateAsync<bool>("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(c => c < 60)"));
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('button, input')].filter(e => e.checkVisibility()).every(e => e.getBoundingClientRect().height >= 32)"));
        await ShotAsync(page, "phone");
        Assert.Empty(troubles);
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private static async Task<Browser> OpenAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ChromiumFactAttribute.Path,
            Args = Arguments,
        }));
    }

    /// <summary>A page, and what went wrong in it: errors, whatever the console complained of, refused loads, dialogs.</summary>
    private static async Task<(IPage Page, List<string> Troubles)> PageAsync(Browser browser, BrowserNewPageOptions? options = null)
    {
        var page = await browser.Chromium.NewPageAsync(options);
        var troubles = new List<string>();
        page.PageError += (_, error) => troubles.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                troubles.Add(message.Text);
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                troubles.Add($"{response.Status} {response.Url}");
            }
        };
        page.Dialog += (_, dialog) => troubles.Add($"dialog {dialog.Message}");
        await page.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))");
        return (page, troubles);
    }

    /// <summary>Keeps a picture where LLMREC_SCREENSHOTS names a folder.</summary>
    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LLMREC_SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }

    /// <summary>The API with films that are embedded, one with a hostile title among them.</summary>
    public sealed class Embedded : TestApi
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await PutAsync("/v1/items", new[] { new { id = "hostile", title = Hostile, text = "A family business.", categories = new[] { "<b>Bold</b>" } } });
            await BackfillAsync();
        }
    }

    private sealed record Browser(IPlaywright Playwright, IBrowser Chromium) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Chromium.DisposeAsync();
            Playwright.Dispose();
        }
    }
}
