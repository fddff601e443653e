using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmRec.Catalog;

/// <summary>How the catalogue's nouns are written in JSON.</summary>
public static class CatalogJson
{
    /// <summary>camelCase; text stays readable; NaN and infinity are refused.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
    };
}
