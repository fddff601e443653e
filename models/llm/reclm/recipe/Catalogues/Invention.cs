using System.Globalization;
using LlmRec.Catalog.Items;
using LlmRec.Reclm.Grammar;

namespace LlmRec.Reclm.Catalogues;

/// <summary>Invents the items of a catalogue: titles of many shapes, years, categories, people, brands.</summary>
/// <param name="domain">What the catalogue holds.</param>
/// <param name="words">Where words come from.</param>
/// <param name="titles">The shapes of titles.</param>
internal sealed class Invention(Domain domain, WordBank words, ClauseGrammar titles) : IItems
{
    private const int LongestTitle = 110;

    private static readonly HashSet<string> NoFeatures = [];
    private static readonly string[] Colours = ["Black", "White", "Red", "Blue", "Clear", "Assorted", "Cyan", "Pink", "Tri-color", "Silver", "Walnut"];

    /// <summary>One catalogue for each domain.</summary>
    public static IReadOnlyList<Invention> All()
    {
        var (words, titles) = (WordBank.Load(), ClauseGrammar.Load("titles"));
        return [.. Domain.All.Select(domain => new Invention(domain, words, titles))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Kinds => [.. domain.Attributes.Select(a => a.Kind)];

    /// <inheritdoc/>
    public (string Title, int? Year) Title(Random random)
    {
        string title;
        do
        {
            title = domain.Titles == "film" && random.Next(10) == 0 ? words.Film(random) : titles.Draw(domain.Titles, NoFeatures, slot => ClauseGrammar.Marked(Part(slot, random)), random);
        }
        while (title.Length is 0 or > LongestTitle);
        title = random.Next(40) switch { 0 => title.ToUpperInvariant(), 1 => title.ToLowerInvariant(), _ => title };
        int? year = domain.HasYears && random.Next(8) > 0 ? random.Next(10) == 0 ? random.Next(1900, 1970) : random.Next(1960, 2027) : null;
        return (year is not null && random.Next(3) == 0 ? $"{title} ({year})" : title, year);
    }

    /// <inheritdoc/>
    public Facet Category(Random random) => new(Facet.Category, random.Next(3) > 0 ? domain.Categories[random.Next(domain.Categories.Length)] : random.Next(4) switch
    {
        0 => Part("X", random),
        1 => $"{Part("X", random)} & {Part("X", random)}",
        2 => $"{Part("X", random)} {Part("X", random)}",
        _ => $"{Part("X", random)}-{Part("X", random)}",
    });

    /// <inheritdoc/>
    public Facet Attribute(Random random)
    {
        var (kind, values) = domain.Attributes[random.Next(domain.Attributes.Length)];
        return new(kind, values switch
        {
            "person" => Part("P", random),
            "brand" => Part("B", random),
            "made" => random.Next(2) == 0 ? Part("M", random) : $"{Part("X", random)} {Part("X", random)}",
            "word" => words.Known(random),
            _ => random.GetItems(values.Split(','), 1)[0],
        });
    }

    /// <inheritdoc/>
    public string WishWord(Random random) => random.Next(6) switch { 0 => $"{words.Known(random)} {words.Known(random)}", 1 => words.Made(random), _ => words.Known(random) };

    private string Part(string slot, Random random) => slot switch
    {
        "W" => WordBank.Capital(words.Known(random)),
        "w" => words.Known(random),
        "M" => WordBank.Capital(words.Made(random)),
        "m" => words.Made(random),
        "X" => WordBank.Capital(random.Next(3) > 0 ? words.Known(random) : words.Made(random)),
        "N" => words.Name(random),
        "P" => Person(random),
        "B" => Brand(random),
        "F" => WordBank.Foreign(random),
        "k" => Colours[random.Next(Colours.Length)],
        "n" => Number(random.Next(2, 10)),
        "nn" => Number(random.Next(10, 100)),
        "nnn" => Number(random.Next(100, 2_100)),
        "R" => new[] { "II", "III", "IV", "V", "VI", "IX", "XIII" }[random.Next(7)],
        "A" => Letters(random, 2, 4),
        "C" => Code(random),
        _ => throw new InvalidDataException($"No title has a part {slot}."),
    };

    private string Person(Random random) => random.Next(12) switch
    {
        0 => $"{words.Name(random)} {Letters(random, 1, 1)}. {words.Name(random)}",
        1 => $"{words.Name(random)} {words.Name(random)} {words.Name(random)}",
        2 => $"{words.Name(random)}-{words.Name(random)} {words.Name(random)}",
        3 => words.Name(random),
        4 => $"{words.Name(random)} {new[] { "de", "van", "von", "del", "Mc", "O'", "Le" }[random.Next(7)]} {words.Name(random)}",
        5 => $"{Letters(random, 1, 1)}.{Letters(random, 1, 1)}. {words.Name(random)}",
        6 => $"{words.Name(random)} {words.Name(random)} Jr.",
        _ => $"{words.Name(random)} {words.Name(random)}",
    };

    private string Brand(Random random) => random.Next(8) switch
    {
        0 => Letters(random, 2, 4),
        1 => $"{WordBank.Capital(words.Made(random))}{WordBank.Capital(words.Known(random))}",
        2 => $"{words.Name(random)} & {words.Name(random)}",
        3 => words.Name(random).ToUpperInvariant(),
        4 => $"{words.Name(random)}'s",
        5 => $"{WordBank.Capital(words.Known(random))} {WordBank.Capital(words.Known(random))}",
        6 => $"{words.Name(random)}-{Letters(random, 1, 2)}",
        _ => WordBank.Capital(words.Made(random)),
    };

    private static string Letters(Random random, int least, int most) => string.Concat(Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => (char)('A' + random.Next(26))));

    private static string Code(Random random) => random.Next(5) switch
    {
        0 => Number(random.Next(100, 99_999)),
        1 => $"{Letters(random, 1, 3)}-{Number(random.Next(1, 999))}",
        2 => $"{Letters(random, 2, 3)}{Number(random.Next(10, 9_999))}{Letters(random, 0, 2)}",
        3 => $"{Number(random.Next(10, 999))}{Letters(random, 1, 3)}",
        _ => $"{Letters(random, 1, 1)}{Number(random.Next(10, 999))}",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
