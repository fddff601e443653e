using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using LlmRec.Catalog.Interactions;

namespace LlmRec.Catalog.Import;

/// <summary>Reads <c>interactions.csv</c>: <c>user_id,item_id,type,value,timestamp</c>, RFC 4180, with a header line.</summary>
public static class InteractionsFile
{
    private static readonly string[] Columns = ["user_id", "item_id", "type", "value", "timestamp"];

    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture)
    {
        BadDataFound = null,
        MissingFieldFound = null,
        MaxFieldSize = 1 << 20,
        BufferSize = 1 << 16,
    };

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

    /// <summary>Reads all rows; the position is the line.</summary>
    /// <exception cref="ImportException">The header is wrong.</exception>
    public static async IAsyncEnumerable<ReadEntry<Interaction>> ReadAsync(
        Stream stream, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
        using var csv = new CsvParser(text, Csv, leaveOpen: true);
        if (!await csv.ReadAsync())
        {
            yield break;
        }

        var at = Header(csv.Record ?? [], path);
        while (await csv.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Row(csv, at);
        }
    }

    private static int[] Header(string[] header, string path)
    {
        int[] at = [.. Columns.Select(c => Array.FindIndex(header, h => h.Trim() == c))];
        return at.All(i => i >= 0)
            ? at
            : throw new ImportException($"{path} must begin with the line {string.Join(',', Columns)}; it begins with {string.Join(',', header)[..Math.Min(200, string.Join(',', header).Length)]}.");
    }

    private static ReadEntry<Interaction> Row(CsvParser csv, int[] at)
    {
        if (csv.Count <= at.Max())
        {
            return new(csv.RawRow, null, $"it has {csv.Count} fields, not {Columns.Length}");
        }

        var value = csv[at[3]];
        if (!double.TryParse(value.Length == 0 ? "1" : value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return new(csv.RawRow, null, $"value '{value[..Math.Min(40, value.Length)]}' is not a number");
        }

        if (csv.RawRecord.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return new(csv.RawRow, null, "it is not valid UTF-8");
        }

        return new(csv.RawRow, new() { UserId = csv[at[0]], ItemId = csv[at[1]], Type = csv[at[2]], Value = number, Timestamp = csv[at[4]] }, null);
    }
}
