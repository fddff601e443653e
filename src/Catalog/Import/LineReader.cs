using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace LlmRec.Catalog.Import;

/// <summary>Reads lines of bytes from a stream, keeping no more than one line in memory.</summary>
public static class LineReader
{
    /// <summary>The longest line taken, in bytes: 4 MiB. Longer ones are passed over.</summary>
    public const int LongestLine = 4 << 20;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>Reads all lines that are not blank, without the white space around them.</summary>
    /// <inheritdoc cref="RawAsync"/>
    public static async IAsyncEnumerable<(long Number, byte[]? Line)> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (number, line) in RawAsync(stream, cancellationToken))
        {
            if (line is null)
            {
                yield return (number, null);
            }
            else if (line.AsSpan().Trim(" \t\r"u8) is { Length: > 0 } trimmed)
            {
                yield return (number, trimmed.Length == line.Length ? line : trimmed.ToArray());
            }
        }
    }

    /// <summary>Reads all lines as they are, without their line feed and without a byte order mark in front of the first.</summary>
    /// <returns>Each line with its number from 1; null for a line that is too long.</returns>
    /// <exception cref="InvalidDataException">The stream is gzip and broken or cut off.</exception>
    internal static async IAsyncEnumerable<(long Number, byte[]? Line)> RawAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        var number = 1L;
        var tooLong = false;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                yield return (number, tooLong || line.Length > LongestLine ? null : Bytes(line, number));
                tooLong = false;
                number++;
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            if (buffer.Length > LongestLine)
            {
                // Forget what has come of it: the rest is dropped as it comes.
                tooLong = true;
                buffer = buffer.Slice(buffer.End);
            }

            if (result.IsCompleted)
            {
                if (tooLong || buffer.Length > 0)
                {
                    yield return (number, tooLong ? null : Bytes(buffer, number));
                }

                await reader.CompleteAsync();
                yield break;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static byte[] Bytes(ReadOnlySequence<byte> line, long number)
    {
        var bytes = line.ToArray();
        return number == 1 && bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
    }
}
