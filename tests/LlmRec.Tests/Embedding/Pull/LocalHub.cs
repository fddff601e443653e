using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LlmRec.Tests.Embedding.Pull;

/// <summary>
/// A hub with Hugging Face's paths and headers on this machine: large files lie on another host (<c>localhost</c> instead of
/// <c>127.0.0.1</c>), to which it redirects with <c>X-Linked-Etag</c>. It can be told to fail.
/// </summary>
internal sealed class LocalHub : IAsyncDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly HttpListener _listener;
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Task _serving;
    private readonly int _port;

    public LocalHub()
    {
        (_listener, _port) = Listen();
        _serving = ServeAsync();
    }

    /// <summary>Listens on a free port, found by trying; a listener that could not start is of no more use.</summary>
    private static (HttpListener Listener, int Port) Listen()
    {
        for (var tries = 0; ; tries++)
        {
            var listener = new HttpListener();
            var port = Random.Shared.Next(20_000, 60_000);
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            listener.Prefixes.Add($"http://localhost:{port}/");
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException) when (tries < 20)
            {
                listener.Close();
            }
        }
    }

    public Uri Endpoint => new($"http://127.0.0.1:{_port}");

    /// <summary>Every request: path, range, and whether it brought a token.</summary>
    public ConcurrentQueue<(string Host, string Path, string? Range, bool Token)> Requests { get; } = [];

    public string? RequiredToken { get; set; }

    public bool Ranges { get; set; } = true;

    public bool StatesHashes { get; set; } = true;

    /// <summary>How many answers with a file's content break off half-way.</summary>
    public int BreakOffs { get; set; }

    /// <summary>Changes what is sent of a file.</summary>
    public Func<string, byte[], byte[]> Sent { get; set; } = (_, content) => content;

    public HttpStatusCode? Status { get; set; }

    public bool RedirectsForever { get; set; }

    public void Add(string name, byte[] content) => _files[name] = content;

    public void AddFolder(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            Add(Path.GetRelativePath(folder, file), File.ReadAllBytes(file));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private static bool IsLarge(string name) => name.EndsWith(".onnx", StringComparison.Ordinal) || name.EndsWith(".bin", StringComparison.Ordinal);

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                Answer(context);
            }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The client left.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var path = Uri.UnescapeDataString(request.Url!.AbsolutePath);
        var token = request.Headers["Authorization"];
        Requests.Enqueue((request.Url.Host, request.Url.PathAndQuery, request.Headers["Range"], token is not null));
        if (RedirectsForever)
        {
            Redirect(response, $"{Endpoint}again");
        }
        else if (Status is { } status)
        {
            End(response, status);
        }
        else if (path.StartsWith("/cdn/", StringComparison.Ordinal))
        {
            Content(request, response, path["/cdn/".Length..]);
        }
        else if (RequiredToken is not null && token != $"Bearer {RequiredToken}")
        {
            End(response, HttpStatusCode.Unauthorized);
        }
        else if (path.StartsWith("/api/models/owner/name/revision/", StringComparison.Ordinal))
        {
            End(response, path.EndsWith("/main", StringComparison.Ordinal) || path.EndsWith("/v1.0", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.NotFound, Listing());
        }
        else if (path.StartsWith($"/owner/name/resolve/{Commit}/", StringComparison.Ordinal) && path[$"/owner/name/resolve/{Commit}/".Length..] is var name && _files.ContainsKey(name))
        {
            if (IsLarge(name))
            {
                response.Headers["X-Linked-Etag"] = $"\"{Sha256(_files[name])}\"";
                response.Headers["X-Linked-Size"] = $"{_files[name].Length}";
                Redirect(response, $"http://localhost:{_port}/cdn/{name}");
            }
            else
            {
                Content(request, response, name);
            }
        }
        else
        {
            End(response, HttpStatusCode.NotFound);
        }
    }

    private void Content(HttpListenerRequest request, HttpListenerResponse response, string name)
    {
        var content = Sent(name, _files[name]);
        var from = 0;
        if (Ranges && request.Headers["Range"] is { } range)
        {
            from = int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture);
            if (from >= content.Length)
            {
                End(response, HttpStatusCode.RequestedRangeNotSatisfiable);
                return;
            }

            response.StatusCode = (int)HttpStatusCode.PartialContent;
            response.Headers["Content-Range"] = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }

        var rest = content.AsSpan(from);
        response.ContentLength64 = rest.Length;
        if (BreakOffs > 0 && IsLarge(name))
        {
            BreakOffs--;
            response.OutputStream.Write(rest[..(rest.Length / 2)]);
            response.OutputStream.Flush();
            response.Abort();
            return;
        }

        response.OutputStream.Write(rest);
        response.Close();
    }

    private byte[] Listing() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = "owner/name",
        sha = Commit,
        siblings = _files.Select(f => IsLarge(f.Key)
            ? (object)new { rfilename = f.Key, size = f.Value.Length, blobId = "x", lfs = StatesHashes ? new { sha256 = Sha256(f.Value), size = f.Value.Length, pointerSize = 134 } : null }
            : new { rfilename = f.Key, size = f.Value.Length, blobId = GitSha1(f.Value) }),
    });

    private static void Redirect(HttpListenerResponse response, string to)
    {
        response.RedirectLocation = to;
        End(response, HttpStatusCode.Found);
    }

    private static void End(HttpListenerResponse response, HttpStatusCode status, byte[]? content = null)
    {
        response.StatusCode = (int)status;
        response.Close(content is null || status != HttpStatusCode.OK ? [] : content, willBlock: true);
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

#pragma warning disable CA5350 // Git names its objects so.
    private static string GitSha1(byte[] content) => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350
}
