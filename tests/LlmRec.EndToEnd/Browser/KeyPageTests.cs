using LlmRec.EndToEnd.Http.Access;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser;

public sealed class KeyPageTests(KeyTests.Keyed api) : IClassFixture<KeyTests.Keyed>
{
    [ChromiumFact]
    public async Task The_page_asks_for_a_key_when_the_service_wants_one_and_takes_another_when_it_is_wrong()
    {
        await using var visit = await Visit.StartAsync();
        await visit.Page.GotoAsync(api.Address.ToString());
        var field = visit.Page.GetByLabel("This service asks for an API key");
        await Expect(visit.Page.Locator("#cards")).ToContainTextAsync("Send a key of scope 'read'");

        await field.FillAsync("a wrong one");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await Expect(visit.Page.Locator("#cards")).ToContainTextAsync("The key that was sent is not known here.");
        await Expect(field).ToBeVisibleAsync();

        await field.FillAsync(KeyTests.Keyed.Admin);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await visit.IsFilledAsync();
        await Expect(field).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task With_a_key_that_may_only_read_the_page_recommends_and_says_what_it_can_not_keep()
    {
        await using var visit = await Visit.StartAsync();
        await visit.Page.AddInitScriptAsync($"sessionStorage.setItem('key', '{KeyTests.Reader}')");
        await visit.Page.GotoAsync(api.Address.ToString());
        await visit.IsFilledAsync();

        await visit.Cards.First.Locator("[data-verdict=like]").ClickAsync();
        await Expect(visit.Page.Locator("#notice")).ToContainTextAsync("This needs a key of scope 'write'");
        await Expect(visit.Picks).ToHaveCountAsync(0);

        var turn = await visit.SayAsync("something like Alien");
        await Expect(turn.Locator(".card").First).ToBeVisibleAsync();
    }
}
