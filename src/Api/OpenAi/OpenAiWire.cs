namespace LlmRec.Api.OpenAi;

/// <summary>What of OpenAI's API is served here, so that its clients find a recommender where they look for a model.</summary>
internal static class OpenAiWire
{
    public static void AddOpenAiWire(this IServiceCollection services)
    {
        services.AddSingleton<WireModels>();
        // Before the framework's own writer, which takes every error.
        services.AddSingleton<IProblemDetailsWriter, WireErrorWriter>();
    }

    public static void MapOpenAiWire(this WebApplication app)
    {
        app.MapChatCompletions();
        app.MapEmbeddings();
        app.MapModels();
    }
}
