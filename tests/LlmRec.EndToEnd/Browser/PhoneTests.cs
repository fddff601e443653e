using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser;

public sealed class PhoneTests(PageApi api) : IClassFixture<PageApi>
{
    private static BrowserNewContextOptions Phone => new() { ViewportSize = new() { Width = 360, Height = 740 }, DeviceScaleFactor = 2, HasTouch = true, IsMobile = true, ColorScheme = ColorScheme.Dark };

    [ChromiumFact]
    public async Task On_a_phone_in_the_dark_all_of_it_works_by_touch_and_nothing_sticks_out()
    {
        await using var visit = await Visit.OpenAsync(api.Address, Phone);
        var page = visit.Page;
        await visit.Query.FillAsync("blade");
        await visit.Options.First.TapAsync();
        await Expect(visit.Picks).ToHaveTextAsync(["Blade Runner (1982)"]);
        await Expect(page.Locator("#cards")).ToContainTextAsync("Because you liked Blade Runner (1982)");

        var card = visit.Cards.First;
        await card.Locator(".why").TapAsync();
        await Expect(card.Locator(".because")).ToBeVisibleAsync();
        await card.Locator(".why").TapAsync();
        await Expect(card.Locator(".because")).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Talk", Exact = true }).TapAsync();
        await visit.SayAsync("something like Alien");
        var turn = await visit.SayAsync("more, but I hated Amélie");
        await Expect(turn.Locator(".said")).ToBeInViewportAsync();
        await Expect(turn.Locator(".reply")).ToBeInViewportAsync();
        await Expect(page.Locator("#send")).ToBeInViewportAsync();
        Assert.True(await visit.FitsAsync());
        Assert.True(await page.EvaluateAsync<bool>("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(c => c < 60)"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('button, input, textarea, nav a')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 32).map(e => e.outerHTML)"));
        Assert.Empty(visit.Troubles);
    }

    [ChromiumFact]
    public async Task A_narrow_window_that_is_enlarged_four_times_still_fits()
    {
        await using var visit = await Visit.OpenAsync(api.Address, new() { ViewportSize = new() { Width = 320, Height = 256 } });
        await visit.PickAsync("alien", "Alien (1979)");
        await visit.SayAsync("something like Alien, but no horror");

        Assert.True(await visit.FitsAsync());
        await Expect(visit.Chips.First).ToBeVisibleAsync();
    }
}
