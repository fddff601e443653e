using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser.Admin;

/// <summary>Every view, however it is looked at.</summary>
public sealed class AdminLooksTests(FilledAdminApi api, ITestOutputHelper output) : IClassFixture<FilledAdminApi>
{
    public static TheoryData<ColorScheme, int> Looks => AccessibilityTests.Looks;

    [ChromiumTheory]
    [MemberData(nameof(Looks))]
    public async Task No_rule_of_axe_is_broken_in_any_view(ColorScheme scheme, int width)
    {
        await using var visit = await AdminVisit.OpenAsync(api.Address, options: new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        foreach (var view in AdminVisit.Views)
        {
            await visit.GoAsync(view);
            Assert.Empty(await visit.ViolationsAsync());
            Assert.True(await visit.FitsAsync(), $"{view} sticks out");
        }

        await visit.Page.GetByRole(AriaRole.Combobox).FillAsync("e");
        await Expect(visit.Page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Empty(await visit.ViolationsAsync());
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator(".subject h2")).ToHaveTextAsync("eve");
        Assert.Empty(await visit.ViolationsAsync());
        await visit.GoAsync("Models");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back ease" }).ClickAsync();
        Assert.Empty(await visit.ViolationsAsync());
        Assert.Empty(visit.Troubles);
    }

    [ChromiumFact]
    public async Task On_a_phone_nothing_sticks_out_and_everything_is_large_enough_to_be_hit()
    {
        await using var visit = await AdminVisit.OpenAsync(api.Address, options: new() { ViewportSize = new() { Width = 360, Height = 740 }, DeviceScaleFactor = 2, HasTouch = true, IsMobile = true });
        foreach (var view in AdminVisit.Views)
        {
            await visit.GoAsync(view);
            Assert.True(await visit.FitsAsync(), $"{view} sticks out");
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('button:not(.link), input[type=text], .rail a, label:has(input)')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 32).map(e => e.outerHTML)"));
        }

        Assert.Empty(visit.Troubles);
    }

    [ChromiumFact]
    public async Task The_page_is_light_and_nothing_jumps_while_any_view_fills()
    {
        foreach (var view in AdminVisit.Views)
        {
            await using var visit = await Visit.StartAsync();
            await visit.Page.AddInitScriptAsync(
                "globalThis.jumps = []; new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) jumps.push([e.value, e.sources.map(s => `${s.node?.className || s.node?.nodeName}`).join()]); })).observe({ type: 'layout-shift', buffered: true });");
            await visit.Page.GotoAsync(new Uri(api.Address, $"/admin/#{view.ToLowerInvariant()}").ToString());
            await visit.SettledAsync();

            var weight = await visit.Page.EvaluateAsync<int>(
                "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')].filter(r => !r.name.includes('/v1/')).reduce((sum, r) => sum + r.encodedBodySize, 0)");
            output.WriteLine($"{view}: {weight} bytes, jumps {await visit.Page.EvaluateAsync<string>("JSON.stringify(jumps)")}");
            Assert.InRange(weight, 10_000, 100_000);
            Assert.InRange(await visit.Page.EvaluateAsync<double>("jumps.reduce((sum, [value]) => sum + value, 0)"), 0, .02);
        }
    }

    [ChromiumFact]
    public async Task Without_a_mouse_every_view_is_reached_an_item_found_on_the_map_and_its_neighbours_walked()
    {
        await using var visit = await AdminVisit.OpenAsync(api.Address);
        var (page, keys) = (visit.Page, visit.Page.Keyboard);
        await keys.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        var link = page.Locator(".rail").GetByRole(AriaRole.Link, new() { Name = "Map" });
        await TabToAsync(visit, link);
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Map", Level = 1 })).ToBeFocusedAsync();
        await visit.SettledAsync();

        await TabToAsync(visit, page.Locator("canvas.map"));
        var before = await PictureAsync(page);
        await keys.PressAsync("+");
        await keys.PressAsync("ArrowLeft");
        await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        Assert.NotEqual(before, await PictureAsync(page));
        await keys.PressAsync("0");

        await TabToAsync(visit, page.GetByRole(AriaRole.Combobox));
        await keys.TypeAsync("ali");
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(2);
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Expect(page.Locator(".map-chosen h2")).ToHaveTextAsync("Alien (1979)");
        var second = page.Locator(".near button").First;
        var name = (await second.Locator("[dir]").TextContentAsync())!;
        await TabToAsync(visit, second);
        await keys.PressAsync("Enter");
        await Expect(page.Locator(".map-chosen h2")).ToHaveTextAsync(name);
        await Expect(page.Locator(".map-chosen :focus")).ToHaveCountAsync(1);
        Assert.Empty(visit.Troubles);
    }

    [ChromiumFact]
    public async Task A_line_that_breaks_is_told_what_was_there_stays_and_all_comes_back_with_the_line()
    {
        await using var visit = await AdminVisit.OpenAsync(api.Address);
        var page = visit.Page;
        await Expect(page.Locator("html[data-views=loaded]")).ToBeAttachedAsync();
        await page.Context.SetOfflineAsync(true);
        await Expect(page.Locator("#notice")).ToContainTextAsync("You are offline.");
        await Expect(page.Locator(".figures").First).ToContainTextAsync("8");
        await page.Locator(".rail").GetByRole(AriaRole.Link, new() { Name = "Models" }).ClickAsync();
        await Expect(page.Locator("#models")).ToContainTextAsync("The service does not answer.");

        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator("#notice")).ToBeEmptyAsync();
        await Expect(visit.Kind("ease")).ToContainTextAsync("in use");
    }

    private static Task<string> PictureAsync(IPage page) => page.EvaluateAsync<string>("document.querySelector('canvas.map').toDataURL()");

    private static async Task TabToAsync(Visit visit, ILocator target)
    {
        for (var i = 0; i < 80; i++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                Assert.True(await visit.Page.EvaluateAsync<bool>("getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
                return;
            }

            await visit.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{target} can't be reached with Tab.");
    }
}
