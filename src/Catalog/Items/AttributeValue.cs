using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmRec.Catalog.Items;

/// <summary>
/// The values of an attribute as text. In JSON a string, number, boolean, or a list of these; written back in the same form.
/// A null is an attribute without values.
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

    /// <summary>Attributes as they are stored: without control characters, and without those that have no value.</summary>
    internal static IReadOnlyDictionary<string, AttributeValue> Cleaned(IReadOnlyDictionary<string, AttributeValue> attributes) =>
        attributes.Where(a => a.Value.Values.Count > 0).ToDictionary(a => a.Key, a => a.Value.Cleaned());

    private AttributeValue Cleaned() => Values.All(v => CleanText.Of(v) == v) ? this
        : Of(Json.ValueKind == JsonValueKind.Array ? JsonSerializer.SerializeToElement(Json.EnumerateArray().Select(Cleaned)) : Cleaned(Json));

    private static JsonElement Cleaned(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? JsonSerializer.SerializeToElement(CleanText.Of(json.GetString()!)) : json;

    internal static AttributeValue Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => new([], json),
        JsonValueKind.Array => new([.. json.EnumerateArray().Select(Text)], json),
        _ => new([Text(json)], json),
    };

    private static string Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new JsonException("an attribute must be a string, a number, a boolean, or a list of these"),
    };
}

/// <summary>Reads and writes <see cref="AttributeValue"/>.</summary>
public sealed class AttributeValueConverter : JsonConverter<AttributeValue>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AttributeValue.Of(JsonElement.ParseValue(ref reader));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.Json.WriteTo(writer);
    }
}
