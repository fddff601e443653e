using System.CommandLine;
using LlmRec.Recommending;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Cli.Commands;

internal static class SimilarCommand
{
    public static Command Create()
    {
        var item = new Argument<string>("ITEM") { Description = "The item's id." };
        var limit = CommonOptions.Limit();
        return new Command("similar", "Items similar to one, by text and by who likes both.") { item, limit }.With(
            StoreUse.Existing,
            async (parsed, services, output, cancellationToken) =>
            {
                await services.GetRequiredService<Projections>().FollowAsync(cancellationToken);
                var id = parsed.GetRequiredValue(item);
                if (services.GetRequiredService<ItemTable>().Find(id) is not { } found)
                {
                    throw new CommandException($"There is no item '{id}'. llmrec search \"TITLE\" finds ids.");
                }

                output.Answer(await services.GetRequiredService<Recommender>().SimilarAsync(found, parsed.GetValue(limit), cancellationToken));
                return 0;
            });
    }
}
