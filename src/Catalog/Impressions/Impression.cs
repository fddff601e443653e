using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmRec.Catalog.Impressions;

/// <summary>What was shown to someone, of an answer.</summary>
public sealed record Impression
{
    /// <summary>The id of the answer.</summary>
    public required string RecommendationId { get; init; }

    /// <summary>The user; null for a visitor.</summary>
    public string? UserId { get; init; }

    /// <summary>The items shown, with their positions (1 is the first); a plain list of ids counts from 1.</summary>
    public required IReadOnlyList<ShownItem> Items { get; init; }

    /// <summary>When, in Unix seconds or as an RFC 3339 time; null for now.</summary>
    [JsonConverter(typeof(Interactions.TimestampConverter))]
    public string? Timestamp { get; init; }
}

/// <summary>An item shown.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Position">Where it stood, from 1; null for its place in the list.</param>
[JsonConverter(typeof(ShownItemConverter))]
public sealed record ShownItem(string Id, int? Position);

/// <summary>Takes an id, or an object with <c>id</c> and <c>position</c>.</summary>
public sealed class ShownItemConverter : JsonConverter<ShownItem>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override ShownItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        return json switch
        {
            { ValueKind: JsonValueKind.String } => new(json.GetString()!, null),
            { ValueKind: JsonValueKind.Object } when json.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String => new(
                id.GetString()!, json.TryGetProperty("position", out var position) && position.ValueKind == JsonValueKind.Number ? position.GetInt32() : null),
            _ => throw new JsonException("items must be a list of ids, or of objects with id and position"),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ShownItem value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteString("id", value.Id);
        if (value.Position is { } position)
        {
            writer.WriteNumber("position", position);
        }

        writer.WriteEndObject();
    }
}
