using System.Net;

namespace LlmRec.Embedding.Pull;

/// <summary>
/// Fetches one file beside its final place. What arrived of an interrupted download stays and is gone on from; a file counts
/// as fetched only when size and hash are what the hub states.
/// </summary>
internal sealed class FileDownload
{
    private const int Attempts = 5;
    private const int BufferSize = 1 << 16;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    private readonly Hub _hub;
    private readonly string _commit;
    private readonly TimeProvider _time;

    public FileDownload(Hub hub, string commit, TimeProvider time)
    {
        _hub = hub;
        _commit = commit;
        _time = time;
    }

    /// <summary>Fetches a file.</summary>
    /// <param name="file">Which.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="progress">Told how many bytes are here.</param>
    /// <param name="cancellationToken">Stops it; what arrived stays.</param>
    /// <exception cref="PullException">The hub refuses, breaks off again and again, or sends something else than it states.</exception>
    public async Task FetchAsync(HubFile file, string destination, Action<long> progress, CancellationToken cancellationToken)
    {
        if (File.Exists(destination))
        {
            progress(file.Size);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        var part = destination + ".part";
        for (var attempt = 1; ; attempt++)
        {
            var before = Length(part);
            try
            {
                var linkedHash = await AppendAsync(file, part, progress, cancellationToken);
                await FileCheck.AssertAsync(part, file, linkedHash, cancellationToken);
                File.Move(part, destination);
                return;
            }
            catch (Exception e) when (IsTransient(e, cancellationToken))
            {
                // Whoever gets on may go on; only standing still counts.
                attempt = Length(part) > before ? 0 : attempt;
                if (attempt >= Attempts)
                {
                    throw new PullException($"{file.Name} could not be fetched: {e.Message} {Length(part):n0} of {file.Size:n0} bytes are here; the same command goes on from there.");
                }

                await Task.Delay(Pause * Math.Max(1, attempt), _time, cancellationToken);
            }
        }
    }

    private async Task<string?> AppendAsync(HubFile file, string part, Action<long> progress, CancellationToken cancellationToken)
    {
        var have = Length(part);
        if (have > file.Size)
        {
            File.Delete(part);
            have = 0;
        }

        if (have == file.Size && have > 0)
        {
            return null;
        }

        using var opened = await _hub.OpenAsync(_commit, file, have, cancellationToken);
        if (opened.Response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            File.Delete(part);
            throw new TransientHubException($"the hub has fewer than {have:n0} bytes of it.");
        }

        // A hub without ranges answers 200 with the whole file.
        var goesOn = opened.Response.StatusCode == HttpStatusCode.PartialContent && opened.Response.Content.Headers.ContentRange?.From == have;
        await using var to = new FileStream(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);
        await using var from = await opened.Response.Content.ReadAsStreamAsync(cancellationToken);
        await CopyAsync(from, to, file, progress, cancellationToken);
        return opened.LinkedHash;
    }

    private async Task CopyAsync(Stream from, FileStream to, HubFile file, Action<long> progress, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        using var silence = new CancellationTokenSource(Silence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        while (await ReadAsync(from, buffer, either.Token, cancellationToken) is > 0 and var read)
        {
            silence.CancelAfter(Silence);
            if (to.Position + read > file.Size)
            {
                throw new PullException($"{file.Name} is longer than the {file.Size:n0} bytes that the hub states: it is not taken. Try again, or another revision.");
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress(to.Position);
        }

        if (to.Position < file.Size)
        {
            throw new TransientHubException("the connection broke off.");
        }
    }

    /// <summary>Reads on; a fault of the network is told from one of the disk, which trying again would not mend.</summary>
    private static async Task<int> ReadAsync(Stream from, byte[] buffer, CancellationToken whileNotSilent, CancellationToken cancellationToken)
    {
        try
        {
            return await from.ReadAsync(buffer, whileNotSilent);
        }
        catch (IOException e)
        {
            throw new TransientHubException($"the connection broke off ({e.Message}).");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientHubException($"the hub sent nothing for {Silence.TotalSeconds} seconds.");
        }
    }

    private static bool IsTransient(Exception e, CancellationToken cancellationToken) =>
        e is TransientHubException or HttpRequestException || (e is TaskCanceledException { InnerException: TimeoutException } && !cancellationToken.IsCancellationRequested);

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
