using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Api.Access;
using LlmRec.Api.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmRec.Api.Endpoints;

/// <summary>Conversations.</summary>
internal static class ChatEndpoints
{
    public static void MapChat(this WebApplication app)
    {
        app.MapPost("/v1/chat", SayAsync).WithTags("Conversation").WithName("chat")
            .WithSummary("Say something, and get a reply with recommendations")
            .WithDescription("Without `conversationId` a conversation begins. With `Accept: text/event-stream`: the events `state`, `items`, `token` and `done`, or `error`. With `trace`, what a language model called on the way.")
            .Produces<ChatAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).Needs(Scope.Read);
        app.MapGet("/v1/conversations", ListAsync)
            .WithTags("Conversation").WithName("listConversations").WithSummary("A user's conversations, the latest first").Produces<IReadOnlyList<Conversation>>().Needs(Scope.Read);
        app.MapGet("/v1/conversations/{id}", GetAsync)
            .WithTags("Conversation").WithName("getConversation").WithSummary("A conversation: its turns and its state").Produces<WholeConversation>().Needs(Scope.Read);
        app.MapPatch("/v1/conversations/{id}", EditAsync)
            .WithTags("Conversation").WithName("editConversation").WithSummary("Take something out of a conversation's state")
            .WithDescription("Names what goes: likes, dislikes and examples by id, what is wanted and unwanted by value, wishes and aversions word for word, `years`. What is not there is passed over.")
            .Produces<Conversation>().ProducesProblem(StatusCodes.Status404NotFound).Needs(Scope.Read);
        app.MapDelete("/v1/conversations/{id}", DeleteAsync)
            .WithTags("Conversation").WithName("deleteConversation").WithSummary("Erase a conversation").Produces(StatusCodes.Status204NoContent).Needs(Scope.Admin);
    }

    private static async Task<IResult> ListAsync(HttpContext context, string? user, ConversationStore store, CancellationToken cancellationToken) => string.IsNullOrEmpty(user)
        ? Errors.BadRequest("user is missing: name the user whose conversations you want, /v1/conversations?user=ID.")
        : TypedResults.Ok(await store.OfUserAsync(user, Owner(context), cancellationToken));

    private static async Task<IResult> GetAsync(HttpContext context, string id, ConversationStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, Owner(context), cancellationToken) is { } conversation
            ? TypedResults.Ok(new WholeConversation(conversation, await store.TurnsAsync(id, cancellationToken)))
            : NoSuch(id);

    private static async Task<IResult> EditAsync(HttpContext context, string id, StateEdit edit, Conversations conversations, CancellationToken cancellationToken) =>
        await conversations.EditAsync(id, RequestChecks.Edit(edit), Owner(context), cancellationToken) is { } conversation ? TypedResults.Ok(conversation) : NoSuch(id);

    private static async Task<IResult> DeleteAsync(HttpContext context, string id, ConversationStore store, CancellationToken cancellationToken) =>
        await store.DeleteAsync(id, Owner(context), cancellationToken) ? TypedResults.NoContent() : NoSuch(id);

    private static async Task<IResult> SayAsync(HttpContext context, ChatRequest request, Conversations conversations, CancellationToken cancellationToken)
    {
        try
        {
            if (!context.Request.WantsEvents())
            {
                return await conversations.SayAsync(request, Owner(context), cancellationToken) is { } answer ? TypedResults.Ok(answer) : NoSuch(request.ConversationId!);
            }

            var stream = new ChatStream();
            var turn = stream.RunAsync(progress => conversations.SayAsync(request, Owner(context), progress, cancellationToken));
            if (await stream.BeginsAsync(cancellationToken))
            {
                return TypedResults.ServerSentEvents(stream.ReadAsync(cancellationToken));
            }

            return await turn is null ? NoSuch(request.ConversationId!) : throw new InvalidOperationException("A turn ended without an event.");
        }
        catch (ArgumentException e)
        {
            return Errors.BadRequest(e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    /// <summary>A conversation belongs to the key that opened it, by its name: keys that follow each other are one caller.</summary>
    private static string Owner(HttpContext context) => context.Caller()?.Name ?? Caller.Local.Name;

    private static ProblemHttpResult NoSuch(string id) => Errors.NotFound($"There is no conversation '{id}', or it belongs to another key or user. Leave conversationId out to begin one.");
}

/// <summary>A conversation with its turns.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Turns">Its turns, in order.</param>
internal sealed record WholeConversation(Conversation Conversation, IReadOnlyList<ConversationTurn> Turns);
