using System.CommandLine;
using LlmRec.Agents.Explaining;
using LlmRec.Catalog.Users;
using LlmRec.Recommending;
using LlmRec.Recommending.Items;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class ExplainCommand
{
    public static Command Create()
    {
        var user = new Argument<string>("USER") { Description = "The user's id." };
        var item = new Argument<string>("ITEM") { Description = "The id of the item to explain." };
        var versus = new Option<string?>("--versus") { Description = "The id of an item to hold it against.", HelpName = "ITEM" };
        return new Command("explain", "Say in words why an item is recommended to a user.") { user, item, versus }.With(
            StoreUse.Existing,
            async (parsed, services, output, cancellationToken) =>
            {
                await services.GetRequiredService<Projections>().FollowAsync(cancellationToken);
                var id = parsed.GetRequiredValue(user);
                if (await services.GetRequiredService<UserStore>().FindKeyAsync(id, cancellationToken) is null)
                {
                    throw new CommandException($"There is no user '{id}'. Import their interactions first; recommend --likes serves who has none.");
                }

                var items = services.GetRequiredService<ItemTable>();
                CatalogItem Find(string itemId) => items.Find(itemId) ?? throw new CommandException($"There is no item '{itemId}'. llmrec search finds ids.");
                var explained = Find(parsed.GetRequiredValue(item));
                var other = parsed.GetValue(versus) is { } against ? Find(against) : null;
                if (other?.Key == explained.Key)
                {
                    throw new CommandException("--versus names the item itself; name another one, or leave it out.");
                }

                var explanation = await services.GetRequiredService<Explainer>().ExplainAsync(id, explained, other, cancellationToken);
                output.Answer(explanation, console => Print(console, explanation));
                return 0;
            });
    }

    private static void Print(IAnsiConsole console, Explanation explanation)
    {
        console.MarkupLineInterpolated($"{explanation.Text}");
        console.MarkupLineInterpolated($"[grey]{explanation.Source}{(explanation.Model is { } model ? $" · {model}" : "")}[/]");
    }
}
