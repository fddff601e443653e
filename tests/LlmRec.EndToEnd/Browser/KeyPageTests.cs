using LlmRec.EndToEnd.Http.Access;
using Microsoft.Playwright;

namespace LlmRec.EndToEnd.Browser;

public sealed class KeyPageTests(KeyTests.Keyed api) : IClassFixture<KeyTests.Keyed>
{
    [ChromiumFact]
    public async Task The_page_asks_for_a_key_when_the_service_wants_one_and_takes_another_when_it_is_wrong()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Path, Args = PageTests.Arguments });
        var page = await chromium.NewPageAsync();
        await page.GotoAsync(api.Address.ToString());
        var field = page.GetByLabel("This service asks for an API key");
        await Assertions.Expect(page.Locator("#picks-status")).ToContainTextAsync("Send a key of scope 'read'");

        await field.FillAsync("a wrong one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#picks-status")).ToContainTextAsync("The key that was sent is not known here.");
        await Assertions.Expect(field).ToBeVisibleAsync();

        await field.FillAsync(KeyTests.Keyed.Admin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#picks > li").First).ToBeVisibleAsync();
        await Assertions.Expect(field).ToBeHiddenAsync();
    }
}
