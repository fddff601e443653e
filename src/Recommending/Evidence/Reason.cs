using System.Text.Json.Serialization;
using LlmRec.Catalog.Items;

namespace LlmRec.Recommending.Evidence;

/// <summary>One reason for a pick: its kind, the facts of that kind, and a short label to show.</summary>
public sealed record Reason
{
    /// <summary><c>asked</c>, <c>liked</c>, <c>facets</c>, <c>words</c>, <c>meaning</c>, <c>alike</c>, <c>conversations</c>, <c>popular</c>, <c>new</c> or <c>together</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>A label to show as it is.</summary>
    public required string Text { get; init; }

    /// <summary>For <c>liked</c>: the liked items and their shares of the score.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LikedEvidence>? Items { get; init; }

    /// <summary>For <c>facets</c>: what it shares with liked items; for <c>asked</c>: what was asked for and it has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Facet>? Facets { get; init; }

    /// <summary>For <c>words</c>: the words of the wish that its text holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>For <c>popular</c>: how many people like it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Likes { get; init; }

    /// <summary>The reasons that evidence holds, the most personal first.</summary>
    public static IReadOnlyList<Reason> From(PickEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var reasons = new List<Reason>();
        if (evidence.Asked.Count > 0)
        {
            reasons.Add(new() { Kind = "asked", Text = $"As you asked: {string.Join(", ", evidence.Asked.Select(f => f.Value).Distinct(StringComparer.OrdinalIgnoreCase))}", Facets = evidence.Asked });
        }

        if (evidence.MatchedWords.Count > 0)
        {
            reasons.Add(new() { Kind = "words", Text = $"Matches your words: {string.Join(", ", evidence.MatchedWords)}", Words = evidence.MatchedWords });
        }

        if (evidence.ByMeaning)
        {
            reasons.Add(new() { Kind = "meaning", Text = "Close to what you describe" });
        }

        if (evidence.Liked.Count > 0)
        {
            reasons.Add(new() { Kind = "liked", Text = $"{(evidence.Liked.Any(l => l.IsExample) ? "Like" : "Because you liked")} {Listed([.. evidence.Liked.Select(l => l.Title)])}", Items = evidence.Liked });
        }

        reasons.AddRange(OfFacets(evidence));

        if (evidence.Followed is [var followed, ..])
        {
            reasons.Add(new() { Kind = "conversations", Text = $"Followed {followed.Title} in {followed.Conversations} conversations" });
        }

        if (evidence.LikedByAlike)
        {
            reasons.Add(new() { Kind = "alike", Text = "People with a profile like yours liked it" });
        }

        // To someone whose own likes speak, that others like it too says little.
        if (evidence.Likes is > 0 and var likes && evidence.Liked.Count == 0)
        {
            reasons.Add(new() { Kind = "popular", Text = likes == 1 ? "Liked by one person here" : $"Liked by {likes} people here", Likes = likes });
        }

        if (evidence.IsNew && reasons.Count == 0)
        {
            reasons.Add(new() { Kind = "new", Text = "New here: nobody has rated it yet" });
        }

        return reasons;
    }

    /// <summary>The reasons for an item that is similar to one that was named, not liked.</summary>
    public static IReadOnlyList<Reason> OfSimilar(PickEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var reasons = new List<Reason>(OfFacets(evidence));
        if (evidence.LikedTogether)
        {
            reasons.Add(new() { Kind = "together", Text = "Liked by the same people" });
        }

        return reasons.Count > 0 ? reasons : [new() { Kind = "meaning", Text = "Close in what it is about" }];
    }

    private static IEnumerable<Reason> OfFacets(PickEvidence evidence)
    {
        if (evidence.SharedFacets.Count > 0)
        {
            var values = evidence.SharedFacets.Select(f => f.Value).Distinct(StringComparer.OrdinalIgnoreCase);
            yield return new() { Kind = "facets", Text = $"In common: {string.Join(", ", values)}", Facets = evidence.SharedFacets };
        }
    }

    /// <summary>Texts as a list: a; a and b; a, b and c. Empty for none.</summary>
    public static string Listed(IReadOnlyList<string> texts, string last = "and") => texts switch
    {
        [] => "",
        [var only] => only,
        _ => $"{string.Join(", ", texts.Take(texts.Count - 1))} {last} {texts[^1]}",
    };
}
