using System.Text.Json.Serialization;
using LlmRec.Api.Endpoints;
using LlmRec.Api.Hosting;
using LlmRec.Catalog.Users;
using LlmRec.Recommending;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Similarity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmRec.Api.Admin;

/// <summary>What a user or an item would get, and by which channels; nothing of it is stored, so that looking changes nothing.</summary>
internal static class PreviewEndpoints
{
    private const int LongestPrefix = 256;

    public static void MapPreviews(this RouteGroupBuilder admin)
    {
        admin.MapGet("/users", UsersAsync).WithName("adminUsers").WithSummary("Ids of users that begin so, in order").WithDescription("To the letter: `ab` finds `abc`, not `ABC`.");
        admin.MapGet("/users/{id}/preview", OfUserAsync).WithName("previewUser").WithSummary("What a user would be recommended, with each channel's part");
        admin.MapGet("/items/{id}/preview", OfItemAsync).WithName("previewItem").WithSummary("What is similar to an item, with each channel's part, and what is known of it");
    }

    private static async Task<Ok<UserIds>> UsersAsync(string? prefix, int? limit, UserStore users, CancellationToken cancellationToken) => prefix?.Length > LongestPrefix
        ? throw new BadInputException($"prefix has {prefix.Length:n0} characters; at most {LongestPrefix} are taken.")
        : TypedResults.Ok(new UserIds(await users.IdsAsync(prefix ?? "", RequestChecks.Limit(limit), cancellationToken)));

    private static async Task<Results<Ok<Preview>, ProblemHttpResult>> OfUserAsync(string id, int? limit, UserStore users, Recommender recommender, CancellationToken cancellationToken) =>
        await users.FindKeyAsync(id, cancellationToken) is null
            ? Errors.NotFound($"There is no user '{id}'.")
            : TypedResults.Ok(Preview.Of(await recommender.PreviewAsync(new() { UserId = id, Limit = RequestChecks.Limit(limit) }, cancellationToken)));

    private static async Task<Results<Ok<ItemPreview>, ProblemHttpResult>> OfItemAsync(
        string id, int? limit, Recommender recommender, Projections projections, ItemTable items, ItemVectors vectors, BehaviourView behaviour, CancellationToken cancellationToken)
    {
        var most = RequestChecks.Limit(limit);
        await projections.FollowAsync(cancellationToken);
        if (items.Find(id) is not { } item)
        {
            return Errors.NotFound($"There is no item '{id}'.");
        }

        var list = await recommender.PreviewSimilarAsync(item, ItemFilter.None, most, cancellationToken);
        await vectors.LoadAsync([item.Key], cancellationToken);
        return TypedResults.Ok(new ItemPreview(item.DisplayTitle, !vectors.Of(item.Key).IsEmpty, behaviour.Histories.LikersOf(item.Key).Length, Preview.Of(list)));
    }
}

/// <summary>Users.</summary>
/// <param name="Ids">Their ids.</param>
internal sealed record UserIds(IReadOnlyList<string> Ids);

/// <summary>A list as it would be given.</summary>
/// <param name="Items">The items, best first.</param>
/// <param name="Degraded">Whether a part was down and left out.</param>
/// <param name="Faults">The parts left out, and why; absent when none.</param>
internal sealed record Preview(
    IReadOnlyList<PreviewItem> Items, bool Degraded, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Fault>? Faults)
{
    public static Preview Of(RecommendationList list) => new(
        [.. list.Items.Select(i => new PreviewItem(i.Id, i.Title, i.Score, PartsOf(i), i.Reasons))], list.Degraded, list.Faults);

    private static IReadOnlyList<ChannelPart> PartsOf(Recommendation item)
    {
        var all = item.Parts.Values.Sum();
        return [.. item.Channels.Select(channel => new ChannelPart(channel, all > 0 ? Math.Round(item.Parts.GetValueOrDefault(channel) / all, 4) : 0))];
    }
}

/// <summary>An item of a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title, with its year.</param>
/// <param name="Score">0 to 1; comparable within one list.</param>
/// <param name="Channels">Every channel that found it with its share of the score, the largest first; shares add up to 1.</param>
/// <param name="Reasons">Why it was picked.</param>
internal sealed record PreviewItem(string Id, string Title, double Score, IReadOnlyList<ChannelPart> Channels, IReadOnlyList<Reason> Reasons);

/// <summary>A channel's part in a score.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Share">Its share, 0 to 1.</param>
internal sealed record ChannelPart(string Channel, double Share);

/// <summary>An item, and what is similar to it.</summary>
/// <param name="Title">Its title, with its year.</param>
/// <param name="HasVector">Whether it can be found by its vector.</param>
/// <param name="Likes">How many users like it.</param>
/// <param name="Similar">What is similar.</param>
internal sealed record ItemPreview(string Title, bool HasVector, int Likes, Preview Similar);
