namespace LlmRec.Storage;

/// <summary>
/// Numbers that order the changes of a table across processes. A writer takes them in the transaction that stores the
/// rows; the row lock it holds until commit makes the order of numbers the order of commits, so a projection that has
/// followed the sequence up to N has missed nothing below N.
/// </summary>
public static class ChangeSequence
{
    /// <summary>Takes <paramref name="count"/> numbers and returns the first of them.</summary>
    public static async Task<long> TakeAsync(StoreSession session, string name, int count = 1)
    {
        ArgumentNullException.ThrowIfNull(session);
        var last = await session.ScalarAsync<long>(
            "INSERT INTO sequences (name, value) VALUES (@name, @count) ON CONFLICT (name) DO UPDATE SET value = sequences.value + @count RETURNING value",
            new { name, count });
        return last - count + 1;
    }

    /// <summary>The last number taken; 0 before the first.</summary>
    public static Task<long> LastAsync(StoreSession session, string name)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ScalarAsync<long>("SELECT COALESCE((SELECT value FROM sequences WHERE name = @name), 0)", new { name });
    }

    /// <summary>The last number taken of every sequence, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> AllAsync(StoreSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (await session.QueryAsync<(string Name, long Value)>("SELECT name, value FROM sequences")).ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal);
    }
}
