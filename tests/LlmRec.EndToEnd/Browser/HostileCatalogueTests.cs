using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser;

public sealed class HostileCatalogueTests(HostileCatalogueTests.Hostile api) : IClassFixture<HostileCatalogueTests.Hostile>
{
    internal const string Image = "<img src=x onerror=alert(1)><script>alert(2)</script> & \"Sons\"";
    private const string Quotes = "'\"><svg onload=alert(3)>\u2028javascript:alert(4)//";
    private const string RightToLeft = "\u202Eשלום <b>עולם</b>";

    [ChromiumFact]
    public async Task Whatever_stands_in_a_catalogue_is_shown_as_text_everywhere()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        await Expect(visit.Cards).ToHaveCountAsync(8);
        await visit.PickAsync("sons", Image);
        await visit.PickAsync("svg", Quotes);
        await visit.PickAsync("שלום", RightToLeft);
        await Expect(visit.Picks).ToHaveTextAsync([RightToLeft, Quotes, Image]);
        await visit.Cards.Locator(".why").First.ClickAsync();
        await Expect(visit.Page.Locator(".because:visible")).ToContainTextAsync("checked");

        await visit.SayAsync("something like \"Sons\", I hated svg onload and <img src=x onerror=alert(5)>");
        await visit.SayAsync("<i>Bold</i>");
        await visit.SayAsync("more");
        await Expect(visit.Chips.First).ToBeVisibleAsync();

        await Expect(visit.Beliefs).ToContainTextAsync(Image);
        Assert.Equal(0, await visit.Page.Locator("main :is(img, script, b, i:not(.bar > i), svg:not(.icon), a[href^=javascript])").CountAsync());
        Assert.True(await visit.FitsAsync());

        await visit.Page.GotoAsync(new Uri(api.Address, "/widget-demo.html").ToString());
        await Expect(visit.Page.Locator("#themed [part=text]")).Not.ToHaveTextAsync("…");
        Assert.Equal(0, await visit.Page.Locator("main :is(script, b, i:not(.bar > i), svg, img:not(.brand img))").CountAsync());
        Assert.Empty(visit.Troubles);
    }

    [ChromiumFact]
    public async Task What_is_written_from_right_to_left_is_set_so()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        var title = visit.Page.GetByRole(AriaRole.Heading, new() { Name = "עולם" });

        await Expect(title).ToHaveCSSAsync("direction", "rtl");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Plain", Exact = true })).ToHaveCSSAsync("direction", "ltr");
    }

    /// <summary>A catalogue by somebody who means harm, and ids that no path would want.</summary>
    public sealed class Hostile : PageApi
    {
        protected override object[] Items =>
        [
            Item("a\"b'<c>/d?e#f%2F", Image), Item("x y\u00a0z&id=1", Quotes), Item("../..", RightToLeft), Item("plain", "Plain"),
            .. Enumerable.Range(1, 4).Select(i => Item($"n{i}", new string('W', 300) + i)),
        ];

        private static object Item(string id, string title) => new
        {
            id,
            title,
            text = "<iframe src=javascript:alert(6)></iframe> A family business, plain and bold.",
            categories = new[] { "<i>Bold</i>", "{{7*7}}" },
            attributes = new Dictionary<string, object> { ["<u>kind</u>"] = new[] { "<b>value</b>" } },
        };
    }
}
