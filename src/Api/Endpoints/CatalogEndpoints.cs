using LlmRec.Api.Access;
using LlmRec.Api.Hosting;
using LlmRec.Catalog.Impressions;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Catalog.Users;
using LlmRec.Recommending.Beliefs;
using LlmRec.Recommending.Erasure;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;

namespace LlmRec.Api.Endpoints;

/// <summary>The nouns of the catalogue: items, users, interactions, impressions.</summary>
internal static class CatalogEndpoints
{
    public static void MapItems(this WebApplication app)
    {
        app.MapPut("/v1/items", (HttpRequest request, ItemStore items, CancellationToken cancellationToken) =>
                CatalogUploads.StoreAsync<Item>(request, batch => items.UpsertAsync(batch), cancellationToken))
            .TakesListOf<Item>("putItems", "Items", "Add or change items");
        app.MapGet("/v1/items", async (string[]? id, ItemStore items, CancellationToken cancellationToken) =>
                TypedResults.Ok(await items.GetAsync(RequestChecks.Ids(id, "id"), cancellationToken)))
            .WithTags("Items").WithName("getItems").WithSummary("Several items, by id")
            .WithDescription("`/v1/items?id=A&id=B`, 1,000 at most. In the order asked; ids that are not in the catalogue are left out.").Needs(Scope.Read);
        app.MapGet("/v1/items/{id}", async Task<Results<Ok<Item>, ProblemHttpResult>> (string id, ItemStore items, CancellationToken cancellationToken) =>
                await items.GetAsync(id, cancellationToken) is { } item ? TypedResults.Ok(item) : Errors.NotFound($"There is no item '{id}'."))
            .WithTags("Items").WithName("getItem").WithSummary("An item").Needs(Scope.Read);
        app.MapDelete("/v1/items/{id}", async Task<Results<NoContent, ProblemHttpResult>> (string id, ItemErasure items, CancellationToken cancellationToken) =>
                await items.EraseAsync(id, cancellationToken) ? TypedResults.NoContent() : Errors.NotFound($"There is no item '{id}'."))
            .WithTags("Items").WithName("deleteItem").WithSummary("Delete an item").WithDescription("It is not found or recommended any more; what users did with it stays.").Needs(Scope.Admin);
    }

    public static void MapUsers(this WebApplication app)
    {
        app.MapPut("/v1/users", (HttpRequest request, UserStore users, CancellationToken cancellationToken) =>
                CatalogUploads.StoreAsync<User>(request, batch => users.UpsertAsync(batch), cancellationToken))
            .TakesListOf<User>("putUsers", "Users", "Add or change users");
        app.MapGet("/v1/users/{id}", async Task<Results<Ok<User>, ProblemHttpResult>> (string id, UserStore users, CancellationToken cancellationToken) =>
                await users.GetAsync(id, cancellationToken) is { } user ? TypedResults.Ok(user) : Errors.NotFound($"There is no user '{id}'."))
            .WithTags("Users").WithName("getUser").WithSummary("A user").Needs(Scope.Read);
        app.MapGet("/v1/users/{id}/beliefs", async (string id, BeliefReader beliefs, CancellationToken cancellationToken) => TypedResults.Ok(await beliefs.ReadAsync(id, cancellationToken)))
            .WithTags("Users").WithName("getBeliefs").WithSummary("What is known and believed of a user")
            .WithDescription("What they did and said, what is read from it, and what else is kept; of an unknown user, that nothing is. To correct it, send an interaction of type `stated`: 1 likes, -1 dislikes, 0 takes back.").Needs(Scope.Read);
        app.MapDelete("/v1/users/{id}", async Task<Results<NoContent, ProblemHttpResult>> (string id, UserErasure users, CancellationToken cancellationToken) =>
                await users.EraseAsync(id, cancellationToken) ? TypedResults.NoContent() : Errors.NotFound($"There is no user '{id}'."))
            .WithTags("Users").WithName("deleteUser").WithSummary("Erase a user").WithDescription("With interactions, impressions, answers, conversations and vectors.").Needs(Scope.Admin);
    }

    public static void MapInteractions(this WebApplication app) => app
        .MapPost("/v1/interactions", (HttpRequest request, InteractionStore interactions, CancellationToken cancellationToken) =>
            CatalogUploads.StoreAsync<Interaction>(request, batch => interactions.AddAsync(batch), cancellationToken))
        .TakesListOf<Interaction>("addInteractions", "Interactions", "Add what users did")
        .WithDescription("Counts from the next recommendation on. Send a timestamp to make a repeated call change nothing; without one it is now.");

    public static void MapImpressions(this WebApplication app) => app
        .MapPost("/v1/impressions", (HttpRequest request, ImpressionStore impressions, CancellationToken cancellationToken) =>
            CatalogUploads.StoreAsync<Impression>(request, batch => impressions.AddAsync(batch), cancellationToken))
        .TakesListOf<Impression>("addImpressions", "Interactions", "Add what users were shown");

    private static RouteHandlerBuilder TakesListOf<T>(this RouteHandlerBuilder route, string name, string tag, string summary) => route
        .WithTags(tag).WithName(name).WithSummary(summary)
        .WithDescription("A JSON array, or one object a line as application/x-ndjson, which is stored as it streams in. Bad entries are named with their reason; the others are stored.")
        .WithMetadata(new AcceptsMetadata(["application/json", "application/x-ndjson"], typeof(IReadOnlyList<T>)))
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .Needs(Scope.Write)
        .WithMetadata(new DisableRequestTimeoutAttribute());
}
