using System.IO.Compression;

namespace LlmRec.Catalog.Import;

/// <summary>
/// Unzips a gzip file and notices when it was cut off: <see cref="GZipStream"/> takes that for its end, and a part would pass
/// for the whole. A gzip file may consist of several (RFC 1952, §2.2): a mark is put behind the file as one more, and comes
/// out at the end only when all before it was whole.
/// </summary>
internal sealed class WholeGzipStream : ForwardStream
{
    private static readonly byte[] Mark = "the end of the whole file"u8.ToArray();
    private static readonly byte[] ZippedMark = Zipped(Mark);

    private readonly GZipStream _unzipped;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <param name="zipped">The file, from its start; not disposed.</param>
    public WholeGzipStream(Stream zipped) => _unzipped = new(new Followed(zipped), CompressionMode.Decompress);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is broken or cut off.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // As much as the mark is long is held back: it may be the mark.
        while (_end - _start <= Mark.Length)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = await _unzipped.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return _buffer.AsSpan(0, _end).SequenceEqual(Mark) ? 0 : throw new InvalidDataException("it is cut off");
            }

            _end += read;
        }

        var count = Math.Min(buffer.Length, _end - _start - Mark.Length);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _unzipped.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Zipped(byte[] content)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            zip.Write(content);
        }

        return zipped.ToArray();
    }

    /// <summary>The file, and the mark behind it.</summary>
    private sealed class Followed(Stream file) : ForwardStream
    {
        private readonly MemoryStream _mark = new(ZippedMark);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await file.ReadAsync(buffer, cancellationToken) is var read && read > 0 ? read : await _mark.ReadAsync(buffer, cancellationToken);
    }
}
