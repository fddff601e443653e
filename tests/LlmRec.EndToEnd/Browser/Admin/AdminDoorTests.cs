using LlmRec.EndToEnd.Http.Access;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser.Admin;

/// <summary>Who is let in, and what is made of what a catalogue holds.</summary>
public sealed class AdminDoorTests(KeyTests.Keyed keyed, HostileCatalogueTests.Hostile hostile) : IClassFixture<KeyTests.Keyed>, IClassFixture<HostileCatalogueTests.Hostile>
{
    [ChromiumFact]
    public async Task Without_a_key_the_page_asks_for_one_and_one_that_may_only_read_will_not_do()
    {
        await using var visit = await Visit.StartAsync();
        var page = visit.Page;
        await page.GotoAsync(new Uri(keyed.Address, "/admin/").ToString());
        await Expect(page.Locator("#overview")).ToContainTextAsync("A key is needed");
        await EnterAsync(page, KeyTests.Reader);
        await Expect(page.Locator("#overview")).ToContainTextAsync("This needs a key of scope 'admin'");
        await Expect(page.GetByLabel("This page asks for a key of scope admin")).ToBeVisibleAsync();
        foreach (var view in AdminVisit.Views.Except(["Overview", "Look-up"]))
        {
            await page.Locator(".rail").GetByRole(AriaRole.Link, new() { Name = view }).ClickAsync();
            await Expect(page.Locator("main > section:visible")).ToContainTextAsync("A key is needed");
        }

        await EnterAsync(page, KeyTests.Keyed.Admin);
        await Expect(page.Locator("#map")).ToContainTextAsync("Items have no vectors");
        await Expect(page.Locator("#notice")).ToBeEmptyAsync();
        await page.Locator(".rail").GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(page.Locator(".figures").First).ToContainTextAsync("8 without a vector");
    }

    [ChromiumFact]
    public async Task Whatever_stands_in_a_catalogue_and_in_ids_is_shown_as_text()
    {
        const string User = "<img src=x onerror=alert(9)>/../%2F?#";
        const string Id = "a\"b'<c>/d?e#f%2F";
        await hostile.PostAsync("/v1/interactions", new[] { new { userId = User, itemId = Id, type = "like" }, new { userId = User, itemId = "plain", type = "like" } });
        var job = await hostile.PostAsync("/v1/projections", new { neighbours = 3 });
        while ((await hostile.GetAsync($"/v1/jobs/{job.GetProperty("id").GetString()}")).GetProperty("state").GetString() is not ("succeeded" or "failed"))
        {
            await Task.Yield();
        }

        await using var visit = await AdminVisit.OpenAsync(hostile.Address, "map");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Combobox).FillAsync("sons");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await Expect(page.Locator(".map-chosen h2")).ToHaveTextAsync(HostileCatalogueTests.Image);
        await Expect(page.Locator(".near li")).Not.ToHaveCountAsync(0);
        var box = (await page.Locator("canvas.map").BoundingBoxAsync())!;
        for (var x = 0; x < 12; x++)
        {
            await page.Mouse.MoveAsync(box.X + (box.Width * (x + 1) / 13), box.Y + (box.Height / 2));
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Why it gets what it gets" }).ClickAsync();
        await Expect(page.Locator(".subject h2")).ToHaveTextAsync(HostileCatalogueTests.Image);
        await page.GetByRole(AriaRole.Combobox).FillAsync("<img");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await Expect(page.Locator(".subject h2")).ToHaveTextAsync(User);
        await Expect(page.Locator(".did")).ToContainTextAsync(HostileCatalogueTests.Image);
        await page.ReloadAsync();
        await Expect(page.Locator(".subject h2")).ToHaveTextAsync(User);
        await visit.GoAsync("Jobs");

        Assert.Equal(0, await page.Locator("main :is(img, script, b, u, iframe, a[href^=javascript])").CountAsync());
        Assert.True(await visit.FitsAsync());
        Assert.Empty(visit.Troubles);
    }

    private static async Task EnterAsync(IPage page, string key)
    {
        await page.Locator("#key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
    }
}
