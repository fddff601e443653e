using System.Text.Json.Nodes;

namespace LlmRec.Testing.Qdrant.Wire;

/// <summary>An answer to a request.</summary>
/// <param name="Status">The status.</param>
/// <param name="Json">The JSON of the body; null when it is text.</param>
/// <param name="Text">The text of the body.</param>
/// <param name="ContentType">The type of a text; null for none.</param>
internal sealed record Answer(int Status, JsonNode? Json, string Text = "", string? ContentType = null)
{
    private const double AnyTime = 0.001;

    public static Answer Ok(JsonNode? result) => new(200, new JsonObject { ["result"] = result, ["status"] = "ok", ["time"] = AnyTime });

    public static Answer Failed(QdrantError error) =>
        new(error.Status, new JsonObject { ["status"] = new JsonObject { ["error"] = error.Message }, ["time"] = AnyTime });

    public static Answer Plain(string text) => new(200, null, text, "text/plain; charset=utf-8");

    public static Answer Nothing(int status, string text = "") => new(status, null, text);
}
