using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LlmRec.Agents.Explaining;
using LlmRec.Api.Access;
using LlmRec.Api.Hosting;
using LlmRec.Catalog.Users;
using LlmRec.Recommending;
using LlmRec.Recommending.Items;

namespace LlmRec.Api.Endpoints;

/// <summary>Why an item is recommended to a user, in words.</summary>
internal static class ExplanationEndpoints
{
    public static void MapExplanations(this WebApplication app) =>
        app.MapGet("/v1/users/{id}/explanations/{itemId}", ExplainAsync).WithTags("Recommendations").WithName("explain")
            .WithSummary("Explain an item to a user, from the evidence")
            .WithDescription("`versus` names an item to hold it against. With `Accept: text/event-stream`: the event `token` with the text once it is checked, then `done` with the whole explanation.")
            .Produces<Explanation>().ProducesProblem(StatusCodes.Status404NotFound).Needs(Scope.Read);

    private static async Task<IResult> ExplainAsync(
        HttpContext context, string id, string itemId, string? versus, Explainer explainer, UserStore users, Projections projections, ItemTable items, CancellationToken cancellationToken)
    {
        await projections.FollowAsync(cancellationToken);
        if (await users.FindKeyAsync(id, cancellationToken) is null)
        {
            return Errors.NotFound($"There is no user '{id}'. POST /v1/recommendations with explain serves who has no history here.");
        }

        if (items.Find(itemId) is not { } item)
        {
            return Errors.NotFound($"There is no item '{itemId}'.");
        }

        CatalogItem? other = null;
        if (!string.IsNullOrEmpty(versus))
        {
            other = items.Find(versus);
            if (other is null)
            {
                return Errors.NotFound($"There is no item '{versus}' to hold it against.");
            }

            if (other.Key == item.Key)
            {
                return Errors.BadRequest("versus names the item itself; name another one, or leave it out.");
            }
        }

        return context.Request.WantsEvents()
            ? TypedResults.ServerSentEvents(EventsAsync(explainer, id, item, other, cancellationToken))
            : TypedResults.Ok(await explainer.ExplainAsync(id, item, other, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<object>> EventsAsync(
        Explainer explainer, string user, CatalogItem item, CatalogItem? versus, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Nothing is sent before it is checked: what was read can't be taken back.
        var explanation = await explainer.ExplainAsync(user, item, versus, cancellationToken);
        yield return new(new ExplanationToken(explanation.Text), "token");
        yield return new(explanation, "done");
    }
}

/// <summary>A piece of an explanation's text.</summary>
/// <param name="Text">The piece.</param>
internal sealed record ExplanationToken(string Text);
