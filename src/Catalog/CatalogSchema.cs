using LlmRec.Storage.Schema;

namespace LlmRec.Catalog;

/// <summary>The tables of the catalogue: what there is, who there is, what they did, what they were shown.</summary>
public static class CatalogSchema
{
    /// <summary>This room's part of the schema.</summary>
    public static SchemaPart Part { get; } = new("catalog",
    [
        dialect => $"""
            CREATE TABLE items (
                key {dialect.IdentityKey},
                id TEXT NOT NULL UNIQUE,
                title TEXT NOT NULL,
                text TEXT,
                categories TEXT NOT NULL,
                attributes TEXT NOT NULL,
                image_url TEXT,
                created_at BIGINT,
                deleted INTEGER NOT NULL,
                seq BIGINT NOT NULL);
            CREATE INDEX items_by_seq ON items (seq);
            CREATE TABLE users (
                key {dialect.IdentityKey},
                id TEXT NOT NULL UNIQUE,
                text TEXT,
                attributes TEXT NOT NULL,
                seq BIGINT NOT NULL);
            CREATE INDEX users_by_seq ON users (seq);
            CREATE TABLE interactions (
                user_key INTEGER NOT NULL,
                item_key INTEGER NOT NULL,
                type TEXT NOT NULL,
                timestamp DOUBLE PRECISION NOT NULL,
                value DOUBLE PRECISION NOT NULL,
                seq BIGINT NOT NULL,
                PRIMARY KEY (user_key, item_key, type, timestamp));
            CREATE INDEX interactions_by_seq ON interactions (seq);
            CREATE TABLE erasures (seq BIGINT PRIMARY KEY, user_key INTEGER NOT NULL);
            CREATE TABLE impressions (
                recommendation_id TEXT NOT NULL,
                item_key INTEGER NOT NULL,
                position INTEGER NOT NULL,
                user_key INTEGER,
                timestamp BIGINT NOT NULL,
                PRIMARY KEY (recommendation_id, item_key));
            CREATE INDEX impressions_of_user ON impressions (user_key);
            """,
    ]);
}
