using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmRec.Catalog.Interactions;

/// <summary>Something a user did with an item.</summary>
public sealed record Interaction
{
    /// <summary>The user's id; a user is known from the first interaction on.</summary>
    public required string UserId { get; init; }

    /// <summary>The id of an item in the catalogue.</summary>
    public required string ItemId { get; init; }

    /// <summary>What it was: one of the types in <see cref="LikeOptions.Types"/>.</summary>
    public required string Type { get; init; }

    /// <summary>A rating, or how often or how much; finite. Default 1.</summary>
    public double Value { get; init; } = 1;

    /// <summary>Unix seconds, an RFC 3339 time, or an order index; null for now (or next in order).</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public string? Timestamp { get; init; }
}

/// <summary>Takes a timestamp as a JSON number or string.</summary>
public sealed class TimestampConverter : JsonConverter<string?>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.String => reader.GetString(),
        _ => throw new JsonException("timestamp must be a number of Unix seconds or an RFC 3339 string"),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value);
    }
}
