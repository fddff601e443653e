using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace LlmRec.Catalog.Import;

/// <summary>Reads the records of a CSV file. A line that can't be one is passed over alone: a stray quote does not swallow the lines behind it.</summary>
public static class CsvReader
{
    // A quote that is open for longer was never meant as one.
    private const int LongestOpen = 256 << 10;

    /// <summary>Reads all records.</summary>
    /// <returns>The line each begins on, from 1, with its fields, or why it is none. Blank lines are left out.</returns>
    /// <exception cref="InvalidDataException">The stream is gzip and broken or cut off.</exception>
    public static async IAsyncEnumerable<(long Line, IReadOnlyList<string>? Fields, string? Reason)> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = LineReader.RawAsync(stream, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var ahead = new Stack<ReadLine>();
        while (await NextAsync() is var (number, first, passed))
        {
            if (first is not null && first.AsSpan().Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            var record = new CsvRecord();
            var taken = new List<ReadLine>();
            var reason = Add(record, first);
            // Half as far for each record that ran over this line in vain: else a file of such quotes is read over and over.
            var longest = LongestOpen >> Math.Min(passed, 30);
            for (var size = 0L; reason is null && record.IsOpen;)
            {
                if (size > longest || await NextAsync() is not { } next)
                {
                    reason = "a quote is opened and never closed";
                    break;
                }

                taken.Add(next with { Passed = next.Passed + 1 });
                size += (next.Line?.Length ?? LongestOpen) + 1;
                reason = Add(record, next.Line);
            }

            if (reason is null)
            {
                yield return (number, record.Fields, null);
                continue;
            }

            foreach (var line in Enumerable.Reverse(taken))
            {
                ahead.Push(line);
            }

            yield return (number, null, reason);
        }

        async ValueTask<ReadLine?> NextAsync() =>
            ahead.TryPop(out var waiting) ? waiting : await lines.MoveNextAsync() ? new ReadLine(lines.Current.Number, lines.Current.Line, 0) : null;
    }

    private static string? Add(CsvRecord record, byte[]? line) =>
        line is null ? $"the line is longer than {LineReader.LongestLine >> 20} MiB"
        : !Utf8.IsValid(line) ? "it is not valid UTF-8"
        : record.TryAdd(Encoding.UTF8.GetString(line is [.. var text, (byte)'\r'] ? text : line)) ? null
        : "something stands between a closing quote and the next comma";

    /// <summary>A line, and how many records ran over it in vain.</summary>
    private readonly record struct ReadLine(long Number, byte[]? Line, int Passed);
}
