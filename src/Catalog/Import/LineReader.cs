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

    /// <summary>Reads all lines.</summary>
    /// <returns>Each line with its number from 1; null for a line that is too long. Empty lines are left out.</returns>
    /// <exception cref="InvalidDataException">The stream is gzip and broken or cut off.</exception>
    public static async IAsyncEnumerable<(long Number, byte[]? Line)> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
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
                if (tooLong || line.Length > LongestLine)
                {
                    yield return (number, null);
                }
                else if (Trimmed(line, number) is { Length: > 0 } bytes)
                {
                    yield return (number, bytes);
                }

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
                if (tooLong)
                {
                    yield return (number, null);
                }
                else if (Trimmed(buffer, number) is { Length: > 0 } last)
                {
                    yield return (number, last);
                }

                await reader.CompleteAsync();
                yield break;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static byte[] Trimmed(ReadOnlySequence<byte> line, long number)
    {
        var bytes = line.ToArray().AsSpan();
        if (number == 1 && bytes.StartsWith(ByteOrderMark))
        {
            bytes = bytes[3..];
        }

        return bytes.Trim(" \t\r"u8).ToArray();
    }
}
