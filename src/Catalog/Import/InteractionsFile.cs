using System.Globalization;
using System.Runtime.CompilerServices;
using LlmRec.Catalog.Interactions;

namespace LlmRec.Catalog.Import;

/// <summary>Reads <c>interactions.csv</c>: <c>user_id,item_id,type,value,timestamp</c>, RFC 4180, with a header line.</summary>
public static class InteractionsFile
{
    private static readonly string[] Columns = ["user_id", "item_id", "type", "value", "timestamp"];

    /// <summary>Finds out what the file's timestamps are, without storing anything.</summary>
    /// <exception cref="ImportException">The file holds both kinds, or the header is wrong.</exception>
    public static async Task<TimeKind?> ClassifyAsync(Stream stream, string path, CancellationToken cancellationToken)
    {
        long? firstIndex = null, firstTime = null;
        await foreach (var (line, interaction, _) in ReadAsync(stream, path, cancellationToken))
        {
            if (interaction is null || EventTime.Parse(interaction.Timestamp, DateTimeOffset.MaxValue.AddDays(-2)) is not { Reason: null } time)
            {
                continue;
            }

            firstIndex ??= time.Kind == TimeKind.OrderIndex ? line : null;
            firstTime ??= time.Kind == TimeKind.Real ? line : null;
            if (firstIndex is not null && firstTime is not null)
            {
                throw new ImportException(
                    $"{path} mixes order indexes (line {firstIndex}) and times (line {firstTime}). Numbers below {EventTime.FirstReal:n0} are order indexes. Split the file, or mend the timestamps; nothing was imported.");
            }
        }

        return firstIndex is not null ? TimeKind.OrderIndex : firstTime is not null ? TimeKind.Real : null;
    }

    /// <summary>Reads all rows; the position is the line each begins on. Columns may stand in any order, and others beside them.</summary>
    /// <exception cref="ImportException">The header is wrong.</exception>
    public static async IAsyncEnumerable<ReadEntry<Interaction>> ReadAsync(
        Stream stream, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int[]? at = null;
        await foreach (var (line, fields, reason) in CsvReader.ReadAsync(stream, cancellationToken))
        {
            if (at is null)
            {
                at = Header(fields ?? [], path);
            }
            else
            {
                yield return fields is null ? new(line, null, reason) : Row(line, fields, at);
            }
        }
    }

    private static int[] Header(IReadOnlyList<string> header, string path)
    {
        int[] at = [.. Columns.Select(column => header.TakeWhile(name => name.Trim() != column).Count())];
        return at.Max() < header.Count
            ? at
            : throw new ImportException($"{path} must begin with the line {string.Join(',', Columns)}; it begins with {EntryChecks.Shortened(string.Join(',', header), 200)}.");
    }

    private static ReadEntry<Interaction> Row(long line, IReadOnlyList<string> fields, int[] at)
    {
        if (fields.Count <= at.Max())
        {
            return new(line, null, $"it has {fields.Count} fields, not {Columns.Length}");
        }

        var value = fields[at[3]];
        return double.TryParse(value.Length == 0 ? "1" : value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new(line, new() { UserId = fields[at[0]], ItemId = fields[at[1]], Type = fields[at[2]], Value = number, Timestamp = fields[at[4]] }, null)
            : new(line, null, $"value '{EntryChecks.Shortened(value)}' is not a number");
    }
}
