using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser.Admin;

/// <summary>A whole visit to /admin, on the demo catalogue, with real jobs.</summary>
public sealed class AdminVisitTests(AdminApi api) : IClassFixture<AdminApi>
{
    [ChromiumFact]
    public async Task Somebody_sees_what_there_is_runs_jobs_and_finds_out_why_things_are_recommended()
    {
        await using var visit = await AdminVisit.OpenAsync(api.Address);
        var page = visit.Page;
        await Expect(page.Locator(".figures").First).ToContainTextAsync("485");
        await Expect(page.Locator(".figures").First).ToContainTextAsync("all with a vector");
        await Expect(page.Locator(".serves")).ToContainTextAsync("use-lite");
        await Expect(page.Locator("#overview")).ToContainTextAsync("Nothing is running. The last one, a");

        await visit.GoAsync("Jobs");
        await visit.Kind("Training").GetByLabel("ease").CheckAsync();
        foreach (var other in new[] { "sequence", "fusion" })
        {
            await visit.Kind("Training").GetByLabel(other, new() { Exact = true }).UncheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Start training" }).ClickAsync();
        await Expect(page.Locator(".past tbody tr").First).ToContainTextAsync("1 of 1 promoted");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start training" })).ToBeVisibleAsync();

        await visit.GoAsync("Models");
        await Expect(visit.Kind("ease")).ToContainTextAsync("in use");
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back ease" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("No other was promoted before it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(visit.Kind("ease")).ToContainTextAsync("in use");
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back ease" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(page.Locator("#notice")).ToContainTextAsync("none is in use now");
        await Expect(visit.Kind("ease")).ToContainTextAsync("not promoted");

        await visit.GoAsync("Map");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lay the map out" }).ClickAsync();
        await Expect(page.Locator("canvas.map")).ToBeVisibleAsync();
        await Expect(page.Locator(".map-about")).ToContainTextAsync("485 items, laid out");
        await page.GetByRole(AriaRole.Combobox).FillAsync("spirited");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await Expect(page.Locator(".map-chosen h2")).ToHaveTextAsync("Spirited Away (2001)");
        await Expect(page.Locator(".near li")).ToHaveCountAsync(12);

        await page.GetByRole(AriaRole.Link, new() { Name = "Why it gets what it gets" }).ClickAsync();
        await Expect(page.Locator(".subject h2")).ToHaveTextAsync("Spirited Away (2001)");
        await Expect(page.Locator(".gets > li")).ToHaveCountAsync(12);
        Assert.Empty(visit.Troubles);
    }

    [ChromiumFact]
    public async Task A_job_is_followed_as_it_goes_and_stopped_when_somebody_says_so_twice()
    {
        await using var visit = await AdminVisit.OpenAsync(api.Address, "jobs");
        var page = visit.Page;
        await visit.Kind("Training").GetByLabel("two-tower").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start training" }).ClickAsync();
        await Expect(visit.Kind("Training").GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await Expect(visit.Kind("Training")).ToContainTextAsync("Training models: training");

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop training" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Let it run" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(visit.Kind("Training").GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop training" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop it" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start training" })).ToBeVisibleAsync();
        await Expect(page.Locator(".past tbody tr").First).ToContainTextAsync("cancelled");
        Assert.Empty(visit.Troubles);
    }
}
