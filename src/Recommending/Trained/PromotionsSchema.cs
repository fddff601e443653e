using LlmRec.Storage.Schema;

namespace LlmRec.Recommending.Trained;

/// <summary>The table of promoted models.</summary>
public static class PromotionsSchema
{
    /// <summary>The part of the schema: of each model a stack, the version in use on top.</summary>
    public static SchemaPart Part { get; } = new("trained",
    [
        _ => """
            CREATE TABLE promotions (
                model TEXT NOT NULL,
                place INTEGER NOT NULL,
                version TEXT NOT NULL,
                sha256 TEXT NOT NULL,
                promoted_at BIGINT NOT NULL,
                PRIMARY KEY (model, place));
            """,
    ]);
}
