using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace LlmRec.Agents.Conversing.Tools;

/// <summary>How data is written for the model, and arguments are read.</summary>
internal static class ToolJson
{
    /// <summary>The options. What could pass for a chat template's mark (<c>&lt;|im_end|&gt;</c>) is escaped, letters of any script are not.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
