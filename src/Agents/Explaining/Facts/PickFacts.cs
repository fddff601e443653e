using System.Text.Json.Serialization;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Facts;

/// <summary>What may be said of one pick: at most what fits two sentences. Words are made from it, and checked against it.</summary>
public sealed record PickFacts
{
    /// <summary>The item that is explained.</summary>
    public required ItemFacts Item { get; init; }

    /// <summary>Liked items that brought it in, the largest share first, two at most.</summary>
    public IReadOnlyList<LikedFacts> Liked { get; init; } = [];

    /// <summary>What it has in common with every one of <see cref="Liked"/>; one value may stand under several kinds.</summary>
    public IReadOnlyList<Facet> InCommon { get; init; } = [];

    /// <summary>Words of the wish that its text holds, as they stand there.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether <see cref="Words"/> are facets that were asked for and that it has, instead.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WordsAreFacets { get; init; }

    /// <summary>Whether it fits the wish by meaning, not by words.</summary>
    public bool ByMeaning { get; init; }

    /// <summary>Whether people who like one of <see cref="Liked"/> like it too.</summary>
    public bool LikedTogether { get; init; }

    /// <summary>Whether people like it whose profile is near the user's.</summary>
    public bool LikedByAlike { get; init; }

    /// <summary>How many people like it; null when popularity is no reason.</summary>
    public int? Likes { get; init; }

    /// <summary>Whether it is new and nobody has rated it yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>A category of it that none of <see cref="Liked"/> has; null when there is none.</summary>
    public Facet? Different { get; init; }

    /// <summary>What the user said of the item itself.</summary>
    public Standing Standing { get; init; }

    /// <summary>Titles that the user dislikes: never to be praised.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Dislikes { get; init; } = [];

    /// <summary>The item it is held against; null when none is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VersusFacts? Versus { get; init; }

    /// <summary>Whether some of what brought it in was only named: then it can't be said that it was liked.</summary>
    [JsonIgnore]
    public bool ByExample => Liked.Any(l => l.IsExample);

    /// <summary>Whether a language model knows how to say all of it: it was taught of likes and of words in descriptions, not of examples and of facets asked for.</summary>
    [JsonIgnore]
    public bool IsForModels => !ByExample && !WordsAreFacets;

    /// <summary>Whether there is nothing that speaks for it.</summary>
    [JsonIgnore]
    public bool IsBare => Liked.Count == 0 && Words.Count == 0 && !ByMeaning && !LikedByAlike && Likes is null && !IsNew && Standing == Standing.None;
}

/// <summary>What a user said of an item.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Standing>))]
public enum Standing
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They like it.</summary>
    Liked,

    /// <summary>They dislike it.</summary>
    Disliked,
}

/// <summary>An item that is spoken of.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title, without control characters, 200 characters at most.</param>
/// <param name="Year">Its year; null when unknown.</param>
/// <param name="Facets">Its categories and short attributes that can be said.</param>
public sealed record ItemFacts(string Id, string Title, int? Year, IReadOnlyList<Facet> Facets)
{
    /// <summary>The title with its year in brackets, unless the title says it already.</summary>
    public string Name => Year is { } year && !Title.Contains($"({year})", StringComparison.Ordinal) ? $"{Title} ({year})" : Title;

    /// <summary>The name as it stands in a sentence: in quotes where it would run into the words around it.</summary>
    [JsonIgnore]
    public string Spoken => SayableText.RunsOn(Title) ? $"“{Name}”" : Name;
}

/// <summary>A liked item behind a pick.</summary>
/// <param name="Item">The liked item; of its facets, those that the pick has too.</param>
/// <param name="Share">Its share of the pick's score, 0 to 1.</param>
public sealed record LikedFacts(ItemFacts Item, double Share)
{
    /// <summary>Whether nothing is said of it but that something like it is wanted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsExample { get; init; }
}

/// <summary>The item that a pick is held against.</summary>
/// <param name="Facts">What speaks for that item.</param>
/// <param name="RanksHigher">Whether it ranks higher for this user than the item explained; null when they rank alike, or neither ranks.</param>
public sealed record VersusFacts(PickFacts Facts, bool? RanksHigher);
