using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Recommending.Items;

namespace LlmRec.Evaluation.Simulation;

/// <summary>Says what the service made of a message.</summary>
internal static class ActText
{
    /// <summary>The acts in words; a dash for none.</summary>
    public static string Of(IReadOnlyList<Act> acts, ItemTable items) => acts.Count == 0 ? "–" : string.Join(" · ", acts.Select(a => Of(a, items)));

    private static string Of(Act act, ItemTable items) => act switch
    {
        ItemAct item => $"{item.Stance} {items[item.Items[0]]?.DisplayTitle}{(item.IsSure ? "" : "?")}",
        ShownAct shown => $"{shown.Stance} {PlaceOf(shown.Place)}",
        FacetAct facet => $"{(facet.IsWanted ? "want" : "avoid")} {facet.Facets[0].Value} ({string.Join("/", facet.Facets.Select(f => f.Kind).Distinct())})",
        YearsAct years => $"{(years.IsWanted ? "years" : "not years")} {years.From}–{years.To}",
        RangeAct range => $"{range.Attribute} {range.From}–{range.To}",
        NumberAct number => $"{(number.IsMore ? "more" : "less")} {number.Attribute}",
        AgeAct age => age.IsNewer ? "newer" : "older",
        WishAct wish => $"wish{(wish.Begins ? " anew" : "")} “{wish.Text}”",
        CritiqueAct critique => $"{(critique.IsMore ? "more" : "less")} “{critique.Text}”",
        TellAct tell => $"tell of {(tell.Items is { } named ? items[named[0]]?.DisplayTitle : PlaceOf(tell.Place))}",
        AsideAct aside => $"aside {aside.About}",
        AversionAct aversion => $"averse to “{aversion.Text}”",
        MoveAct move => $"{move.Move}",
        _ => act.ToString(),
    };

    private static string PlaceOf(int? place) => place switch
    {
        null => "what was shown",
        -1 => "the last shown",
        { } at => $"number {at + 1} shown",
    };
}
