namespace LlmRec.Testing.Qdrant.Wire;

/// <summary>An answer other than success, in the words of Qdrant 1.18.</summary>
internal sealed class QdrantError(int status, string text) : Exception(text)
{
    public int Status => status;

    /// <summary>The body is no JSON, or JSON of another shape.</summary>
    public static QdrantError Format(string what) => new(400, $"Format error in JSON body: {what}");

    /// <summary>The body's shape is right and a value in it is not.</summary>
    public static QdrantError Invalid(string what) => new(422, $"Validation error in JSON body: [{what}]");

    public static QdrantError WrongInput(string what) => new(400, $"Wrong input: {what}");

    public static QdrantError BadRequest(string what) => new(400, $"Bad request: {what}");

    public static QdrantError NotFound(string what) => new(404, $"Not found: {what}");

    public static QdrantError NoCollection(string name) => NotFound($"Collection `{name}` doesn't exist!");

    public static QdrantError NoPoint(object id) => NotFound($"No point with id {id} found");

    public static QdrantError Conflict(string what) => new(409, $"Wrong input: {what}");

    public static QdrantError Internal(string what) => new(500, $"Service internal error: {what}");

    /// <summary>Something that Qdrant can do and this stand-in cannot.</summary>
    public static QdrantError NotBuilt(string what) => new(501, $"Not built into the stand-in: {what}");
}
