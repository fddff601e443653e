namespace LlmRec.Api.Hosting;

/// <summary>Answers as server-sent events.</summary>
internal static class EventStreams
{
    /// <summary>Whether a request asks for an event stream.</summary>
    public static bool WantsEvents(this HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase));
}
