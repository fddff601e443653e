using System.CommandLine;
using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Cli.Commands;

internal static class SearchCommand
{
    public static Command Create()
    {
        var query = new Argument<string>("TEXT") { Description = "What to search for, in your own words." };
        var limit = CommonOptions.Limit();
        return new Command("search", "Search the catalogue by meaning and words.") { query, limit }.With(
            StoreUse.Existing,
            async (parsed, services, output, cancellationToken) =>
            {
                var text = parsed.GetRequiredValue(query);
                if (string.IsNullOrWhiteSpace(text))
                {
                    throw new CommandException("Say what to search for: llmrec search \"a heist that goes wrong\".");
                }

                output.Answer(await services.GetRequiredService<Recommender>()
                    .SearchAsync(text, ItemFilter.None, parsed.GetValue(limit), cancellationToken));
                return 0;
            });
    }
}
