using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Words that claim something, by what has to stand in the evidence for them.</summary>
/// <param name="Name">The claim, for a message.</param>
/// <param name="Words">Words that make it.</param>
/// <param name="Holds">Whether the evidence speaks for it; facts of what the item is held against count too.</param>
/// <param name="IsOfItem">Whether it must hold for the very item that it is said of.</param>
internal sealed record ClaimWords(string Name, FrozenSet<string> Words, Func<PickFacts, bool> Holds, bool IsOfItem = false)
{
    public static IReadOnlyList<ClaimWords> All { get; } =
    [
        new("popularity", Lexicon.Words("popular popularity widely everyone everybody crowd crowds"), f => f.Likes is not null, IsOfItem: true),
        new("that many like it", Lexicon.Words("many lots plenty countless numerous"), f => f.Likes >= 10, IsOfItem: true),
        new("what other people do", [.. People.All, .. Lexicon.Words("community tend tends often commonly frequent frequently regularly")],
            f => f.Likes is not null || f.LikedTogether || f.LikedByAlike),
        new("what a fan does", Lexicon.Words("fan fans reader readers viewer viewers player players"), f => f.Liked.Count > 0 || f.Standing == Standing.Liked),
        new("newness", Lexicon.Words("newly newness newest fresh freshly recent recently latest arrived arrival arrivals arrive rating ratings rate unrated review reviews reviewed feedback undiscovered newcomer awaits await"), f => f.IsNew, IsOfItem: true),
        new("newness", Lexicon.Words("new"), f => f.IsNew, IsOfItem: true),
        new("a wish", Lexicon.Words("asked ask asks asking searched search searches searching requested request requests wish wishes wished describe describes described wanted query queries phrase typed prompt word words wording mention mentions mentioned literally"),
            f => f.Words.Count > 0 || f.ByMeaning, IsOfItem: true),
        new("a text that says so", Lexicon.Words("description descriptions text texts blurb blurbs plot plots storyline synopsis"), f => f.Words.Count > 0, IsOfItem: true),
        new("meaning", Lexicon.Words("meaning meanings"), f => f.ByMeaning, IsOfItem: true),
        new("likes", Lexicon.Words("liked loved enjoyed liking likes like love loves loving enjoy enjoys enjoying enjoyment taste tastes appreciate appreciated appreciates fond fondness favoured favored rated reacted favourite favourites favorite favorites thumbs-up"),
            f => f.Liked.Count > 0 || f.Standing != Standing.None || f.LikedByAlike || f.Likes is not null || f.LikedTogether || f.IsNew || f.ByMeaning || f.Dislikes.Count > 0),
        new("likeness", Lexicon.Words("similar similarity similarities resemble resembles resembling akin kindred reminiscent comparable vein likeness echo echoes echoing mirrors parallel parallels"), f => f.Liked.Count > 0 || f.ByMeaning || f.LikedByAlike || f.Versus is not null),
        new("closeness", Lexicon.Words("close closer closeness near nearer nearby nearness nearest closest"), f => f.Liked.Count > 0 || f.ByMeaning || f.LikedByAlike),
        new("what the reader did", Lexicon.Words("watched rewatched bought purchased owned reread replayed"), _ => false),
        new("something in common", Lexicon.Words("share shares shared sharing common overlap overlaps overlapping"), f => f.Liked.Any(l => l.Item.Facets.Count > 0) || f.LikedTogether || f.LikedByAlike || f.Words.Count > 0 || (f.Versus is { } v && v.Facts.Item.Facets.Any(f.Item.Facets.Contains))),
        new("sameness", Lexicon.Words("same"), f => f.Liked.Count > 0 || f.LikedByAlike || f.Words.Count > 0 || f.ByMeaning || f.Versus is not null),
        new("people alike", Lexicon.Words("profile profiles"), f => f.LikedByAlike, IsOfItem: true),
        new("a difference", Lexicon.Words("different differs differ difference differences contrast departure twist unlike variety change"), f => f.Different is not null || f.Versus is not null),
        new("a comparison", Lexicon.Words("than rank ranks ranked ranking higher lower ahead outrank outranks outranked better stronger weaker comparison compared score scores scored"), f => f.Versus is not null),
    ];

    /// <summary>The claims that a word makes, in any of its forms.</summary>
    public static IReadOnlyList<ClaimWords> MadeBy(string word)
    {
        ClaimWords[] own = [.. All.Where(c => c.Words.Contains(word))];
        return own.Length > 0 || word.Contains('\'', StringComparison.Ordinal) || NeutralWords.Contains(word) ? own
            : [.. All.Where(c => Inflection.OfVerb(word).Concat(Inflection.OfNoun(word)).Concat(Inflection.OfAdjective(word)).Any(c.Words.Contains))];
    }

    /// <summary>All of them.</summary>
    public static FrozenSet<string> Any { get; } = All.SelectMany(c => c.Words).ToFrozenSet();

    /// <summary>Words of a role, and the kinds of attributes that give it.</summary>
    public static FrozenDictionary<string, string[]> Roles { get; } = new (string Words, string[] Kinds)[]
    {
        ("direct directed director directors directing directorial directs helmed", ["director"]),
        ("write written writer writers writing wrote writes author authors authored penned scripted screenplay", ["writer", "author", "screenwriter"]),
        ("starring stars star starred actor actors actress actresses cast acting acts", ["star", "actor", "actress", "cast"]),
        ("compose composed composer composers", ["composer"]),
        ("produce produced producer producers", ["producer"]),
        ("design designed designer designers designs", ["designer"]),
        ("publish published publisher publishers publishes", ["publisher"]),
        ("brand brands branded maker makers manufacturer", ["brand", "maker", "manufacturer"]),
        ("country countries", ["country"]),
    }.SelectMany(r => Lexicon.Words(r.Words).Select(w => (Word: w, r.Kinds))).ToFrozenDictionary(r => r.Word, r => r.Kinds);

    /// <summary>The nouns that only some catalogues give their items.</summary>
    public static FrozenSet<string> Nouns { get; } = Lexicon.Words("film films movie movies picture pictures book books novel novels read reads product products");
}
