using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>
/// Requests to Qdrant's REST interface, each with a timeout, repetitions and a circuit breaker; searches apart from changes,
/// because a cluster that has lost a node may still search. Everything it sends may be repeated: a 500 says nothing about
/// whether it took effect.
/// </summary>
internal sealed class QdrantClient : IDisposable
{
    private const int MostAnswerBytes = 64 << 20;

    private readonly Uri[] _nodes;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _slots;
    private readonly ResiliencePipeline _searches;
    private readonly ResiliencePipeline _changes;
    private int _node;

    public QdrantClient(IReadOnlyList<Uri> nodes, QdrantOptions options, TimeProvider time, ILogger logger)
    {
        _nodes = [.. nodes];
        _slots = new(options.Concurrency, options.Concurrency);
        var resilience = new QdrantResilience(options, time, logger);
        _searches = resilience.Pipeline("searches", options.SearchTimeoutMs, options.SearchRetries, TimeSpan.FromMilliseconds(30));
        _changes = resilience.Pipeline("changes", options.WriteTimeoutMs, options.WriteRetries, TimeSpan.FromMilliseconds(200));
        _http = new(new SocketsHttpHandler
        {
            // A redirect would take the key elsewhere.
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MostAnswerBytes,
        };
        if (options.ApiKey is { Length: > 0 } key)
        {
            _http.DefaultRequestHeaders.Add("api-key", key);
        }
    }

    /// <summary>Sends a search and reads its result.</summary>
    /// <exception cref="QdrantException">It failed, or Qdrant is being left alone.</exception>
    public Task<T> SearchAsync<T>(string path, ReadOnlyMemory<byte> body, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        SendAsync(_searches, HttpMethod.Post, path, body, read, cancellationToken);

    /// <summary>Sends anything else and reads its result.</summary>
    /// <inheritdoc cref="SearchAsync"/>
    public Task<T> SendAsync<T>(HttpMethod method, string path, ReadOnlyMemory<byte>? body, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        SendAsync(_changes, method, path, body, read, cancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        _slots.Dispose();
    }

    private async Task<T> SendAsync<T>(
        ResiliencePipeline pipeline, HttpMethod method, string path, ReadOnlyMemory<byte>? body, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            return await pipeline.ExecuteAsync(async token => await AttemptAsync(method, path, body, read, token), cancellationToken);
        }
        catch (TimeoutRejectedException e)
        {
            throw new QdrantException($"Qdrant at {_nodes[_node]} did not answer within {e.Timeout.TotalMilliseconds:0} ms.", 0, e);
        }
        catch (BrokenCircuitException e)
        {
            throw new QdrantException($"Qdrant at {_nodes[_node]} is left alone for a while after it failed repeatedly.", 0, e);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<T> AttemptAsync<T>(HttpMethod method, string path, ReadOnlyMemory<byte>? body, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var node = Volatile.Read(ref _node);
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(_nodes[node], path));
            if (body is { } bytes)
            {
                request.Content = new ReadOnlyMemoryContent(bytes);
                request.Content.Headers.ContentType = new("application/json");
            }

            using var response = await _http.SendAsync(request, cancellationToken);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? Read(answer, read, _nodes[node]) : throw Refusal(method, path, response.StatusCode, answer, _nodes[node]);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Leave(node);
            throw new QdrantException($"Qdrant at {_nodes[node]} cannot be reached: {e.Message}", 0, e);
        }
        catch (Exception e) when (e is OperationCanceledException or QdrantException { IsPassing: true })
        {
            Leave(node);
            throw;
        }
    }

    /// <summary>The next attempt goes to another node, if there is one.</summary>
    private void Leave(int node) => Interlocked.CompareExchange(ref _node, (node + 1) % _nodes.Length, node);

    private static T Read<T>(byte[] answer, Func<JsonElement, T> read, Uri node)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return read(document.RootElement.GetProperty("result"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new QdrantException($"What answers at {node} does not answer as Qdrant does: {e.Message}", 0, e);
        }
    }

    private static QdrantException Refusal(HttpMethod method, string path, HttpStatusCode status, byte[] answer, Uri node)
    {
        var hint = status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? " Check LlmRec:Qdrant:ApiKey." : "";
        return new($"Qdrant at {node} answered {method} {path} with {(int)status}: {Reason(answer)}{hint}", (int)status);
    }

    private static string Reason(byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.GetProperty("status").GetProperty("error").GetString() ?? "";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Some refusals are plain text.
            const int Enough = 200;
            return System.Text.Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(answer.Length, Enough)));
        }
    }
}
