namespace LlmRec.Catalog.Import;

/// <summary>A file to import, gzipped or not (told by its first bytes, not by its name), read as a stream with a known position.</summary>
public sealed class InputFile : IAsyncDisposable
{
    private readonly FileStream _file;

    private InputFile(FileStream file, Stream content)
    {
        _file = file;
        Content = content;
    }

    /// <summary>The content, unzipped.</summary>
    public Stream Content { get; }

    /// <summary>Bytes of the file read so far, as stored.</summary>
    public long Position => _file.Position;

    /// <summary>Bytes of the file, as stored.</summary>
    public long Length => _file.Length;

    /// <summary>Opens a file.</summary>
    /// <exception cref="ImportException">There is no such file, or it can't be read, or it is a pipe.</exception>
    public static async Task<InputFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (path.Length == 0)
        {
            throw new ImportException("The name of a file is empty.");
        }

        try
        {
            var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 1 << 16 });
            if (!file.CanSeek)
            {
                await file.DisposeAsync();
                throw new ImportException($"{path} is a pipe, and an import reads its files more than once. Write it to a file first.");
            }

            var magic = new byte[2];
            var read = await file.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancellationToken);
            file.Position = 0;
            return new(file, read == 2 && magic is [0x1f, 0x8b] ? new WholeGzipStream(file) : file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"{path} can't be read: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        await _file.DisposeAsync();
    }
}

/// <summary>An import that can't go on; the message says why and what to do. What was stored before stays.</summary>
public sealed class ImportException : Exception
{
    /// <param name="message">Why, and what to do.</param>
    public ImportException(string message)
        : base(message)
    {
    }
}
