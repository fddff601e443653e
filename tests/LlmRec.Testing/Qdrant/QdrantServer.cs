using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LlmRec.Testing.Qdrant.Collections;
using LlmRec.Testing.Qdrant.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace LlmRec.Testing.Qdrant;

/// <summary>
/// A stand-in for Qdrant 1.18 in this process: collections, payload indexes, points, filters, queries and aliases over REST,
/// with exact search. Held to answers recorded of the real one, and holds requests to its OpenAPI document. It fails as told
/// by <see cref="Faults"/>; what it stores outlives <see cref="KillAsync"/>.
/// </summary>
public sealed class QdrantServer : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Storage _storage = new();
    private readonly Router _router;
    private readonly Cluster _cluster;
    private readonly ConcurrentQueue<QdrantRequest> _requests = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private WebApplication? _app;
    private int _port;

    private QdrantServer(int nodes)
    {
        _cluster = new(Faults);
        _router = new(_storage, _cluster, Faults, nodes);
        Faults.NodesChanged += () =>
        {
            lock (_gate)
            {
                _cluster.NodesChanged();
            }
        };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>How it fails.</summary>
    public QdrantFaults Faults { get; } = new();

    /// <summary>The key that may do everything; null for no keys at all.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The key that may read.</summary>
    public string? ReadOnlyKey { get; set; }

    /// <summary>Every request that reached it, in order.</summary>
    public IReadOnlyCollection<QdrantRequest> Requests => _requests;

    /// <summary>Requests it carried out though they violate Qdrant's OpenAPI document, and how.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>Names of its collections.</summary>
    public IReadOnlyList<string> Collections
    {
        get
        {
            lock (_gate)
            {
                return [.. _storage.Collections.Keys];
            }
        }
    }

    /// <summary>Aliases, each with its collection.</summary>
    public IReadOnlyDictionary<string, string> Aliases
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, string>(_storage.Aliases);
            }
        }
    }

    /// <summary>Starts a server on a free port of the loopback interface.</summary>
    /// <param name="nodes">How many nodes it plays; collections have as many shards unless they say otherwise.</param>
    public static async Task<QdrantServer> StartAsync(int nodes = 1)
    {
        var server = new QdrantServer(nodes);
        await server.ReviveAsync();
        return server;
    }

    /// <summary>Forgets all collections and aliases, as a new volume would.</summary>
    public void Wipe()
    {
        lock (_gate)
        {
            _storage.Collections.Clear();
            _storage.Aliases.Clear();
        }
    }

    /// <summary>Points in a collection or behind an alias.</summary>
    public int CountOf(string collection)
    {
        lock (_gate)
        {
            return _storage.Find(collection).Points.Count;
        }
    }

    /// <summary>Stops listening and breaks all connections.</summary>
    public async Task KillAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
        }
    }

    /// <summary>Listens again, at the same address, with what was stored.</summary>
    public async Task ReviveAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, _port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync();
        _port = new Uri(_app.Urls.Single()).Port;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task HandleAsync(HttpContext context)
    {
        // Undecoded, so that a slash in a name stays part of it.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        if (await BodyAsync(context) is not { } body)
        {
            context.Abort();
            return;
        }

        var request = new QdrantRequest(context.Request.Method, target[0], target.Length > 1 ? "?" + target[1] : "", body);
        _requests.Enqueue(request);
        if (Faults.Delay > TimeSpan.Zero)
        {
            try
            {
                await Task.Delay(Faults.Delay, context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        await WriteAsync(context, Faults.Garbage is { } garbage ? Answer.Plain(garbage) : Answered(context, request));
    }

    private Answer Answered(HttpContext context, QdrantRequest request)
    {
        try
        {
            if (Refusal(context, request) is { } refusal)
            {
                return refusal;
            }

            if (Faults.Refuses?.Invoke(request) == true)
            {
                throw QdrantError.Internal("told to fail");
            }

            var path = request.Path.Split('/')[1..].Select(Uri.UnescapeDataString).ToArray();
            Answer answer;
            lock (_gate)
            {
                answer = _router.Answer(request.Method, path, context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()), request.Body);
            }

            if (answer.Status == 200 && OpenApiDocument.Shared?.Violation(request.Method, path, context.Request.Query.Keys, request.Body) is { } violation)
            {
                _violations.Enqueue(violation);
            }

            return Faults.RefusesAfterwards?.Invoke(request) == true ? throw QdrantError.Internal("told to fail after the fact") : answer;
        }
        catch (QdrantError error)
        {
            return Answer.Failed(error);
        }
#pragma warning disable CA1031 // A fault of the stand-in itself is told to whoever reads the test's output.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Answer.Failed(QdrantError.Internal($"the stand-in broke: {e}"));
        }
    }

    private Answer? Refusal(HttpContext context, QdrantRequest request)
    {
        if (ApiKey is null || request.Path is "/" or "/healthz" or "/livez" or "/readyz")
        {
            return null;
        }

        var bearer = context.Request.Headers.Authorization.ToString();
        var given = context.Request.Headers.TryGetValue("api-key", out var key) ? key.ToString()
            : bearer.StartsWith("Bearer ", StringComparison.Ordinal) ? bearer["Bearer ".Length..]
            : null;
        if (given is null)
        {
            return Answer.Nothing(401, "Must provide an API key or an Authorization bearer token");
        }

        if (given != ApiKey && given != ReadOnlyKey)
        {
            return Answer.Nothing(401, "Invalid API key or JWT");
        }

        return given == ApiKey || !request.IsWrite ? null : Answer.Failed(new(403, "Forbidden: Global manage access is required"));
    }

    /// <summary>The body; null when it is longer than allowed.</summary>
    private async Task<string?> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > Faults.MostBytes)
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private static async Task WriteAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Json is { } json)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(json.ToJsonString());
        }
        else
        {
            context.Response.ContentType = answer.ContentType;
            await context.Response.WriteAsync(answer.Text);
        }
    }
}
