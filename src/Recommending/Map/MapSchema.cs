using LlmRec.Storage.Schema;

namespace LlmRec.Recommending.Map;

/// <summary>The table of maps.</summary>
public static class MapSchema
{
    /// <summary>The part of the schema: of each space the latest map, everything in it in step with its keys.</summary>
    public static SchemaPart Part { get; } = new("map",
    [
        dialect => $"""
            CREATE TABLE catalogue_maps (
                space_key INTEGER PRIMARY KEY,
                space_version INTEGER NOT NULL,
                change BIGINT NOT NULL,
                left_out BIGINT NOT NULL,
                keys {dialect.Blob} NOT NULL,
                places {dialect.Blob} NOT NULL,
                bands {dialect.Blob} NOT NULL,
                categories TEXT NOT NULL,
                made_at BIGINT NOT NULL);
            """,
    ]);
}
