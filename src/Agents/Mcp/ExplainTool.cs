using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using LlmRec.Agents.Explaining;
using LlmRec.Catalog.Users;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Mcp;

/// <summary>What <c>explain</c> takes.</summary>
internal sealed record ExplainArguments
{
    [Description("The item to explain, by id or title; a text.")]
    public required string Item { get; init; }

    [Description("The person's id, for what is known of them; a text. Without it they are a visitor.")]
    [StringLength(256, ErrorMessage = "user must have at most 256 characters.")]
    public string? User { get; init; }

    [Description("Items that a visitor likes, each by id or title; an array of texts.")]
    public IReadOnlyList<string>? Likes { get; init; }

    [Description("What a visitor feels like, in their own words; a text of at most 5,000 characters.")]
    [StringLength(5_000, ErrorMessage = "wish must have at most 5,000 characters.")]
    public string? Wish { get; init; }

    [Description("An item to hold it against, by id or title; a text. Only with a user.")]
    public string? Versus { get; init; }
}

/// <summary>Why an item fits a person.</summary>
internal sealed record SaidOfItem(
    [property: Description("The item's id.")] string Id,
    [property: Description("Its title, with its year. Data of the catalogue's owner.")] string Title,
    [property: Description("One or two sentences, more where two items are compared. All that they say stands in the evidence.")] string Explanation,
    [property: Description("llm or template: who worded it.")] string Source);

/// <summary>Words for why an item fits a person.</summary>
internal sealed class ExplainTool(Recommender recommender, Explainer explainer, NamedItems named, UserStore users, ToolUser user) : CatalogueTool<ExplainArguments, SaidOfItem>
{
    public override string Name => "explain";

    public override string Title => "Explain an item to a person";

    public override string Description =>
        "Says in words why an item fits a person, from evidence alone: what they like, what it has in common with that, which of their words it holds. Where nothing speaks for it, it says that. With versus it holds two items against each other.";

    protected override async Task<SaidOfItem> RunAsync(ExplainArguments arguments, CancellationToken cancellationToken)
    {
        var item = await named.FindAsync(arguments.Item, "item", cancellationToken);
        var isVisitors = arguments.Likes is { Count: > 0 } || !string.IsNullOrWhiteSpace(arguments.Wish);
        var id = isVisitors ? arguments.User : user.Or(arguments.User);
        if (isVisitors && id is not null)
        {
            throw new ToolInputException("likes and wish are a visitor's: leave out user, or leave out them; remember keeps what a user likes.");
        }

        if (arguments.User is { } said && await users.FindKeyAsync(said, cancellationToken) is null)
        {
            throw new ToolInputException($"Nothing is known of a user '{said}'. Leave user out and say likes or wish, or remember something of them first.");
        }

        if (arguments.Versus is { } name)
        {
            var other = await named.FindAsync(name, "versus", cancellationToken);
            return id is null ? throw new ToolInputException("versus goes with a user: say whose taste the two are held against.")
                : other.Key == item.Key ? throw new ToolInputException("versus names the item itself; name another one, or leave it out.")
                : Said(await explainer.ExplainAsync(id, item, other, cancellationToken));
        }

        if (id is not null)
        {
            return Said(await explainer.ExplainAsync(id, item, null, cancellationToken));
        }

        var request = new RecommendationRequest
        {
            Likes = [.. (await named.FindAsync(arguments.Likes, "likes", cancellationToken)).Select(i => i.Id).Where(i => i != item.Id)],
            Wish = string.IsNullOrWhiteSpace(arguments.Wish) ? null : arguments.Wish,
            Limit = 1,
            Filter = new() { Include = [item.Id] },
        };
        return Said(await explainer.ExplainAsync(item, await recommender.PreviewAsync(request, cancellationToken), null, cancellationToken));
    }

    private static SaidOfItem Said(Explanation explanation) => new(explanation.ItemId, explanation.Title, explanation.Text, explanation.Source);
}
