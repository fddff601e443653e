using LlmRec.Agents.Conversing.State;
using LlmRec.Api.Hosting;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Api.Endpoints;

/// <summary>Checks of what requests ask for, each with a message that says what is allowed.</summary>
internal static class RequestChecks
{
    private const int DefaultLimit = 10;
    private const int LongestWish = 1_000_000;
    private const int MostIds = 1_000;
    private const int MostAttributes = 64;

    public static int Limit(int? limit) => limit switch
    {
        null => DefaultLimit,
        >= 1 and <= RecommendationRequest.MostItems => limit.Value,
        _ => throw new BadInputException($"limit must be from 1 to {RecommendationRequest.MostItems}; it is {limit}."),
    };

    public static double? Diversity(double? diversity) => diversity is null or (>= 0 and <= 1)
        ? diversity
        : throw new BadInputException($"diversity must be from 0 (by score alone) to 1 (as unlike each other as can be); it is {diversity}.");

    public static string Wish(string wish, string name) => wish.Length <= LongestWish
        ? wish
        : throw new BadInputException($"{name} has {wish.Length:n0} characters; at most {LongestWish:n0} are taken.");

    public static IReadOnlyList<string> Ids(IReadOnlyList<string>? ids, string name) => (ids?.Count ?? 0) <= MostIds
        ? [.. (ids ?? []).Where(id => !string.IsNullOrWhiteSpace(id))]
        : throw new BadInputException($"{name} names {ids!.Count:n0} ids; at most {MostIds:n0} are taken.");

    public static IReadOnlyList<string> Values(IReadOnlyList<string>? values, string name) => values switch
    {
        null => [],
        { Count: > MostIds } => throw new BadInputException($"{name} names {values.Count:n0} values; at most {MostIds:n0} are taken."),
        _ when values.Contains(null!) => throw new BadInputException($"{name} holds a null."),
        _ => values,
    };

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes(IReadOnlyDictionary<string, IReadOnlyList<string>>? attributes, string name)
    {
        if (attributes?.Count > MostAttributes)
        {
            throw new BadInputException($"{name} names {attributes.Count:n0} attributes; at most {MostAttributes:n0} are taken.");
        }

        foreach (var (attribute, values) in attributes ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            if (attribute == ItemFacets.Year)
            {
                throw new BadInputException($"{name} takes no year: filter by yearFrom and yearTo.");
            }

            _ = Values(values ?? throw new BadInputException($"{name}.{attribute} must be a list of values."), $"{name}.{attribute}");
        }

        return attributes ?? new Dictionary<string, IReadOnlyList<string>>();
    }

    public static StateEdit Edit(StateEdit edit)
    {
        foreach (var (name, values) in new[]
        {
            ("likes", edit.Likes), ("dislikes", edit.Dislikes), ("examples", edit.Examples), ("wanted", edit.Wanted), ("unwanted", edit.Unwanted), ("wishes", edit.Wishes), ("aversions", edit.Aversions),
        })
        {
            _ = Values(values, name);
        }

        return edit;
    }

    public static void Years(int? from, int? to)
    {
        if (from > to)
        {
            throw new BadInputException($"yearFrom ({from}) is after yearTo ({to}).");
        }
    }
}
