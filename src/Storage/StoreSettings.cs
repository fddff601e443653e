namespace LlmRec.Storage;

/// <summary>Facts about the store as a whole, kept in it by name.</summary>
public static class StoreSettings
{
    /// <summary>Reads a setting; null when it was never written.</summary>
    public static Task<string?> ReadAsync(StoreSession session, string name)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.FirstAsync<string>("SELECT value FROM settings WHERE name = @name", new { name });
    }

    /// <summary>Writes a setting, replacing what it was.</summary>
    public static Task WriteAsync(StoreSession session, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ExecuteAsync(
            "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", new { name, value });
    }
}
