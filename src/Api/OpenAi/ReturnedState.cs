using System.Text.Json;
using LlmRec.Agents.Conversing.State;

namespace LlmRec.Api.OpenAi;

/// <summary>The state that came with an answer, and comes back with it. It is the client's own; one that is malformed is as good as none.</summary>
internal static class ReturnedState
{
    private const int MostOfAKind = 20_000;
    private const int LongestText = 10_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>The state in an answer's notes; null when there is none that can be used.</summary>
    public static DialogueState? Of(JsonElement? notes)
    {
        if (notes is not { ValueKind: JsonValueKind.Object } sent || !sent.TryGetProperty("state", out var state) || state.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        try
        {
            return IsSane(state) && state.Deserialize<DialogueState>(Json) is { } read && !read.Likes.Intersect(read.Dislikes).Any() ? read : null;
        }
        catch (Exception e) when (e is JsonException || WireFaults.IsNoText(e))
        {
            return null;
        }
    }

    /// <summary>Whether lists hold neither nulls nor the same text twice, and nothing is beyond measure.</summary>
    private static bool IsSane(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return element.EnumerateObject().All(p => IsSane(p.Value));
            case JsonValueKind.Array:
                var texts = new HashSet<string>();
                return element.GetArrayLength() <= MostOfAKind
                    && element.EnumerateArray().All(e => e.ValueKind != JsonValueKind.Null && IsSane(e) && (e.ValueKind != JsonValueKind.String || texts.Add(e.GetString()!)));
            case JsonValueKind.String:
                return element.GetString()!.Length <= LongestText;
            default:
                return true;
        }
    }
}
