using System.Net;
using System.Net.Http.Headers;

namespace LlmRec.Embedding.Pull;

/// <summary>
/// A hub with Hugging Face's paths. Redirects are followed here and not by the client, since the token must not reach the
/// storage host that they lead to, and since the hash of a large file stands in the answer that redirects.
/// </summary>
internal sealed class Hub
{
    private const int MostRedirects = 5;

    private readonly HttpClient _http;
    private readonly PullRequest _request;

    /// <param name="http">A client that does not follow redirects.</param>
    /// <param name="request">Which model, at which hub, with which token.</param>
    public Hub(HttpClient http, PullRequest request)
    {
        _http = http;
        _request = request;
    }

    /// <summary>What the repository holds.</summary>
    /// <exception cref="PullException">It can't be read.</exception>
    public async Task<HubListing> ListAsync(CancellationToken cancellationToken)
    {
        var address = At($"api/models/{_request.Model.Owner}/{_request.Model.Name}/revision/{Uri.EscapeDataString(_request.Model.Revision)}?blobs=true");
        using var opened = await OpenAsync(address, from: 0, cancellationToken);
        return HubListing.Read(await opened.Response.Content.ReadAsByteArrayAsync(cancellationToken), address);
    }

    /// <summary>Opens a file's content.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="file">The file.</param>
    /// <param name="from">The first byte wanted; the hub may send all the same from the beginning.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PullException">The hub refuses.</exception>
    public Task<OpenedFile> OpenAsync(string commit, HubFile file, long from, CancellationToken cancellationToken) => OpenAsync(
        At($"{_request.Model.Owner}/{_request.Model.Name}/resolve/{commit}/{string.Join('/', file.Name.Split('/').Select(Uri.EscapeDataString))}"), from, cancellationToken);

    private Uri At(string path) => new(_request.Endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);

    private async Task<OpenedFile> OpenAsync(Uri address, long from, CancellationToken cancellationToken)
    {
        string? linkedHash = null;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            if (_request.Token is { Length: > 0 } token && SameHost(address))
            {
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            message.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
            var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            linkedHash ??= response.Headers.TryGetValues("X-Linked-Etag", out var linked) ? linked.First().Trim('"') : null;
            if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                return new(response, linkedHash);
            }

            using (response)
            {
                if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } location)
                {
                    throw Refused(response.StatusCode, address);
                }

                var next = new Uri(address, location);
                if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != address.Scheme)
                {
                    throw new PullException($"{address} leads to {next.GetLeftPart(UriPartial.Authority)}, which is not encrypted: nothing was fetched from there.");
                }

                address = next;
            }
        }

        throw new PullException($"{address.Host} redirects more than {MostRedirects} times. Check the endpoint.");
    }

    private bool SameHost(Uri address) => Uri.Compare(address, _request.Endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private Exception Refused(HttpStatusCode status, Uri address) => status switch
    {
        HttpStatusCode.Unauthorized => new PullException(_request.Token is { Length: > 0 }
            ? $"{address.Host} does not take the token in HF_TOKEN for {_request.Model} (401), or there is no such model."
            : $"{address.Host} asks for a token for {_request.Model} (401): set HF_TOKEN. Or there is no such model."),
        HttpStatusCode.Forbidden => new PullException($"{address.Host} does not let this token read {_request.Model} (403): accept the model's conditions on its page, or use another token."),
        HttpStatusCode.NotFound => new PullException($"{address.Host} has no {_request.Model} (404): check owner, name and revision."),
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new TransientHubException($"{address.Host} answered {(int)status}"),
        _ => new PullException($"{address.Host} answered {(int)status} for {_request.Model}. Check the endpoint."),
    };
}

/// <summary>A file's content on its way.</summary>
/// <param name="Response">The answer.</param>
/// <param name="LinkedHash">SHA-256 of the whole file, if the hub stated it on the way.</param>
internal sealed record OpenedFile(HttpResponseMessage Response, string? LinkedHash) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Response.Dispose();
}

/// <summary>The hub failed in a way that may pass.</summary>
internal sealed class TransientHubException(string message) : Exception(message);
