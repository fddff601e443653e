using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LlmRec.EndToEnd.Browser;

/// <summary>A line that breaks, at the worst moments.</summary>
public sealed class BrokenLineTests(BrokenLineTests.Breakable api) : IClassFixture<BrokenLineTests.Breakable>
{
    [ChromiumFact]
    public async Task An_answer_that_breaks_off_is_told_and_the_rest_of_it_is_had_without_asking_again()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        var broken = api.Line.BreakBehind("event: token");
        await visit.Message.FillAsync("something like Alien");
        await visit.Message.PressAsync("Enter");
        var turn = visit.Turns.First;
        await Expect(turn.Locator(".reply")).ToContainTextAsync("Alien");
        await Expect(visit.Chips).ToHaveTextAsync(["like Alien (1979)"]);

        broken.SetResult();
        await Expect(turn.Locator(".broken")).ToContainTextAsync("The line broke before the answer was whole.");
        await Expect(turn.Locator(".card")).ToHaveCountAsync(0);

        await turn.GetByRole(AriaRole.Button, new() { Name = "Get the rest" }).ClickAsync();
        await Expect(turn.Locator(".card").First).ToBeVisibleAsync();
        await Expect(turn.Locator(".broken")).ToHaveCountAsync(0);
        await visit.SayAsync("more");
        Assert.Equal("2", await api.ScalarAsync<string>("SELECT group_concat(turns) FROM conversations WHERE id IN (SELECT conversation_id FROM conversation_turns WHERE message = 'something like Alien')"));
    }

    [ChromiumFact]
    public async Task When_nothing_of_the_answer_was_kept_it_is_asked_for_again()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        api.Line.EndBeforeTheAnswer();
        await visit.Message.FillAsync("something like Totoro");
        await visit.Message.PressAsync("Enter");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Get the rest" }).ClickAsync();

        await Expect(visit.Turns.Locator(".card").First).ToBeVisibleAsync();
        Assert.Equal(1, await api.ScalarAsync<long>("SELECT COUNT(*) FROM conversation_turns WHERE message = 'something like Totoro'"));
        Assert.Empty(visit.Troubles);
    }

    [ChromiumFact]
    public async Task An_answer_that_takes_too_long_can_be_stopped_and_asked_for_again()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        var held = api.Line.BreakBehind("event: state");
        await visit.Message.FillAsync("something like Blade Runner");
        await visit.Message.PressAsync("Enter");
        await Expect(visit.Chips).ToHaveTextAsync(["like Blade Runner (1982)"]);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(visit.Turns.Locator(".broken")).ToContainTextAsync("Stopped.");
        held.SetResult();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ask again" }).ClickAsync();

        await Expect(visit.Turns.Locator(".card").First).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task A_service_that_goes_away_is_told_and_what_is_shown_stays_until_it_is_back()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        await visit.PickAsync("ali", "Alien (1979)");
        await Expect(visit.Page.Locator("#cards[aria-busy=false]")).ToContainTextAsync("Because you liked Alien (1979)");
        await visit.Page.Context.SetOfflineAsync(true);
        await Expect(visit.Page.Locator("#notice")).ToContainTextAsync("You are offline. What you see is from before.");

        await visit.Cards.First.Locator("[data-verdict=like]").ClickAsync();
        await Expect(visit.Picks).ToHaveTextAsync(["Alien (1979)"]);
        await Expect(visit.Cards.First).ToBeVisibleAsync();
        await visit.Query.FillAsync("toto");
        await Expect(visit.Page.Locator("#suggestions")).ToContainTextAsync("The service does not answer.");

        await visit.Page.Context.SetOfflineAsync(false);
        await Expect(visit.Page.Locator("#notice")).ToBeEmptyAsync();
        await visit.PickAsync("totor", "My Neighbour Totoro (1988)");
    }

    [ChromiumFact]
    public async Task A_conversation_that_was_erased_elsewhere_is_begun_anew()
    {
        await using var visit = await Visit.OpenAsync(api.Address);
        await visit.SayAsync("something like Aliens");
        var id = await visit.Page.EvaluateAsync<string>("localStorage.getItem('llmrec.conversation')");
        Assert.Equal(204, (int)(await api.SendAsync(HttpMethod.Delete, $"/v1/conversations/{id}")).StatusCode);

        var turn = await visit.SayAsync("something like Amélie");

        await Expect(turn.Locator(".card").First).ToBeVisibleAsync();
        await Expect(visit.Chips).ToHaveTextAsync(["like Amélie (2001)"]);
    }

    /// <summary>The API behind a line that breaks on demand.</summary>
    public sealed class Breakable : PageApi
    {
        internal BreakableLine Line { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(Line));
        }
    }

    /// <summary>Breaks the next answer to <c>POST /v1/chat</c>, once.</summary>
    internal sealed class BreakableLine : IStartupFilter
    {
        private Func<HttpContext, RequestDelegate, Task>? _next;

        /// <summary>Sends the answer up to and with the event that begins so, and hangs until told to break the connection.</summary>
        public TaskCompletionSource BreakBehind(string beginning)
        {
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _next = async (context, next) =>
            {
                var client = context.Response.Body;
                using var whole = new MemoryStream();
                context.Response.Body = whole;
                await next(context);
                context.Response.Body = client;
                var text = System.Text.Encoding.UTF8.GetString(whole.ToArray());
                var end = text.IndexOf("\n\n", text.IndexOf(beginning, StringComparison.Ordinal), StringComparison.Ordinal) + 2;
                await context.Response.WriteAsync(text[..end]);
                await context.Response.Body.FlushAsync();
                await told.Task.WaitAsync(context.RequestAborted);
                context.Abort();
            };
            return told;
        }

        /// <summary>Begins an answer, and ends it before anything was thought of.</summary>
        public void EndBeforeTheAnswer() => _next = (context, _) =>
        {
            context.Response.ContentType = "text/event-stream";
            return context.Response.WriteAsync(": soon\n\n");
        };

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(rest => context => context.Request.Path == "/v1/chat" && Interlocked.Exchange(ref _next, null) is { } broken ? broken(context, rest) : rest(context));
            next(app);
        };
    }
}
