using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmRec.Catalog.Items;

/// <summary>
/// The values of an attribute as text. In JSON a string, number, boolean, or a list of these; written back in the same form.
/// </summary>
/// <param name="Values">The values; numbers in their JSON spelling, booleans as <c>true</c> and <c>false</c>.</param>
/// <param name="Json">The value as it came.</param>
[JsonConverter(typeof(AttributeValueConverter))]
public sealed record AttributeValue(IReadOnlyList<string> Values, JsonElement Json)
{
    /// <summary>Two values are equal when their JSON is.</summary>
    public bool Equals(AttributeValue? other) => other is not null && JsonElement.DeepEquals(Json, other.Json);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Count > 0 ? Values[0].GetHashCode(StringComparison.Ordinal) : 0;
}

/// <summary>Reads and writes <see cref="AttributeValue"/>.</summary>
public sealed class AttributeValueConverter : JsonConverter<AttributeValue>
{
    /// <inheritdoc/>
    public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        return new(json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(Text)] : [Text(json)], json);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.Json.WriteTo(writer);
    }

    private static string Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new JsonException("an attribute must be a string, a number, a boolean, or a list of these"),
    };
}
