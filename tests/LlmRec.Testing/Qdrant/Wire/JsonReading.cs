using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRec.Testing.Qdrant.Wire;

/// <summary>Reading values of a <see cref="JsonBody"/>, whose numbers are unsigned, signed or real.</summary>
internal static class JsonReading
{
    /// <summary>A field; null when there is none, or no object.</summary>
    public static JsonNode? Field(this JsonNode? node, string name) => (node as JsonObject)?[name];

    public static bool TryNumber([NotNullWhen(true)] this JsonNode? node, out double number)
    {
        number = 0;
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
        {
            return false;
        }

        number = value.TryGetValue<ulong>(out var unsigned) ? unsigned
            : value.TryGetValue<long>(out var signed) ? signed
            : value.TryGetValue<double>(out var real) ? real
            : value.TryGetValue<float>(out var single) ? single
            : value.GetValue<int>();
        return true;
    }

    public static bool TryUnsigned([NotNullWhen(true)] this JsonNode? node, out ulong number)
    {
        number = 0;
        return node is JsonValue value && value.TryGetValue(out number);
    }

    /// <summary>Whether it is a whole number, of either sign.</summary>
    public static bool IsInteger([NotNullWhen(true)] this JsonNode? node) =>
        node is JsonValue value && (value.TryGetValue<ulong>(out _) || value.TryGetValue<long>(out _) || value.TryGetValue<int>(out _));

    public static bool TryText([NotNullWhen(true)] this JsonNode? node, [NotNullWhen(true)] out string? text)
    {
        text = null;
        return node is JsonValue value && value.TryGetValue(out text);
    }

    public static bool TryFlag([NotNullWhen(true)] this JsonNode? node, out bool flag)
    {
        flag = false;
        return node is JsonValue value && value.TryGetValue(out flag);
    }

    /// <summary>A list of numbers as a vector; false for anything else.</summary>
    public static bool TryVector([NotNullWhen(true)] this JsonNode? node, [NotNullWhen(true)] out float[]? vector)
    {
        vector = null;
        if (node is not JsonArray array)
        {
            return false;
        }

        var read = new float[array.Count];
        for (var i = 0; i < read.Length; i++)
        {
            if (!array[i].TryNumber(out var number))
            {
                return false;
            }

            read[i] = (float)number;
        }

        vector = read;
        return true;
    }

    /// <summary>A field that may be one value or a list of them.</summary>
    public static IEnumerable<JsonNode?> OneOrMany(this JsonNode? node) => node is JsonArray array ? array : (IEnumerable<JsonNode?>)[node];

    /// <summary>How Qdrant's parser names a value of the wrong kind.</summary>
    public static string Described(this JsonNode? node) => node switch
    {
        null => "null",
        JsonArray => "sequence",
        JsonObject => "map",
        _ when node.IsInteger() => $"integer `{node.ToJsonString()}`",
        _ when node.TryNumber(out _) => $"floating point `{node.ToJsonString()}`",
        _ when node.TryFlag(out var flag) => $"boolean `{(flag ? "true" : "false")}`",
        _ => $"string {node.ToJsonString()}",
    };
}
