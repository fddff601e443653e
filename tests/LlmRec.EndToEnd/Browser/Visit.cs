using LlmRec.Testing;
using Microsoft.Playwright;

namespace LlmRec.EndToEnd.Browser;

/// <summary>Somebody in a real Chromium of their own, and what went wrong before their eyes.</summary>
internal sealed class Visit : IAsyncDisposable
{
    /// <summary>What Chromium is started with, so that it calls nobody.</summary>
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static readonly string Axe = Path.Combine(SharedFolder.RepoRoot, "tests/LlmRec.EndToEnd/obj/npm-axe/node_modules/axe-core/axe.min.js");

    // A machine that others keep busy must not fail a test.
    private const float Patience = 30_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Visit(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, Page) = (playwright, browser, page);

    public IPage Page { get; }

    /// <summary>Errors, whatever the console complained of, refused loads, what the policy stopped, dialogs.</summary>
    public List<string> Troubles { get; } = [];

    public ILocator Query => Page.GetByRole(AriaRole.Combobox);

    public ILocator Options => Page.GetByRole(AriaRole.Option);

    public ILocator Picks => Page.Locator("#picks button");

    public ILocator Cards => Page.Locator("#cards > .card");

    public ILocator Message => Page.GetByLabel("Your message");

    public ILocator Turns => Page.Locator(".turn");

    public ILocator Chips => Page.Locator("#state .chip");

    public ILocator Beliefs => Page.Locator("#beliefs");

    public static async Task<Visit> StartAsync(BrowserNewContextOptions? options = null)
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Path, Args = Arguments });
        var context = await browser.NewContextAsync(options);
        var visit = new Visit(playwright, browser, await context.NewPageAsync());
        await visit.ListenAsync();
        return visit;
    }

    /// <summary>Opens the page and waits until it has something to recommend.</summary>
    public static async Task<Visit> OpenAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        var visit = await StartAsync(options);
        await visit.Page.GotoAsync(address.ToString());
        await visit.IsFilledAsync();
        return visit;
    }

    public Task IsFilledAsync() => Assertions.Expect(Cards.First).ToBeVisibleAsync();

    /// <summary>Types, and takes the suggestion of a title.</summary>
    public async Task PickAsync(string typed, string title)
    {
        await Query.FillAsync(typed);
        await Options.Filter(new() { HasTextString = title }).First.ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = $"Remove {title}", Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Says something, and waits for the whole answer.</summary>
    public async Task<ILocator> SayAsync(string message)
    {
        var count = await Turns.CountAsync();
        await Message.FillAsync(message);
        await Message.PressAsync("Enter");
        var turn = Turns.Nth(count);
        await Assertions.Expect(turn.Locator(".said")).ToHaveTextAsync(message);
        await Assertions.Expect(Page.Locator("#log[aria-busy=false]")).ToBeVisibleAsync();
        return turn;
    }

    /// <summary>What axe-core finds amiss, a line each.</summary>
    public async Task<string[]> ViolationsAsync()
    {
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        return await Page.EvaluateAsync<string[]>(
            """
            async () => {
              // What still fades in or out has the colours of neither.
              await Promise.all(document.getAnimations().filter(a => a.timeline === document.timeline && a.effect.getComputedTiming().iterations !== Infinity).map(a => a.finished.catch(() => {})));
              const { violations, passes } = await axe.run();
              return passes.length < 10 ? ['axe-core has looked at next to nothing'] : violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} ${n.failureSummary}`));
            }
            """).WaitAsync(TimeSpan.FromMilliseconds(4 * Patience));
    }

    /// <summary>Whether nothing sticks out to the side.</summary>
    public Task<bool> FitsAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth");

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private async Task ListenAsync()
    {
        Page.PageError += (_, error) => Troubles.Add(error);
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Troubles.Add(message.Text);
            }
        };
        Page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                Troubles.Add($"{response.Status} {response.Url}");
            }
        };
        Page.Dialog += (_, dialog) => Troubles.Add($"dialog {dialog.Message}");
        await Page.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))");
    }
}
