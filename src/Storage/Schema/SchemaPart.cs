using LlmRec.Storage.Dialects;

namespace LlmRec.Storage.Schema;

/// <summary>The tables of one room, as an ordered list of migrations. A room owns its part; no other room touches its tables' layout.</summary>
/// <param name="Name">The room's name, lower case.</param>
/// <param name="Migrations">SQL scripts for a dialect; the first makes version 1. A script that shipped is never changed, only followed by another.</param>
public sealed record SchemaPart(string Name, IReadOnlyList<Func<Dialect, string>> Migrations)
{
    /// <summary>The version this program brings a store to.</summary>
    public int Version => Migrations.Count;
}
