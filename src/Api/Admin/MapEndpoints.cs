using System.Buffers.Binary;
using LlmRec.Api.Endpoints;
using LlmRec.Api.Hosting;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Map;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace LlmRec.Api.Admin;

/// <summary>The map of the catalogue's vectors.</summary>
internal static class MapEndpoints
{
    public static void MapMap(this RouteGroupBuilder admin)
    {
        admin.MapGet("/map", async (MapReader maps, CancellationToken cancellationToken) => TypedResults.Ok(await maps.DescribeAsync(cancellationToken)))
            .WithName("adminMap").WithSummary("What there is to say of the map").WithDescription("`tag` is null where none was made; `POST /v1/projections` makes one.");
        admin.MapGet("/map/points", PointsAsync).WithName("adminMapPoints").WithSummary("The map's points, as bytes")
            .WithDescription("Little-endian: for each point x and y, 16 bits each with a sign; then for each point a byte, the number of its band (0 for none). Answers 304 to an `If-None-Match` that knows this map.")
            .Produces<byte[]>(contentType: "application/octet-stream").Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);
        admin.MapGet("/map/items", ItemsAsync).WithName("adminMapItems").WithSummary("Items by their places on the map, or by id")
            .WithDescription("`?at=0&at=5` or `?id=A&id=B`, 1,000 at most.");
        admin.MapGet("/map/neighbours", NeighboursAsync).WithName("adminMapNeighbours").WithSummary("The items whose vectors are nearest to an item's");
    }

    private static async Task<IResult> PointsAsync(HttpContext context, MapReader maps, CancellationToken cancellationToken)
    {
        if (await maps.MapAsync(cancellationToken) is not { } map)
        {
            return Errors.NotFound("No map was made of the vectors in use. POST /v1/projections makes one.");
        }

        // A browser may keep it, and asks whether it still holds; nobody between may.
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Vary = "X-Api-Key, Authorization";
        return TypedResults.Bytes(Bytes(map), "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{map.Tag}\""));
    }

    private static byte[] Bytes(CatalogueMap map)
    {
        var bytes = new byte[(2 * map.Places.Length) + map.Bands.Length];
        for (var i = 0; i < map.Places.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), map.Places[i]);
        }

        map.Bands.CopyTo(bytes, 2 * map.Places.Length);
        return bytes;
    }

    private static async Task<Ok<MapItems>> ItemsAsync(int[]? at, string[]? id, MapReader maps, CancellationToken cancellationToken) => at?.Length > MapReader.MostItems
        ? throw new BadInputException($"at names {at.Length:n0} places; at most {MapReader.MostItems:n0} are taken.")
        : TypedResults.Ok(new MapItems(await maps.ItemsAsync(at ?? [], RequestChecks.Ids(id, "id"), cancellationToken)));

    private static async Task<Results<Ok<MapItems>, ProblemHttpResult>> NeighboursAsync(string? id, int? limit, MapReader maps, ItemTable items, CancellationToken cancellationToken)
    {
        var most = RequestChecks.Limit(limit);
        _ = await maps.MapAsync(cancellationToken);
        return string.IsNullOrEmpty(id) ? Errors.BadRequest("Say whose neighbours: /v1/admin/map/neighbours?id=ITEM")
            : items.Find(id) is { } item ? TypedResults.Ok(new MapItems(await maps.NeighboursAsync(item, most, cancellationToken)))
            : Errors.NotFound($"There is no item '{id}'.");
    }
}

/// <summary>Items on the map.</summary>
/// <param name="Items">The items.</param>
internal sealed record MapItems(IReadOnlyList<MapItem> Items);
