using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser;

/// <summary>No rule of axe-core is broken, in the light, and in the dark on a phone, whatever state the page is in.</summary>
public sealed class AccessibilityTests(PageApi api) : IClassFixture<PageApi>
{
    public static TheoryData<ColorScheme, int> Looks => new() { { ColorScheme.Light, 1280 }, { ColorScheme.Dark, 390 } };

    [ChromiumTheory]
    [MemberData(nameof(Looks))]
    public async Task A_whole_visit_leaves_nobody_out(ColorScheme scheme, int width)
    {
        await using var visit = await Visit.OpenAsync(api.Address, Look(scheme, width));
        var page = visit.Page;
        Assert.Empty(await visit.ViolationsAsync());

        await visit.Query.FillAsync("ali");
        await Expect(visit.Options).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Empty(await visit.ViolationsAsync());

        await visit.PickAsync("ali", "Alien (1979)");
        await Expect(page.Locator("#cards[aria-busy=false]")).ToContainTextAsync("Because you liked Alien (1979)");
        await visit.Cards.Locator(".why").First.ClickAsync();
        await Expect(visit.Cards.Locator(".because").First).ToContainTextAsync("Found by");
        Assert.Empty(await visit.ViolationsAsync());
        await page.Keyboard.PressAsync("Escape");

        await visit.SayAsync("hello");
        await visit.SayAsync("I loved Totoro, hated The Terminator, no Crime, from the 80s");
        await Expect(visit.Chips.First).ToBeVisibleAsync();
        await visit.Chips.First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Suggest again" })).ToBeVisibleAsync();
        Assert.Empty(await visit.ViolationsAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Erase everything" }).ClickAsync();
        Assert.Empty(await visit.ViolationsAsync());
        Assert.Empty(visit.Troubles);
    }

    [ChromiumTheory]
    [MemberData(nameof(Looks))]
    public async Task A_page_that_waits_and_one_that_fails_leave_nobody_out(ColorScheme scheme, int width)
    {
        await using var visit = await Visit.StartAsync(Look(scheme, width));
        var answer = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/v1/**", async route =>
        {
            await answer.Task;
            await route.AbortAsync();
        });
        await visit.Page.GotoAsync(api.Address.ToString());
        await Expect(visit.Page.Locator("#for-you-status")).ToHaveTextAsync("Looking…");
        Assert.Empty(await visit.ViolationsAsync());

        answer.SetResult();
        await Expect(visit.Page.Locator("#notice")).ToContainTextAsync("The service does not answer.");
        await Expect(visit.Page.Locator("#cards .nothing")).ToBeVisibleAsync();
        await visit.SayAsync("is anybody there?");
        await Expect(visit.Page.Locator(".broken")).ToBeVisibleAsync();
        Assert.Empty(await visit.ViolationsAsync());
    }

    [ChromiumTheory]
    [MemberData(nameof(Looks))]
    public async Task The_widgets_demo_leaves_nobody_out(ColorScheme scheme, int width)
    {
        await using var visit = await Visit.OpenAsync(api.Address, Look(scheme, width));
        await visit.PickAsync("ali", "Alien (1979)");
        await visit.Page.GotoAsync(new Uri(api.Address, "/widget-demo.html").ToString());
        await Expect(visit.Page.Locator("#themed [part=evidence]")).ToBeVisibleAsync();
        await visit.Page.Locator("#shelf summary").First.ClickAsync();
        await Expect(visit.Page.Locator("#shelf [part=evidence]").First).ToBeVisibleAsync();

        Assert.Empty(await visit.ViolationsAsync());
        Assert.True(await visit.FitsAsync());
        Assert.Empty(visit.Troubles);
    }

    private static BrowserNewContextOptions Look(ColorScheme scheme, int width) => new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } };
}
