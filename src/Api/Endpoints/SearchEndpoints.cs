using LlmRec.Api.Access;
using LlmRec.Api.Hosting;
using LlmRec.Recommending;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Search;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmRec.Api.Endpoints;

/// <summary>Search by text, and by example.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this WebApplication app)
    {
        app.MapGet("/v1/search", SearchAsync).WithTags("Recommendations").WithName("search")
            .WithSummary("Search by meaning and words")
            .WithDescription("Any text in any language the encoder knows. Search operators are plain words here.").Needs(Scope.Read);
        app.MapGet("/v1/titles", TitlesAsync).WithTags("Recommendations").WithName("titles")
            .WithSummary("Titles that begin as somebody types")
            .WithDescription("Items whose title, or a word in it, begins with `q`; titles that begin so first, then what is liked. For search as you type: it neither reads meanings nor stores an answer.").Needs(Scope.Read);
        app.MapGet("/v1/items/{id}/similar", SimilarAsync).WithTags("Recommendations").WithName("similar")
            .WithSummary("Items similar to one, by text and by who likes both").Needs(Scope.Read);
    }

    private static async Task<Results<Ok<RecommendationList>, ProblemHttpResult>> SearchAsync(
        [AsParameters] SearchQuery query, Recommender recommender, CancellationToken cancellationToken)
    {
        RequestChecks.Years(query.YearFrom, query.YearTo);
        return string.IsNullOrWhiteSpace(query.Q)
            ? Errors.BadRequest("Say what to search for: /v1/search?q=a+heist+that+goes+wrong")
            : TypedResults.Ok(await recommender.SearchAsync(
                RequestChecks.Wish(query.Q, "q"),
                new ItemFilter { Categories = RequestChecks.Values(query.Category, "category"), YearFrom = query.YearFrom, YearTo = query.YearTo },
                RequestChecks.Limit(query.Limit),
                cancellationToken));
    }

    private static async Task<Ok<TitleMatches>> TitlesAsync(string? q, int? limit, TitleIndex titles, Projections projections, CancellationToken cancellationToken)
    {
        await projections.FollowAsync(cancellationToken);
        return TypedResults.Ok(new TitleMatches([.. titles.Find(RequestChecks.Wish(q ?? "", "q"), RequestChecks.Limit(limit)).Select(i => new TitleMatch(i.Id, i.DisplayTitle))]));
    }

    private static async Task<Results<Ok<RecommendationList>, ProblemHttpResult>> SimilarAsync(
        string id, int? limit, Recommender recommender, Projections projections, ItemTable items, CancellationToken cancellationToken)
    {
        await projections.FollowAsync(cancellationToken);
        return items.Find(id) is { } item
            ? TypedResults.Ok(await recommender.SimilarAsync(item, RequestChecks.Limit(limit), cancellationToken))
            : Errors.NotFound($"There is no item '{id}'.");
    }
}

/// <summary>The query of a search.</summary>
/// <param name="Q">What to search for.</param>
/// <param name="Limit">How many items, 1 to 200. Default 10.</param>
/// <param name="Category">Only items of these categories.</param>
/// <param name="YearFrom">Earliest year, inclusive.</param>
/// <param name="YearTo">Latest year, inclusive.</param>
internal sealed record SearchQuery(string? Q, int? Limit, string[]? Category, int? YearFrom, int? YearTo);

/// <summary>Titles that begin as asked.</summary>
/// <param name="Items">The items, best first.</param>
internal sealed record TitleMatches(IReadOnlyList<TitleMatch> Items);

/// <summary>An item whose title begins as asked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title, with its year.</param>
internal sealed record TitleMatch(string Id, string Title);
