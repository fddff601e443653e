using LlmRec.Storage.Schema;

namespace LlmRec.Agents.Conversing.Stored;

/// <summary>The tables of conversations.</summary>
internal static class ConversationsSchema
{
    /// <summary>This room's part of the schema.</summary>
    public static SchemaPart Part { get; } = new("agents",
    [
        _ => """
            CREATE TABLE conversations (
                id TEXT PRIMARY KEY,
                owner TEXT NOT NULL,
                user_id TEXT,
                state TEXT NOT NULL,
                turns INTEGER NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL);
            CREATE INDEX conversations_of_user ON conversations (user_id);
            CREATE INDEX conversations_by_age ON conversations (updated_at);
            CREATE TABLE conversation_turns (
                conversation_id TEXT NOT NULL,
                number INTEGER NOT NULL,
                message TEXT NOT NULL,
                reply TEXT NOT NULL,
                items TEXT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (conversation_id, number));
            """,
        // How often the state was changed by hand: whoever read it before must read it anew.
        _ => "ALTER TABLE conversations ADD COLUMN edits INTEGER NOT NULL DEFAULT 0;",
        // Dialogues between people, to learn from.
        _ => """
            CREATE TABLE recorded_dialogues (
                id TEXT PRIMARY KEY,
                seeker TEXT,
                recommender TEXT,
                turns TEXT NOT NULL);
            CREATE INDEX recorded_dialogues_of_seeker ON recorded_dialogues (seeker);
            CREATE INDEX recorded_dialogues_of_recommender ON recorded_dialogues (recommender);
            """,
    ]);
}
