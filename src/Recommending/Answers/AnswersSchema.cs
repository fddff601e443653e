using LlmRec.Storage.Schema;

namespace LlmRec.Recommending.Answers;

/// <summary>The table of answers given.</summary>
public static class AnswersSchema
{
    /// <summary>This room's part of the schema.</summary>
    public static SchemaPart Part { get; } = new("recommending",
    [
        _ => """
            CREATE TABLE recommendations (
                id TEXT PRIMARY KEY,
                user_key INTEGER,
                items TEXT NOT NULL,
                created_at BIGINT NOT NULL);
            CREATE INDEX recommendations_by_age ON recommendations (created_at);
            CREATE INDEX recommendations_of_user ON recommendations (user_key);
            """,
    ]);
}
