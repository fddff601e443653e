using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser;

public sealed class KeyboardTests(PageApi api) : IClassFixture<PageApi>
{
    [ChromiumFact]
    public async Task Without_a_mouse_everything_can_be_done_and_the_focus_is_never_lost()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        var (page, keys) = (visit.Page, visit.Page.Keyboard);

        await keys.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to what is recommended" })).ToBeFocusedAsync();
        await TabToAsync(visit, visit.Query);
        await keys.TypeAsync("ali");
        await Expect(visit.Options).ToHaveCountAsync(2);
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowDown");
        await Expect(visit.Query).ToHaveAttributeAsync("aria-activedescendant", "suggestions-1");
        await Expect(page.Locator("#suggestions-1")).ToHaveAttributeAsync("aria-selected", "true");
        await keys.PressAsync("Escape");
        await Expect(visit.Options).ToHaveCountAsync(0);
        await Expect(visit.Query).ToHaveAttributeAsync("aria-expanded", "false");
        await keys.PressAsync("ArrowDown");
        await Expect(visit.Options).ToHaveCountAsync(2);
        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("Enter");
        await Expect(visit.Picks).ToHaveTextAsync(["Aliens (1986)"]);
        await Expect(visit.Query).ToBeFocusedAsync();
        await Expect(page.Locator("#picker-status")).ToHaveTextAsync("Aliens (1986): added to what you like");

        await Expect(page.Locator("#cards")).ToContainTextAsync("Because you liked Aliens (1986)");
        var first = visit.Cards.First;
        await TabToAsync(visit, first.Locator(".why"));
        await Expect(first.Locator(".because")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(first.Locator(".because")).ToBeHiddenAsync();
        await keys.PressAsync("Shift+Tab");
        await keys.PressAsync("Shift+Tab");
        await Expect(first.Locator("[data-verdict=like]")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(visit.Picks).ToHaveCountAsync(2);
        await Expect(page.Locator("#cards[aria-busy=false] > .card:first-child [data-verdict=like]")).ToBeFocusedAsync();

        await TabToAsync(visit, visit.Message);
        await keys.TypeAsync("I hated Amélie and love Animation");
        await keys.PressAsync("Enter");
        await Expect(visit.Chips).ToHaveTextAsync(["not Amélie (2001)", "Animation"]);
        await Expect(visit.Message).ToBeFocusedAsync();
        await keys.PressAsync("Shift+Tab");
        await keys.PressAsync("Shift+Tab");
        await Expect(visit.Chips.First).ToBeFocusedAsync();
        await keys.PressAsync("Space");
        await Expect(visit.Chips).ToHaveTextAsync(["Animation"]);
        await Expect(visit.Page.Locator("#talk :focus")).ToHaveCountAsync(1);

        var belief = visit.Beliefs.GetByRole(AriaRole.Button, new() { Name = "Not for me: Aliens (1986)" });
        await TabToAsync(visit, belief);
        await keys.PressAsync("Enter");
        await Expect(belief).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(belief).ToBeFocusedAsync();

        await TabToAsync(visit, page.GetByRole(AriaRole.Button, new() { Name = "Erase everything" }));
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Keep it" })).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Erase everything" })).ToBeFocusedAsync();
        Assert.Empty(visit.Troubles);
    }

    /// <summary>Presses Tab until something has the focus; each step goes on, and what has the focus shows it.</summary>
    private static async Task TabToAsync(Visit visit, ILocator target)
    {
        for (var i = 0; i < 120; i++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                Assert.True(await visit.Page.EvaluateAsync<bool>("getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
                return;
            }

            await visit.Page.Keyboard.PressAsync("Tab");
            Assert.False(await visit.Page.EvaluateAsync<bool>("document.activeElement === document.body"), "The focus is lost.");
        }

        Assert.Fail($"{target} can't be reached with Tab.");
    }
}
