using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using LlmRec.Catalog.Users;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Mcp;

/// <summary>What every finding tool takes.</summary>
internal abstract record FindingArguments
{
    [Description("How many items, 1 to 50. Default 10.")]
    [Range(1, ItemCards.MostItems, ErrorMessage = "limit must be from 1 to 50.")]
    public int Limit { get; init; } = 10;
}

/// <summary>What the tools take that filter.</summary>
internal abstract record FilteringArguments : FindingArguments
{
    [Description("Only items of at least one of these categories, spelt as the catalogue spells them.")]
    [MaxLength(100, ErrorMessage = "categories takes at most 100.")]
    public IReadOnlyList<string>? Categories { get; init; }

    [Description("Only items of this year or later; a whole number.")]
    public int? YearFrom { get; init; }

    [Description("Only items of this year or earlier; a whole number.")]
    public int? YearTo { get; init; }

    internal ItemFilter Filter() => YearFrom > YearTo
        ? throw new ToolInputException($"yearFrom ({YearFrom}) is after yearTo ({YearTo}); swap them.")
        : new() { Categories = Said(Categories), YearFrom = YearFrom, YearTo = YearTo };

    internal static IReadOnlyList<string> Said(IReadOnlyList<string>? values) => [.. (values ?? []).Where(v => !string.IsNullOrWhiteSpace(v))];
}

/// <summary>What <c>search</c> takes.</summary>
internal sealed record SearchArguments : FilteringArguments
{
    [Description("What to look for, as a text of one to 5,000 characters: words, a title, or a description of what it should be like.")]
    [StringLength(5_000, MinimumLength = 1, ErrorMessage = "query must be a text of 1 to 5,000 characters.")]
    public required string Query { get; init; }
}

/// <summary>Search by meaning and words.</summary>
internal sealed class SearchTool(Recommender recommender, ItemCards cards) : CatalogueTool<SearchArguments, FoundItems>
{
    public override string Name => "search";

    public override string Title => "Search the catalogue";

    public override string Description => "Finds items by meaning and by words. For a title, a topic, or a description of what something should be like. It knows nothing of the person: recommend does.";

    protected override async Task<FoundItems> RunAsync(SearchArguments arguments, CancellationToken cancellationToken) => string.IsNullOrWhiteSpace(arguments.Query)
        ? throw new ToolInputException("query is empty: say what to look for, such as \"a heist that goes wrong\".")
        : await cards.OfAsync(await recommender.SearchAsync(arguments.Query, arguments.Filter(), arguments.Limit, cancellationToken), null, cancellationToken);
}

/// <summary>What <c>recommend</c> takes.</summary>
internal sealed record RecommendArguments : FilteringArguments
{
    [Description("The person's id, for what is known of them; a text. Without it they are a visitor.")]
    [StringLength(256, ErrorMessage = "user must have at most 256 characters.")]
    public string? User { get; init; }

    [Description("Items that they like, each by id or title; an array of texts.")]
    public IReadOnlyList<string>? Likes { get; init; }

    [Description("Items that they dislike, each by id or title; an array of texts.")]
    public IReadOnlyList<string>? Dislikes { get; init; }

    [Description("What they feel like, in their own words; a text of at most 5,000 characters.")]
    [StringLength(5_000, ErrorMessage = "wish must have at most 5,000 characters.")]
    public string? Wish { get; init; }

    [Description("No item of any of these categories, spelt as the catalogue spells them.")]
    [MaxLength(100, ErrorMessage = "excludeCategories takes at most 100.")]
    public IReadOnlyList<string>? ExcludeCategories { get; init; }
}

/// <summary>Recommendations for a person.</summary>
internal sealed class RecommendTool(Recommender recommender, NamedItems named, ItemCards cards, UserStore users, ToolUser user) : CatalogueTool<RecommendArguments, FoundItems>
{
    public override string Name => "recommend";

    public override string Title => "Recommend to a person";

    public override string Description =>
        "Recommends items to a person: by what is known of them (user), by items they like and dislike, by what they feel like in their own words (wish), or any of these together. With none of them: what is popular and new. What they know already is left out. Each item says why.";

    protected override async Task<FoundItems> RunAsync(RecommendArguments arguments, CancellationToken cancellationToken)
    {
        var id = user.Or(arguments.User);
        var request = new RecommendationRequest
        {
            UserId = id,
            Likes = [.. (await named.FindAsync(arguments.Likes, "likes", cancellationToken)).Select(i => i.Id)],
            Dislikes = [.. (await named.FindAsync(arguments.Dislikes, "dislikes", cancellationToken)).Select(i => i.Id)],
            Wish = string.IsNullOrWhiteSpace(arguments.Wish) ? null : arguments.Wish,
            Limit = arguments.Limit,
            Filter = arguments.Filter() with { ExcludeCategories = FilteringArguments.Said(arguments.ExcludeCategories) },
        };
        var isUnknown = id is not null && await users.FindKeyAsync(id, cancellationToken) is null;
        return await cards.OfAsync(
            await recommender.RecommendAsync(request, cancellationToken), isUnknown ? $"Nothing is known of the user '{id}' yet; remember changes that." : null, cancellationToken);
    }
}

/// <summary>What <c>similar</c> takes.</summary>
internal sealed record SimilarArguments : FindingArguments
{
    [Description("The item, by id or title; a text.")]
    public required string Item { get; init; }
}

/// <summary>Items like one.</summary>
internal sealed class SimilarTool(Recommender recommender, NamedItems named, ItemCards cards) : CatalogueTool<SimilarArguments, FoundItems>
{
    public override string Name => "similar";

    public override string Title => "Find similar items";

    public override string Description => "Finds items similar to one, by what they are about and by who likes both.";

    protected override async Task<FoundItems> RunAsync(SimilarArguments arguments, CancellationToken cancellationToken) => await cards.OfAsync(
        await recommender.SimilarAsync(await named.FindAsync(arguments.Item, "item", cancellationToken), arguments.Limit, cancellationToken), null, cancellationToken);
}
