using System.CommandLine;
using LlmRec.Catalog.Users;
using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class RecommendCommand
{
    public static Command Create()
    {
        var user = new Argument<string?>("USER") { Description = "The user's id. Without it, and without --likes or --wish: what is popular and new.", Arity = ArgumentArity.ZeroOrOne };
        var likes = new Option<string?>("--likes") { Description = "Ids of items the person likes, comma-separated.", HelpName = "ID,ID" };
        var dislikes = new Option<string?>("--dislikes") { Description = "Ids of items the person dislikes, comma-separated.", HelpName = "ID,ID" };
        var wish = new Option<string?>("--wish") { Description = "What the person feels like, in their own words.", HelpName = "TEXT" };
        var limit = CommonOptions.Limit();
        return new Command("recommend", "Recommend to a user, or to a visitor who says what they like.") { user, likes, dislikes, wish, limit }.With(
            StoreUse.Existing,
            async (parsed, services, output, cancellationToken) =>
            {
                var id = parsed.GetValue(user);
                if (id is not null && await services.GetRequiredService<UserStore>().FindKeyAsync(id, cancellationToken) is null)
                {
                    output.Remarks.MarkupLineInterpolated($"[grey]Nothing is known of a user '{id}'.[/]");
                }

                output.Answer(await services.GetRequiredService<Recommender>().RecommendAsync(
                    new RecommendationRequest
                    {
                        UserId = id,
                        Likes = Ids(parsed.GetValue(likes)),
                        Dislikes = Ids(parsed.GetValue(dislikes)),
                        Wish = parsed.GetValue(wish),
                        Limit = parsed.GetValue(limit),
                    },
                    cancellationToken));
                return 0;
            });
    }

    private static string[] Ids(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
