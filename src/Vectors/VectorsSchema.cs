using LlmRec.Storage.Schema;

namespace LlmRec.Vectors;

/// <summary>The tables of spaces and vectors.</summary>
public static class VectorsSchema
{
    /// <summary>This room's part of the schema.</summary>
    public static SchemaPart Part { get; } = new("vectors",
    [
        dialect => $"""
            CREATE TABLE spaces (
                key {dialect.IdentityKey},
                name TEXT NOT NULL UNIQUE,
                encoder TEXT NOT NULL,
                encoder_version TEXT NOT NULL,
                head TEXT NOT NULL,
                dimension INTEGER NOT NULL,
                mean {dialect.Blob},
                mean_of BIGINT NOT NULL,
                version INTEGER NOT NULL);
            CREATE TABLE vectors (
                space_key INTEGER NOT NULL REFERENCES spaces (key),
                kind INTEGER NOT NULL,
                owner_key INTEGER NOT NULL,
                owner_id TEXT NOT NULL,
                text_hash TEXT NOT NULL,
                vector {dialect.Blob},
                year INTEGER,
                tags TEXT NOT NULL,
                seq BIGINT NOT NULL,
                PRIMARY KEY (space_key, kind, owner_key));
            CREATE INDEX vectors_by_seq ON vectors (space_key, kind, seq);
            CREATE INDEX vectors_of_owner ON vectors (kind, owner_key);
            """,
        dialect => $"ALTER TABLE spaces ADD COLUMN query_mean {dialect.Blob};",
        dialect => $"""
            CREATE TABLE qdrant_collections (
                name TEXT PRIMARY KEY,
                space_key INTEGER NOT NULL REFERENCES spaces (key),
                kind INTEGER NOT NULL,
                version INTEGER NOT NULL,
                mean {dialect.Blob},
                query_mean {dialect.Blob},
                mean_of BIGINT NOT NULL,
                checkpoint BIGINT NOT NULL,
                live INTEGER NOT NULL);
            CREATE TABLE qdrant_writers (
                space_key INTEGER NOT NULL REFERENCES spaces (key),
                kind INTEGER NOT NULL,
                owner TEXT NOT NULL,
                until BIGINT NOT NULL,
                PRIMARY KEY (space_key, kind));
            """,
    ]);
}
