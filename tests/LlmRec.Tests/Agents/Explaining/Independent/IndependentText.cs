using System.IO.Compression;
using System.Text.Json.Nodes;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Testing;

namespace LlmRec.Tests.Agents.Explaining.Independent;

/// <summary>A text written without sight of templates and check, with the facts it was written from.</summary>
/// <param name="Wording">Which wording it was made by.</param>
/// <param name="Kind">What is wrong with it; null when it is faithful.</param>
/// <param name="Facts">The facts.</param>
/// <param name="Text">The text.</param>
internal sealed record IndependentText(string Wording, string? Kind, PickFacts Facts, string Text)
{
    /// <summary>The texts of a set.</summary>
    /// <param name="set">Such as <c>faithful-dev</c>.</param>
    public static IReadOnlyList<IndependentText> Read(string set)
    {
        using var file = File.OpenRead(Path.Combine(SharedFolder.RepoRoot, "tests/LlmRec.Tests/Agents/Explaining/Independent", $"{set}.jsonl.gz"));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var texts = new List<IndependentText>();
        while (lines.ReadLine() is { } line)
        {
            var text = JsonNode.Parse(line)!;
            texts.Add(new((string)text["wording"]!, (string?)text["kind"], FactsOf(text["facts"]!), (string)text["text"]!));
        }

        return texts;
    }

    private static PickFacts FactsOf(JsonNode facts) => new()
    {
        Item = ItemOf(facts["item"]!),
        Liked = [.. facts["liked"]!.AsArray().Select(l => new LikedFacts(ItemOf(l!), 0.5))],
        InCommon = FacetsOf(facts["inCommon"]!),
        Words = [.. facts["words"]!.AsArray().Select(w => (string)w!)],
        ByMeaning = (bool)facts["byMeaning"]!,
        LikedTogether = (bool)facts["likedTogether"]!,
        LikedByAlike = (bool)facts["likedByAlike"]!,
        Likes = (int?)facts["likes"],
        IsNew = (bool)facts["isNew"]!,
        Different = facts["different"] is { } different ? FacetOf(different) : null,
        // In dev2 it tells also how well known an item is, which the likes tell.
        Standing = Enum.TryParse<Standing>((string)facts["standing"]!, ignoreCase: true, out var standing) ? standing : Standing.None,
        Dislikes = [.. facts["dislikes"]!.AsArray().Select(d => (string)d!)],
        Versus = facts["versus"] is { } versus ? new(FactsOf(versus["facts"]!), (bool?)versus["ranksHigher"]) : null,
    };

    private static ItemFacts ItemOf(JsonNode item) => new((string)item["title"]!, (string)item["title"]!, (int?)item["year"], FacetsOf(item["facets"]!));

    private static Facet[] FacetsOf(JsonNode facets) => [.. facets.AsArray().Select(f => FacetOf(f!))];

    private static Facet FacetOf(JsonNode facet) => new((string)facet["kind"]!, (string)facet["value"]!);
}
