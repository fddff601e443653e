using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.Tools.Functions;

/// <summary>An item as the model gets it: short values on a line each, without control characters.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title, with its year.</param>
/// <param name="Facts">Values by kind: categories, people, whatever the catalogue has.</param>
/// <param name="Numbers">Numbers by kind, such as a price; null when there are none.</param>
/// <param name="Text">The beginning of its description; null when there is none.</param>
/// <param name="Reasons">Why it was found; null when no reason is known.</param>
/// <param name="Notes">What speaks against showing it; null for nothing.</param>
internal sealed record ItemData(string Id, string Title, IReadOnlyDictionary<string, IReadOnlyList<string>> Facts, IReadOnlyDictionary<string, double>? Numbers, string? Text, IReadOnlyList<string>? Reasons, IReadOnlyList<string>? Notes)
{
    private const int LongestText = 300;
    private const int MostFacts = 12;
    private const int MostReasons = 3;

    /// <summary>An item that was found.</summary>
    /// <param name="item">The item.</param>
    /// <param name="text">The beginning of its description.</param>
    /// <param name="pick">Why it was found; null for an item that was named.</param>
    /// <param name="work">What is believed of the person.</param>
    public static ItemData Of(CatalogItem item, string? text, Recommendation? pick, TurnWork work) => new(
        item.Id,
        SayableText.Of(item.DisplayTitle),
        item.Facets.Where(FacetKinds.CanBeSaid).Take(MostFacts).GroupBy(f => f.Kind).ToDictionary(k => k.Key, IReadOnlyList<string> (k) => [.. k.Select(f => SayableText.Of(f.Value))]),
        item.Numbers.Count > 0 ? item.Numbers.Take(MostFacts).ToDictionary() : null,
        text,
        pick is { Reasons: { Count: > 0 } reasons } ? [.. reasons.Take(MostReasons).Select(r => SayableText.Of(r.Text))] : null,
        NotesOf(item, work) is { Count: > 0 } notes ? notes : null);

    /// <summary>The beginning of an item's description as it may be read; null when there is none.</summary>
    public static string? TextOf(Item? item) => item?.Text is { } text && SayableText.Within(text, LongestText) is { Length: > 0 } line ? line : null;

    private static List<string> NotesOf(CatalogItem item, TurnWork work)
    {
        var notes = new List<string>();
        if (work.IsKnown(item.Id))
        {
            notes.Add("they know it: not to be suggested");
        }
        else if (work.State.Shown.Contains(item.Id))
        {
            notes.Add("was shown before");
        }

        notes.AddRange(Unwanted(item, work.State).Select(v => $"has {SayableText.Of(v)}, which they don't want: not to be suggested"));
        return notes;
    }

    /// <summary>What an item has that is not wanted.</summary>
    public static IEnumerable<string> Unwanted(CatalogItem item, DialogueState state) => state.Unwanted.Where(u => u.Facets.Any(item.Facets.Contains)).Select(u => u.Value);
}
