using LlmRec.Agents.Explaining;
using LlmRec.Api.Access;
using LlmRec.Recommending.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmRec.Api.Endpoints;

/// <summary>Recommendations for users and for visitors.</summary>
internal static class RecommendationEndpoints
{
    public static void MapRecommendations(this WebApplication app)
    {
        app.MapGet("/v1/users/{id}/recommendations", ForUserAsync).WithTags("Recommendations").WithName("recommendForUser")
            .WithSummary("Recommend to a user, from what they did")
            .WithDescription("An unknown user gets what is popular and new. Items the user has to do with already are left out, unless `include` names them.").Needs(Scope.Read);
        app.MapPost("/v1/recommendations", ForVisitorAsync).WithTags("Recommendations").WithName("recommendForVisitor")
            .WithSummary("Recommend to a visitor, from what they say")
            .WithDescription("Likes, dislikes and a wish in their own words, any of them. Ids that are not in the catalogue are left out of account and named in `unknownItems`.").Needs(Scope.Read);
    }

    private static async Task<Results<Ok<RecommendationList>, Ok<ExplainedList>>> ForUserAsync(
        string id, [AsParameters] UserQuery query, Recommender recommender, Explainer explainer, CancellationToken cancellationToken)
    {
        RequestChecks.Years(query.YearFrom, query.YearTo);
        var list = await recommender.RecommendAsync(
            new RecommendationRequest
            {
                UserId = id,
                Limit = RequestChecks.Limit(query.Limit),
                Diversity = RequestChecks.Diversity(query.Diversity),
                Filter = new ItemFilter
                {
                    Include = Ids(query.Include, "include"),
                    Exclude = Ids(query.Exclude, "exclude"),
                    Categories = RequestChecks.Values(query.Category, "category"),
                    YearFrom = query.YearFrom,
                    YearTo = query.YearTo,
                },
            },
            cancellationToken);
        return query.Explain == true ? TypedResults.Ok(await explainer.ExplainAsync(list, id, cancellationToken)) : TypedResults.Ok(list);
    }

    private static async Task<Results<Ok<RecommendationList>, Ok<ExplainedList>>> ForVisitorAsync(
        VisitorRequest visitor, Recommender recommender, Explainer explainer, CancellationToken cancellationToken)
    {
        var filters = visitor.Filters ?? new VisitorFilters();
        RequestChecks.Years(filters.YearFrom, filters.YearTo);
        var list = await recommender.RecommendAsync(
            new RecommendationRequest
            {
                Likes = RequestChecks.Ids(visitor.Likes, "likes"),
                Dislikes = RequestChecks.Ids(visitor.Dislikes, "dislikes"),
                Wish = visitor.Wish is { } wish ? RequestChecks.Wish(wish, "wish") : null,
                Limit = RequestChecks.Limit(visitor.Limit),
                Diversity = RequestChecks.Diversity(visitor.Diversity),
                Filter = new ItemFilter
                {
                    Categories = RequestChecks.Values(filters.Categories, "filters.categories"),
                    ExcludeCategories = RequestChecks.Values(filters.ExcludeCategories, "filters.excludeCategories"),
                    YearFrom = filters.YearFrom,
                    YearTo = filters.YearTo,
                    Attributes = RequestChecks.Attributes(filters.Attributes, "filters.attributes"),
                },
            },
            cancellationToken);
        return visitor.Explain == true ? TypedResults.Ok(await explainer.ExplainAsync(list, null, cancellationToken)) : TypedResults.Ok(list);
    }

    private static IReadOnlyList<string> Ids(string[]? lists, string name) =>
        RequestChecks.Ids([.. (lists ?? []).SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries))], name);
}

/// <summary>The query of a user's recommendations.</summary>
/// <param name="Limit">How many items, 1 to 200. Default 10.</param>
/// <param name="Diversity">0: by score alone; 1: as unlike each other as can be.</param>
/// <param name="Explain">Whether every item carries an explanation in words.</param>
/// <param name="Include">Only these items, by id, comma-separated; seen ones too.</param>
/// <param name="Exclude">None of these items, by id, comma-separated.</param>
/// <param name="Category">Only items of these categories.</param>
/// <param name="YearFrom">Earliest year, inclusive.</param>
/// <param name="YearTo">Latest year, inclusive.</param>
internal sealed record UserQuery(
    int? Limit, double? Diversity, bool? Explain, string[]? Include, string[]? Exclude, string[]? Category, int? YearFrom, int? YearTo);

/// <summary>What a visitor says.</summary>
/// <param name="Likes">Ids of items they like.</param>
/// <param name="Dislikes">Ids of items they dislike.</param>
/// <param name="Wish">What they feel like, in their own words.</param>
/// <param name="Filters">Which items may be recommended.</param>
/// <param name="Limit">How many items, 1 to 200. Default 10.</param>
/// <param name="Diversity">0: by score alone; 1: as unlike each other as can be.</param>
/// <param name="Explain">Whether every item carries an explanation in words.</param>
internal sealed record VisitorRequest(
    IReadOnlyList<string>? Likes, IReadOnlyList<string>? Dislikes, string? Wish, VisitorFilters? Filters, int? Limit, double? Diversity, bool? Explain);

/// <summary>Which items may be recommended.</summary>
internal sealed record VisitorFilters
{
    /// <summary>Only items of at least one of these categories.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>No item of any of these categories.</summary>
    public IReadOnlyList<string>? ExcludeCategories { get; init; }

    /// <summary>Earliest year, inclusive.</summary>
    public int? YearFrom { get; init; }

    /// <summary>Latest year, inclusive.</summary>
    public int? YearTo { get; init; }

    /// <summary>For each attribute named, only items with at least one of these values. Years are filtered by yearFrom and yearTo.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Attributes { get; init; }
}
