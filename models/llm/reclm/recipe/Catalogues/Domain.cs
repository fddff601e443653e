namespace LlmRec.Reclm.Catalogues;

/// <summary>What a catalogue holds.</summary>
/// <param name="Titles">The rule of its titles' shapes.</param>
/// <param name="HasYears">Whether its items have a year.</param>
/// <param name="Categories">Categories of such catalogues; as many again are made up.</param>
/// <param name="Attributes">Its attributes' names, and where their values come from: <c>person</c>, <c>brand</c>, <c>word</c>, <c>made</c>, or a list with <c>,</c> between.</param>
internal sealed record Domain(string Titles, bool HasYears, string[] Categories, (string Kind, string Values)[] Attributes)
{
    private const string Countries = "USA,France,Japan,Italy,Sweden,West Germany,South Korea,Côte d'Ivoire,Mexico,UK,India,Iran,New Zealand,Poland,Brazil,Denmark";
    private const string Colours = "Black,White,Tri-color,navy,Clear,Assorted,Red,rose gold,Matte Black,Light Oak,yellow";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Domain> All { get; } =
    [
        new("film", true, Split("Action,Adventure,Animation,Children,Comedy,Crime,Documentary,Drama,Fantasy,Film-Noir,Horror,IMAX,Musical,Mystery,Romance,Sci-Fi,Thriller,War,Western,Family,History,Biography,Science Fiction,Sport,Short"),
            [("directors", "person"), ("directors", "person"), ("writers", "person"), ("stars", "person"), ("stars", "person"), ("countries", Countries), ("moods", "word"), ("languages", "English,French,Farsi,Cantonese,Danish"), ("decade", "1970s,1980s,1990s,2000s,2010s"), ("series", "made")]),
        new("film", true, Split("Action,Adventure,Animation,Children,Comedy,Crime,Documentary,Drama,Fantasy,Film-Noir,Horror,Musical,Mystery,Romance,Sci-Fi,Thriller,War,Western"),
            [("directors", "person"), ("writers", "person"), ("stars", "person"), ("composers", "person")]),
        new("book", true, Split("Fiction,Utopia,Poetry,Biography,Travel,Fantasy,Young Adult,History,Essays,Graphic Novels,Cookery,Philosophy,Science,True Crime,Short Stories,Classics,Self-Help"),
            [("authors", "person"), ("authors", "person"), ("publishers", "made"), ("series", "made"), ("translators", "person"), ("themes", "word"), ("languages", "English,Spanish,Welsh,Arabic")]),
        new("tool", false, Split("Power Tools,Hand Tools,Measuring,Garden,Painting Supplies,Fasteners & Hardware,Safety,Plumbing,Storage,Electrical,Woodworking,Welding"),
            [("brand", "brand"), ("brand", "brand"), ("material", "steel,aluminium,oak,carbon fibre,cast iron"), ("powerSource", "battery,corded,air,manual"), ("color", Colours)]),
        new("cosmetics", false, Split("Skin Care,Make-Up,Hair,Fragrance,Nails,Sun Care,Bath & Body,Men's Grooming,Lips,Eyes"),
            [("brand", "brand"), ("skinType", "dry,oily,sensitive,combination,normal"), ("scent", "word"), ("finish", "matte,dewy,satin,glossy"), ("ingredients", "made"), ("benefits", "word")]),
        new("office", false, Split("Ink & Toner,Office Supplies,Paper,Writing Instruments,Labels,Filing,Desk Accessories,Office Furniture,Calendars,Mailing & Shipping,Education & Crafts"),
            [("brand", "brand"), ("brand", "brand"), ("color", Colours), ("manufacturer", "brand"), ("material_type", "plastic,paper,steel,cork")]),
        new("game", true, Split("Strategy,Puzzle,Party,Co-op,Deck Building,Role-Playing,Racing,Platformer,Simulation,Shooter,Family,Card Games,Roguelike"),
            [("designers", "person"), ("artists", "person"), ("publisher", "brand"), ("mechanics", "word"), ("platform", "Switch,PC,PS5,Xbox,Mega Drive"), ("series", "made")]),
    ];

    private static string[] Split(string list) => list.Split(',');
}
