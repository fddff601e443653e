namespace LlmRec.Storage.Schema;

/// <summary>The tables that Storage itself keeps: change sequences, settings of the store, jobs.</summary>
public static class StorageSchema
{
    /// <summary>This room's part of the schema.</summary>
    public static SchemaPart Part { get; } = new("storage",
    [
        _ => """
            CREATE TABLE sequences (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
            CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
            CREATE TABLE jobs (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                state TEXT NOT NULL,
                parameters TEXT NOT NULL,
                total BIGINT NOT NULL,
                done BIGINT NOT NULL,
                failed BIGINT NOT NULL,
                rate DOUBLE PRECISION NOT NULL,
                counts TEXT NOT NULL,
                resume_at TEXT,
                error TEXT,
                owner TEXT,
                lease_until BIGINT,
                cancel_requested INTEGER NOT NULL,
                created_at BIGINT NOT NULL,
                started_at BIGINT,
                finished_at BIGINT);
            CREATE UNIQUE INDEX jobs_one_active_of_a_kind ON jobs (kind) WHERE state IN ('queued', 'running');
            CREATE INDEX jobs_by_age ON jobs (created_at);
            CREATE TABLE job_failures (
                job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
                subject TEXT NOT NULL,
                reason TEXT NOT NULL,
                PRIMARY KEY (job_id, subject));
            """,
        _ => "ALTER TABLE jobs ADD COLUMN detail TEXT",
    ]);
}
