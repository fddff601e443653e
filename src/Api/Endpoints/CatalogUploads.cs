using System.Text.Json;
using LlmRec.Api.Hosting;
using LlmRec.Catalog;
using LlmRec.Catalog.Import;

namespace LlmRec.Api.Endpoints;

/// <summary>What became of what was sent in.</summary>
/// <param name="Accepted">Stored, new or changed.</param>
/// <param name="Unchanged">Known already.</param>
/// <param name="Rejected">Not stored: where and why, the first hundred.</param>
/// <param name="RejectedCount">Not stored, all of them.</param>
internal sealed record UploadAnswer(long Accepted, long Unchanged, IReadOnlyList<Rejection> Rejected, long RejectedCount);

/// <summary>An entry that was not stored.</summary>
/// <param name="Index">Its index in the array, from 0; or its line in an NDJSON stream, from 1.</param>
/// <param name="Reason">Why.</param>
internal sealed record Rejection(long Index, string Reason);

/// <summary>
/// Takes lists of entries: a JSON array, or NDJSON as it streams in. Where the body breaks off (the client leaves, the JSON
/// is damaged, the limit is reached), what came whole before is stored.
/// </summary>
internal static class CatalogUploads
{
    private const int EntriesABatch = 1_000;
    private const int MostRejections = 100;

    public static async Task<UploadAnswer> StoreAsync<T>(HttpRequest request, Func<IReadOnlyList<T>, Task<IReadOnlyList<EntryOutcome>>> store, CancellationToken cancellationToken)
        where T : class
    {
        var rejections = new List<Rejection>();
        var entries = new EntriesUpToBreak<T>(Entries<T>(request, cancellationToken));
        var counts = await EntryBatches.StoreAsync(
            entries.ReadAsync(),
            EntriesABatch,
            store,
            (index, reason) =>
            {
                if (rejections.Count < MostRejections)
                {
                    rejections.Add(new(index, reason));
                }
            },
            cancellationToken: CancellationToken.None);
        var before = $"Of the {counts.Accepted + counts.Unchanged + counts.Rejected} entries before it {counts.Accepted} were accepted, {counts.Unchanged} unchanged, {counts.Rejected} rejected.";
        switch (entries.Break?.SourceException)
        {
            case JsonException json:
                throw new BadInputException($"{BadRequests.DetailOf(json)} {before}");
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } tooLarge:
                throw new BadInputException($"{BadRequests.DetailOf(tooLarge)} {before}", StatusCodes.Status413PayloadTooLarge);
        }

        entries.Break?.Throw();
        return new(counts.Accepted, counts.Unchanged, rejections, counts.Rejected);
    }

    private static IAsyncEnumerable<ReadEntry<T>> Entries<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class => MediaType(request) switch
        {
            "application/x-ndjson" or "application/jsonl" or "application/ndjson" => EntryReader.LinesAsync<T>(request.Body, cancellationToken),
            "application/json" or null => EntryReader.ArrayAsync<T>(request.Body, cancellationToken),
            var other => throw new BadInputException(
                $"The content type {other} is not taken here. Send a JSON array as application/json, or one object a line as application/x-ndjson.", StatusCodes.Status415UnsupportedMediaType),
        };

    private static string? MediaType(HttpRequest request) => request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
}
