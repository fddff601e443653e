using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser.Admin;

/// <summary>Somebody at the page /admin.</summary>
internal static class AdminVisit
{
    public static readonly string[] Views = ["Overview", "Jobs", "Models", "Traffic", "Pipeline", "Map", "Look-up"];

    public static async Task<Visit> OpenAsync(Uri address, string view = "", BrowserNewContextOptions? options = null)
    {
        var visit = await Visit.StartAsync(options);
        await visit.Page.GotoAsync(new Uri(address, view.Length > 0 ? $"/admin/#{view}" : "/admin/").ToString());
        await visit.SettledAsync();
        return visit;
    }

    /// <summary>Waits until nothing of the view in sight waits for an answer any more.</summary>
    public static async Task SettledAsync(this Visit visit)
    {
        await Expect(visit.Page.Locator("#health .dot.good")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("main [aria-busy=true]:visible")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("main .wait:visible")).ToHaveCountAsync(0);
    }

    /// <summary>Goes to a view by its link.</summary>
    public static async Task GoAsync(this Visit visit, string view)
    {
        await visit.Page.Locator(".rail").GetByRole(AriaRole.Link, new() { Name = view }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = view, Exact = true, Level = 1 })).ToBeVisibleAsync();
        await visit.SettledAsync();
    }

    public static ILocator Kind(this Visit visit, string name) => visit.Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });
}
