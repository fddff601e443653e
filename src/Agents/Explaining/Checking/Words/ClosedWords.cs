using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Words;

/// <summary>
/// Words that claim something of an item though they look like forms of neutral ones ("filing" of file, "classic" beside class):
/// kept out unless the evidence itself says them.
/// </summary>
internal static class ClosedWords
{
    /// <summary>All of them.</summary>
    public static FrozenSet<string> All { get; } = Lexicon.Words(
        """
        filing planes planer hammering measuring drawing drawings drawer drawers painting building buildings mapping lighting lighter listener reader readers viewer viewers player players thriller shooter shooters shooting
        racing racer running runner walking hiking sailing fishing hunting hunter cooking gardening travelling traveling traveler boxing boxer fighting wedding binding binder folder folders holder holders marker markers stapler organizer organizers organiser sticker stickers
        cleaner cleaning cleanser closer opener pins pinned knitting sewing weaving crossing heading-west western easterly shocker killer
        stunner winner winners winning beating beaten striking touching moving gripping haunting arresting binding-tale charming riveting telling compelling rewarding absorbing surprising promising pleasing pleasant pleasure outstanding standout topping topper
        finest hottest biggest largest greatest strongest smallest toughest truest realest hardest fullest safest soundest keenest handiest happiest happier longest closest-ever
        grower mover timer opener handler coupler clipper ranger rover fighter
        lonely seriously hardly barely scarcely shorts shortly-told warmer warmest warmth warmly quieter
        heartfelt hearted heartbreaking thoughtful thought-provoking timeless handsome wholesome eventful colorful
        wonders refreshing relaxing convincing demanding troubled troubling refined stirring searing shining sketching pruning planing melting scraping spinning sailing shooting skating stretching swallowing stabbing enriching enriched spoiled shadowed shadows shadow twirling nursing retelling whispering roaming prefers preferred prefer preferring retired kitchens stitching knit nails nailed scales sealed cultivated dedicated fulfilling fulfilled accomplished celebrated seals cleansing carving carved soaked sketch sketches sail sails whisk patches patch
        """);
}
