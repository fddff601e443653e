namespace LlmRec.Storage.Schema;

/// <summary>Brings a store's tables to the versions this program knows, in one transaction.</summary>
internal static class Migrator
{
    private const string CreateVersions = "CREATE TABLE IF NOT EXISTS schema_versions (part TEXT PRIMARY KEY, version INTEGER NOT NULL)";

    /// <returns>Whether there were no tables before: the store is created by this transaction.</returns>
    public static async Task<bool> MigrateAsync(StoreSession session, IEnumerable<SchemaPart> parts)
    {
        await session.ExecuteAsync(CreateVersions);
        var present = (await session.QueryAsync<(string Part, int Version)>("SELECT part, version FROM schema_versions")).ToDictionary(r => r.Part, r => r.Version);
        foreach (var part in parts)
        {
            var version = present.GetValueOrDefault(part.Name);
            if (version > part.Version)
            {
                throw new StoreException(
                    StoreFault.Newer,
                    $"The store {session.Dialect.Location} was written by a newer LlmRec (its part '{part.Name}' has version {version}, this program knows {part.Version}). Update this program, or point Store elsewhere.");
            }

            for (; version < part.Version; version++)
            {
                await session.ExecuteAsync(part.Migrations[version](session.Dialect));
            }

            await session.ExecuteAsync(
                "INSERT INTO schema_versions (part, version) VALUES (@Name, @Version) ON CONFLICT (part) DO UPDATE SET version = excluded.version",
                new { part.Name, part.Version });
        }

        return present.Count == 0;
    }
}
