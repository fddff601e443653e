using System.Text.Json;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>Compares an answer with the recorded one: everything but what varies from run to run.</summary>
internal static class Comparison
{
    private const double Tolerance = 1e-4;

    private static readonly string[] Varying = ["time", "peer_id"];

    /// <summary>The first difference; null when there is none.</summary>
    public static string? Difference(JsonElement expected, JsonElement actual, string at = "$")
    {
        if (expected.ValueKind != actual.ValueKind)
        {
            return $"{at}: expected {expected.GetRawText()}, got {actual.GetRawText()}";
        }

        return expected.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(expected, actual, at),
            JsonValueKind.Array => OfLists(expected, actual, at),
            JsonValueKind.Number => Math.Abs(expected.GetDouble() - actual.GetDouble()) <= Tolerance ? null : $"{at}: expected {expected.GetRawText()}, got {actual.GetRawText()}",
            _ => expected.ToString() == actual.ToString() ? null : $"{at}: expected {expected.GetRawText()}, got {actual.GetRawText()}",
        };
    }

    /// <summary>Whether hits are among others of the same score: which of these come, and in which order, Qdrant leaves open.</summary>
    public static bool AreAllTied(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object
        && result.TryGetProperty("points", out var points) && points.GetArrayLength() > 1 && points[0].TryGetProperty("score", out var first)
        && points[0].GetProperty("version").GetInt64() > 0 && points.EnumerateArray().All(p => p.GetProperty("score").GetDouble() == first.GetDouble());

    /// <summary>The difference of hits that are all tied: only their number and their score count.</summary>
    public static string? DifferenceOfTied(JsonElement expected, JsonElement actual)
    {
        var (wanted, got) = (Scores(expected), Scores(actual));
        return wanted.SequenceEqual(got) ? null : $"expected the scores {string.Join(", ", wanted)}, got {string.Join(", ", got)}";
    }

    private static double[] Scores(JsonElement answer) =>
        [.. answer.GetProperty("result").GetProperty("points").EnumerateArray().Select(p => p.GetProperty("score").GetDouble())];

    private static string? OfObjects(JsonElement expected, JsonElement actual, string at)
    {
        var names = expected.EnumerateObject().Select(p => p.Name).Except(Varying).ToHashSet();
        var others = actual.EnumerateObject().Select(p => p.Name).Except(Varying).ToHashSet();
        return !names.SetEquals(others)
            ? $"{at}: expected the fields {string.Join(", ", names)}, got {string.Join(", ", others)}"
            : names.Select(name => Difference(expected.GetProperty(name), actual.GetProperty(name), $"{at}.{name}")).FirstOrDefault(d => d is not null);
    }

    private static string? OfLists(JsonElement expected, JsonElement actual, string at) => expected.GetArrayLength() != actual.GetArrayLength()
        ? $"{at}: expected {expected.GetArrayLength()} elements, got {actual.GetArrayLength()}: {actual.GetRawText()}"
        : expected.EnumerateArray().Zip(actual.EnumerateArray()).Select((pair, i) => Difference(pair.First, pair.Second, $"{at}[{i}]")).FirstOrDefault(d => d is not null);
}
