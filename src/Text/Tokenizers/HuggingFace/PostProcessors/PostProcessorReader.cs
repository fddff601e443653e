using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.PostProcessors;

/// <summary>Reads which special tokens go around a single text. What files say of pairs is not used here.</summary>
internal static class PostProcessorReader
{
    /// <summary>Reads a post-processor; without one nothing is added.</summary>
    /// <exception cref="JsonException">It, or a part of it, is of an unknown type or damaged.</exception>
    public static SpecialTokens Read(JsonElement? postProcessor)
    {
        if (postProcessor is not { } component)
        {
            return SpecialTokens.None;
        }

        return TokenizerJson.TypeOf(component, "post_processor") switch
        {
            "BertProcessing" or "RobertaProcessing" => new([(Named(component, "cls"), 0)], 0, [(Named(component, "sep"), 0)]),
            // It trims offsets only.
            "ByteLevel" => SpecialTokens.None,
            "Sequence" => component.RequiredList("processors").Aggregate(SpecialTokens.None, (inner, part) => inner.Within(Read(part))),
            "TemplateProcessing" => Template(component),
            var type => throw TokenizerJson.Unknown("post_processor", type, "BertProcessing", "ByteLevel", "RobertaProcessing", "Sequence", "TemplateProcessing"),
        };
    }

    /// <summary>A token given as <c>[token, id]</c>.</summary>
    private static int Named(JsonElement component, string name) =>
        component.Part(name) is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2 && pair[1].ValueKind == JsonValueKind.Number
            ? pair[1].GetInt32()
            : throw new JsonException($"the post_processor's \"{name}\" is not [token, id]");

    private static SpecialTokens Template(JsonElement component)
    {
        var before = new List<(int, int)>();
        var after = new List<(int, int)>();
        int? type = null;
        foreach (var part in component.RequiredList("single"))
        {
            if (part.Part("Sequence") is { } sequence)
            {
                type = type is null && sequence.OptionalText("id") == "A"
                    ? sequence.Number("type_id", 0)
                    : throw new JsonException("the post_processor's \"single\" template has to hold the sequence A exactly once");
            }
            else if (part.Part("SpecialToken") is { } special)
            {
                (type is null ? before : after).AddRange(Ids(component, special.RequiredText("id")).Select(id => (id, special.Number("type_id", 0))));
            }
            else
            {
                throw new JsonException($"the post_processor's \"single\" template has a part that is not known: {part}");
            }
        }

        return type is null
            ? throw new JsonException("the post_processor's \"single\" template does not hold the sequence A")
            : new([.. before], type.Value, [.. after]);
    }

    private static IEnumerable<int> Ids(JsonElement component, string name) =>
        component.Part("special_tokens")?.Part(name) is { } token
            ? token.RequiredList("ids").Select(id => id.GetInt32())
            : throw new JsonException($"the post_processor's template speaks of \"{name}\", which is not among its special_tokens");
}
