using LlmRec.Agents.Completing;
using LlmRec.Api.Access;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace LlmRec.Api.OpenAi;

/// <summary>The recommender as a model that chat clients can talk to.</summary>
internal static class ChatCompletionEndpoints
{
    public static void MapChatCompletions(this WebApplication app) =>
        app.MapPost(WireRoutes.ChatCompletions, CompleteAsync).WithTags("OpenAI-compatible").WithName("chatCompletions")
            .WithSummary("Answer a conversation, as OpenAI's API does")
            .WithDescription("The whole conversation comes with each call and none of it is kept. Items are a Markdown list in `content`, and data in `annotations`. docs/openai.md says what is refused and what is read over. With `stream` as server-sent events.")
            .Produces<ChatCompletionAnswer>().Produces<WireError>(StatusCodes.Status400BadRequest).Produces<WireError>(StatusCodes.Status404NotFound).Needs(Scope.Read);

    private static async Task<IResult> CompleteAsync(
        HttpContext context, ChatCompletionRequest request, Completions completions, WireModels models, IOptions<JsonOptions> json, TimeProvider time, CancellationToken cancellationToken)
    {
        models.CheckChat(request.Model);
        var completion = await completions.AnswerAsync(WireFaults.Reading(() => ChatCompletionReader.Read(request), "messages"), cancellationToken);
        var answers = new ChatCompletionAnswers(
            $"chatcmpl-{Guid.CreateVersion7():N}", time.GetUtcNow().ToUnixTimeSeconds(), request.Model!, $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}", completion);
        return request.Stream == true
            ? TypedResults.ServerSentEvents(answers.EventsAsync(request.StreamOptions?.IncludeUsage == true, json.Value.SerializerOptions, cancellationToken))
            : TypedResults.Ok(answers.Whole());
    }
}
