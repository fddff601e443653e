using System.CommandLine;
using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Cli.Commands;

internal static class RecommendCommand
{
    public static Command Create()
    {
        var user = new Argument<string?>("USER") { Description = "The user's id; without one, say --likes or --wish.", Arity = ArgumentArity.ZeroOrOne };
        var likes = new Option<string?>("--likes") { Description = "Ids of items the person likes, comma-separated.", HelpName = "ID,ID" };
        var dislikes = new Option<string?>("--dislikes") { Description = "Ids of items the person dislikes, comma-separated.", HelpName = "ID,ID" };
        var wish = new Option<string?>("--wish") { Description = "What the person feels like, in their own words.", HelpName = "TEXT" };
        var limit = CommonOptions.Limit();
        return new Command("recommend", "Recommend to a user, or to a visitor who says what they like.") { user, likes, dislikes, wish, limit }.With(
            StoreUse.Existing,
            async (parsed, services, output, cancellationToken) =>
            {
                output.Answer(await services.GetRequiredService<Recommender>().RecommendAsync(
                    new RecommendationRequest
                    {
                        UserId = parsed.GetValue(user),
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
