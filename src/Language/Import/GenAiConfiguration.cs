using System.Text.Json.Nodes;

namespace LlmRec.Language.Import;

/// <summary>The file <c>genai_config.json</c>: what ONNX Runtime GenAI must know of a decoder.</summary>
internal static class GenAiConfiguration
{
    /// <summary>Describes a decoder.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="positions">Tokens of prompt and answer together, at most.</param>
    /// <param name="endTokens">Tokens that end an answer.</param>
    /// <param name="beginToken">The token that begins a text.</param>
    /// <param name="padToken">The token that fills up.</param>
    public static JsonObject Of(DecoderShape shape, int positions, IReadOnlyList<int> endTokens, int beginToken, int padToken) => new()
    {
        ["model"] = new JsonObject
        {
            ["type"] = "llama",
            ["context_length"] = positions,
            ["vocab_size"] = shape.Vocabulary,
            ["bos_token_id"] = beginToken,
            ["eos_token_id"] = new JsonArray([.. endTokens.Select(id => JsonValue.Create(id))]),
            ["pad_token_id"] = padToken,
            ["decoder"] = new JsonObject
            {
                ["filename"] = "model.onnx",
                ["head_size"] = shape.HeadSize,
                ["hidden_size"] = shape.Width,
                ["num_attention_heads"] = shape.Heads,
                ["num_hidden_layers"] = shape.Layers,
                ["num_key_value_heads"] = shape.KeyValueHeads,
                ["session_options"] = new JsonObject { ["provider_options"] = new JsonArray() },
                ["inputs"] = new JsonObject
                {
                    ["input_ids"] = "input_ids",
                    ["attention_mask"] = "attention_mask",
                    ["past_key_names"] = "past_key_values.%d.key",
                    ["past_value_names"] = "past_key_values.%d.value",
                },
                ["outputs"] = new JsonObject
                {
                    ["logits"] = "logits",
                    ["present_key_names"] = "present.%d.key",
                    ["present_value_names"] = "present.%d.value",
                },
            },
        },
        ["search"] = new JsonObject
        {
            ["do_sample"] = false,
            ["max_length"] = positions,
            ["num_beams"] = 1,
            ["past_present_share_buffer"] = true,
            ["repetition_penalty"] = 1.0,
            ["temperature"] = 1.0,
            ["top_k"] = 1,
            ["top_p"] = 1.0,
        },
    };
}
