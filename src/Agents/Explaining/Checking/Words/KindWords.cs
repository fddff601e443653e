using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Words;

/// <summary>
/// Words that come with a kind of attribute: what the items of such a catalogue are called, and how the attribute is spoken
/// of. They say nothing beyond the attribute itself; where no item has it, they are not words of the evidence.
/// </summary>
internal static class KindWords
{
    private static readonly (FrozenSet<string> Kinds, FrozenSet<string> Items, FrozenSet<string> Words)[] All =
    [
        Of("director actor actress cast screenwriter", "film movie picture feature", "screen filmed shot helmed helming credits"),
        Of("star", "", "screen credits"),
        Of("author", "book read novel title", "pen penned volume page pages wrote written work works"),
        Of("writer", "", "pen penned wrote written"),
        Of("publisher", "", "house press imprint published publishes brought issued issues"),
        Of("developer", "game", "studio studios developed develops coded"),
        Of("platform", "game", "play plays playable run runs console system device"),
        Of("mechanic", "game", "play plays table tabletop tables mechanism"),
        Of("artist label", "album record release", "music musician singer band recorded recording recordings sound sounds song songs track tracks disc out sings sung"),
        Of("grape vineyard", "wine bottle", "glass pour vintage pressed winery cellar cuvée variety grown"),
        Of("nursery light", "plant", "garden gardens grower growers grow grows grown bed border pot"),
        Of("scent", "", "smell smells smelling scented fragrance fragranced fragrant aroma nose"),
        Of("texture", "", "textured feel feels consistency"),
        Of("skin type", "", "skin skins complexion formula formulas made suited"),
        Of("color colour", "", "colour color coloured colored hue shade tint finish colorway colourway"),
        Of("material", "", "made crafted build"),
        Of("theme topic subject", "", "theme themed topic subject set"),
        Of("mood tone", "", "mood moods moody tone atmosphere atmospheric spirit feeling feel vibe"),
        Of("language", "", "language languages tongue speaking written"),
        Of("season", "", "season seasonal best bloom blooms flower flowers flowering peak"),
        Of("light", "", "light spot sun shade thrives"),
        Of("origin country", "", "native home homeland hails roots rooted origin origins nation soil"),
        Of("region", "", "region area soil home"),
        Of("decade", "", "decade decades period era"),
        Of("series", "", "instalment installment volume part"),
        Of("brand maker manufacturer", "product tool", "workshop house firm company"),
    ];

    /// <summary>What the items of a catalogue may be called, as far as the kinds of their attributes tell, in the singular.</summary>
    /// <param name="kinds">Names of kinds, in the singular.</param>
    public static IEnumerable<string> ItemsOf(IReadOnlyCollection<string> kinds) =>
        All.Where(k => kinds.Any(k.Kinds.Contains) && !(k.Kinds.Contains("platform") && kinds.Contains("brand"))).SelectMany(k => k.Items);

    /// <summary>The words that some kinds of attributes bring with them.</summary>
    /// <param name="kinds">Names of kinds, in the singular.</param>
    public static IEnumerable<string> Of(IReadOnlyCollection<string> kinds) => All.Where(k => kinds.Any(k.Kinds.Contains)).SelectMany(k => k.Words);

    private static (FrozenSet<string> Kinds, FrozenSet<string> Items, FrozenSet<string> Words) Of(string kinds, string items, string words) =>
        (Lexicon.Words(kinds.Replace("skin type", "skin-type", StringComparison.Ordinal)).Select(k => k.Replace('-', ' ')).ToFrozenSet(), Lexicon.Words(items), Lexicon.Words(words));
}
