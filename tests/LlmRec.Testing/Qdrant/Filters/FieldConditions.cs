using System.Globalization;
using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Points;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Filters;

/// <summary>Conditions on the values of one payload field; one of its values is enough to fulfil them.</summary>
internal sealed class FieldConditions(string key, string end)
{
    public Condition Read(JsonObject condition)
    {
        if (condition["match"] is { } match)
        {
            return Match(match as JsonObject ?? []);
        }

        if (condition["range"] is JsonObject range)
        {
            return range.Any(r => r.Value.TryText(out _)) ? Dates(range) : Numbers(range);
        }

        if (condition["values_count"] is JsonObject count)
        {
            var allows = Bounds(count, Number);
            return new(p => allows(PayloadField.At(p.Payload, key).Sum(v => v is JsonArray array ? array.Count : v is null ? 0 : 1)));
        }

        return condition.Any(c => c.Key.StartsWith("geo_", StringComparison.Ordinal))
            ? throw QdrantError.NotBuilt("conditions on places")
            : throw QdrantError.Invalid("filter: At least one field condition must be specified");
    }

    private Condition Match(JsonObject match)
    {
        if (match["value"] is { } value)
        {
            var wanted = value.ToJsonString();
            return Any(v => v.ToJsonString() == wanted, IndexTypeOf(value));
        }

        if (match["any"] is JsonArray any)
        {
            var anyOf = Comparable(any);
            return Any(v => anyOf.Contains(v.ToJsonString()), IndexTypeOf(any.FirstOrDefault()));
        }

        if (match["except"] is JsonArray except)
        {
            var unwanted = Comparable(except);
            return Any(v => !unwanted.Contains(v.ToJsonString()), IndexTypeOf(except.FirstOrDefault()));
        }

        if (match["text"].TryText(out var text))
        {
            return Words(text);
        }

        throw match.Count > 0 && match.Any(m => m.Key is "text_any" or "phrase" or "prefix")
            ? QdrantError.NotBuilt($"match by {match.First().Key}")
            : QdrantError.Format($"data did not match any variant of untagged enum MatchInterface{end}");
    }

    /// <summary>
    /// Words as a <c>multilingual</c> text index finds them: letters only. Qdrant was seen to find every "Film number …" for
    /// "number 12", numbers being no words to that tokenizer.
    /// </summary>
    private Condition Words(string text)
    {
        var wanted = WordsOf(text);
        return Any(v => v.TryText(out var value) && wanted.IsSubsetOf(WordsOf(value)), "text");
    }

    private Condition Numbers(JsonObject range)
    {
        var allows = Bounds(range, Number);
        return Any(v => v.TryNumber(out var number) && allows(number), "integer, float");
    }

    private Condition Dates(JsonObject range)
    {
        var allows = Bounds(range, node => node.TryText(out var text) && TryDate(text, out var date)
            ? date
            : throw QdrantError.Format($"'{node}' does not match accepted datetime format (RFC3339). Example: 2014-01-01T00:00:00Z{end}"));
        return Any(v => v.TryText(out var text) && TryDate(text, out var date) && allows(date), "datetime");
    }

    private Condition Any(Func<JsonNode, bool> allows, string indexType) => new(p => PayloadField.Values(p.Payload, key).Any(allows), [(key, indexType)]);

    private static Func<T, bool> Bounds<T>(JsonObject range, Func<JsonNode, T> read)
        where T : IComparable<T>
    {
        var bounds = range.Where(r => r.Value is not null).Select(r => (r.Key, Bound: read(r.Value!))).ToList();
        return value => bounds.All(b => b.Key switch
        {
            "gt" => value.CompareTo(b.Bound) > 0,
            "gte" => value.CompareTo(b.Bound) >= 0,
            "lt" => value.CompareTo(b.Bound) < 0,
            "lte" => value.CompareTo(b.Bound) <= 0,
            _ => true,
        });
    }

    private double Number(JsonNode node) => node.TryNumber(out var number)
        ? number
        : throw QdrantError.Format($"data did not match any variant of untagged enum RangeInterface{end}");

    private static bool TryDate(string text, out DateTimeOffset date) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);

    private static HashSet<string> Comparable(JsonArray values) => [.. values.OfType<JsonNode>().Select(v => v.ToJsonString())];

    private static HashSet<string> WordsOf(string text) =>
        [.. new string([.. text.Select(c => char.IsLetter(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= 2)];

    private static string IndexTypeOf(JsonNode? value) => value.IsInteger() ? "integer" : value.TryFlag(out _) ? "bool" : "keyword";
}
