using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser;

public sealed class NewcomerTests(PageApi api) : IClassFixture<PageApi>
{
    [ChromiumFact]
    public async Task A_newcomer_picks_is_recommended_to_asks_why_talks_corrects_and_is_forgotten()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        var page = visit.Page;
        await Expect(page.Locator("#for-you-status")).ToHaveTextAsync("What others like, until you say what you do");

        await visit.PickAsync("ali", "Alien (1979)");
        await Expect(page.Locator("#for-you-status")).ToHaveTextAsync("From the one thing you like");
        await Expect(page.Locator("#cards")).ToContainTextAsync("Because you liked Alien (1979)");
        await Expect(visit.Cards.Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Alien 1979" }) })).ToHaveCountAsync(0);

        var aliens = visit.Cards.Filter(new() { HasTextString = "Aliens 1986" });
        await aliens.Locator(".reasons").HoverAsync();
        var why = page.GetByRole(AriaRole.Group, new() { Name = "Why Aliens (1986)" });
        await Expect(why).ToContainTextAsync("checked against this evidence");
        await Expect(why).ToContainTextAsync("Alien (1979)");
        await Expect(why).ToContainTextAsync("Sci-Fi");
        await Expect(why).ToContainTextAsync("Found by");
        await page.Keyboard.PressAsync("Escape");
        await Expect(why).ToBeHiddenAsync();

        var turn = await visit.SayAsync("something like Blade Runner, but I hated The Terminator");
        await Expect(turn.Locator(".card").First).ToBeVisibleAsync();
        await Expect(visit.Chips).ToHaveTextAsync(["not The Terminator (1984)", "like Blade Runner (1982)"]);
        await Expect(visit.Beliefs.GetByRole(AriaRole.Button, new() { Name = "Not for me: The Terminator (1984)" })).ToHaveAttributeAsync("aria-pressed", "true");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: you do not like The Terminator (1984)" }).ClickAsync();
        await Expect(visit.Chips).ToHaveTextAsync(["like Blade Runner (1982)"]);
        await Expect(visit.Beliefs.GetByRole(AriaRole.Button, new() { Name = "Not for me: The Terminator (1984)" })).ToHaveAttributeAsync("aria-pressed", "false");
        await page.GetByRole(AriaRole.Button, new() { Name = "Suggest again" }).ClickAsync();
        await Expect(visit.Turns).ToHaveCountAsync(2);

        await visit.Beliefs.GetByRole(AriaRole.Button, new() { Name = "Not for me: Alien (1979)" }).ClickAsync();
        await Expect(visit.Picks).ToHaveCountAsync(0);

        var id = await page.EvaluateAsync<string>("localStorage.getItem('llmrec.visitor')");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase everything" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Erase everything" }).ClickAsync();
        await Expect(visit.Beliefs).ToContainTextAsync("Nothing is known of you.");
        await Expect(visit.Turns).ToHaveCountAsync(0);
        Assert.Equal(0, await api.ScalarAsync<long>($"SELECT COUNT(*) FROM conversations WHERE user_id = '{id}'"));
        Assert.Equal(0, await api.ScalarAsync<long>($"SELECT COUNT(*) FROM users WHERE id = '{id}'"));
        Assert.NotEqual(id, await page.EvaluateAsync<string>("localStorage.getItem('llmrec.visitor')"));
        Assert.Empty(visit.Troubles);
    }

    [ChromiumFact]
    public async Task A_reload_keeps_likes_and_conversation_and_another_browser_knows_nothing_of_them()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        await visit.PickAsync("totoro", "My Neighbour Totoro (1988)");
        var said = await visit.SayAsync("something like Amélie");
        var reply = await said.Locator(".reply").TextContentAsync();

        await visit.Page.ReloadAsync();

        await Expect(visit.Picks).ToHaveTextAsync(["My Neighbour Totoro (1988)"]);
        await Expect(visit.Turns.Locator(".said")).ToHaveTextAsync(["something like Amélie"]);
        await Expect(visit.Turns.Locator(".reply")).ToHaveTextAsync([reply!]);
        await Expect(visit.Turns.Locator(".card").First).ToBeVisibleAsync();
        await Expect(visit.Chips).ToHaveTextAsync(["like Amélie (2001)"]);
        await visit.Turns.Locator(".why").First.ClickAsync();
        await Expect(visit.Turns.Locator(".because").First).ToContainTextAsync("checked against this evidence");

        await using var other = await Visit.OpenAsync(api.Address);
        await Expect(other.Beliefs).ToContainTextAsync("Nothing is known of you.");
        Assert.Empty(visit.Troubles.Concat(other.Troubles));
    }

    [ChromiumFact]
    public async Task What_was_seen_is_told_to_the_service_as_impressions()
    {
        await using var visit = await Visit.StartAsync();
        var told = visit.Page.WaitForRequestAsync("**/v1/impressions");
        await visit.Page.GotoAsync(api.Address.ToString());

        var body = (await told).PostDataJSON();

        var answer = body!.Value[0].GetProperty("recommendationId").GetString();
        Assert.True(await api.ScalarAsync<long>($"SELECT COUNT(*) FROM recommendations WHERE id = '{answer}'") == 1, answer);
        Assert.Equal(1, body.Value[0].GetProperty("items")[0].GetProperty("position").GetInt32());
        await (await told).ResponseAsync();
        Assert.NotEqual(0, await api.ScalarAsync<long>($"SELECT COUNT(*) FROM impressions WHERE recommendation_id = '{answer}'"));
        Assert.Empty(visit.Troubles);
    }

    [ChromiumFact]
    public async Task Of_what_is_typed_quickly_only_the_last_is_shown()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        var hold = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/v1/titles?q=heist*", async route =>
        {
            await hold.Task;
            await route.ContinueAsync();
        });
        var asked = visit.Page.WaitForRequestAsync("**/v1/titles?q=heist*");
        await visit.Query.FillAsync("heist");
        await asked;
        await visit.Query.FillAsync("toto");
        await Expect(visit.Options).ToHaveTextAsync(["My Neighbour Totoro (1988)"]);

        hold.SetResult();
        await visit.Query.FillAsync("totor");

        await Expect(visit.Options).ToHaveTextAsync(["My Neighbour Totoro (1988)"]);
        Assert.DoesNotContain(visit.Troubles, t => !t.Contains("ABORTED", StringComparison.Ordinal));
    }

    [ChromiumFact]
    public async Task The_page_is_light_and_nothing_jumps_while_it_fills()
    {
        await using var visit = await Visit.StartAsync();
        await visit.Page.AddInitScriptAsync(
            "globalThis.jumps = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { jumps += e.hadRecentInput ? 0 : e.value; })).observe({ type: 'layout-shift', buffered: true });");
        await visit.Page.GotoAsync(api.Address.ToString());
        await visit.IsFilledAsync();

        var weight = await visit.Page.EvaluateAsync<int>(
            "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')].filter(r => !r.name.includes('/v1/')).reduce((sum, r) => sum + r.encodedBodySize, 0)");

        Assert.InRange(weight, 10_000, 100_000);
        Assert.InRange(await visit.Page.EvaluateAsync<double>("jumps"), 0, 0.02);
    }
}
