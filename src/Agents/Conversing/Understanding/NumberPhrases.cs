using System.Collections.Frozen;
using System.Globalization;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>
/// Finds what is said of prices, lengths and other attributes that are numbers in the catalogue at hand; English words for
/// kinds of measures, whatever the attribute is called exactly.
/// </summary>
/// <param name="attributes">Names of the catalogue's attributes that are numbers.</param>
internal sealed class NumberPhrases(IReadOnlyCollection<string> attributes)
{
    private const string Currency = "$€£¥";

    /// <summary>Measures: parts of attributes' names, units with what one of them counts, and words for less and more of it.</summary>
    private static readonly Measure[] Measures =
    [
        new(["price", "cost"], Units("dollar 1 dollars 1 bucks 1 usd 1 euro 1 euros 1 eur 1 pounds 1 quid 1 gbp 1"), Set("cheaper cheap inexpensive affordable"), Set("pricier dearer expensive premium")),
        new(["runtime", "duration", "minutes", "playtime", "playingtime", "length"], Units("min 1 mins 1 minute 1 minutes 1 hour 60 hours 60 hrs 60"), Set("shorter"), Set("longer")),
        new(["page"], Units("page 1 pages 1"), Set("shorter thinner"), Set("longer thicker")),
        new(["weight"], Units("g 1 gram 1 grams 1 kg 1000 kilo 1000 kilos 1000"), Set("lighter"), Set("heavier")),
        new(["player"], Units("player 1 players 1 people 1"), Set("smaller"), Set("bigger larger")),
    ];

    private static readonly FrozenSet<string> Prices = Set("cheaper cheap inexpensive affordable pricier dearer expensive");
    private static readonly FrozenSet<string> Lengths = Set("shorter longer");
    private static readonly FrozenSet<string> Under = Set("under below within max maximum");
    private static readonly FrozenSet<string> Over = Set("over above from minimum");

    /// <summary>What is said of a number at a place, and how many words say so; 0 and null when nothing is.</summary>
    public (int Length, Act? Act) At(IReadOnlyList<MessageTerm> terms, int at)
    {
        if (attributes.Count == 0)
        {
            return (0, null);
        }

        string? Word(int ahead) => at + ahead < terms.Count ? terms[at + ahead].Written : null;
        if (Word(0) is "less" or "more" && Word(1) is { } quality && OfQuality(quality) is { } degree)
        {
            return (2, new NumberAct(degree.Attribute, degree.IsMore == (Word(0) == "more")));
        }

        if (Word(0) is "too" or "not" && Word(1) is { } excess && OfQuality(excess) is { } much)
        {
            return (2, new NumberAct(much.Attribute, !much.IsMore));
        }

        var bound = BoundAt(terms, at);
        if (bound.Length > 0 && NumberAt(terms, at + bound.Length) is { Length: > 0 } number && AttributeOf(number.Unit, number.IsMoney, bound.Comparative) is { } attribute)
        {
            var value = number.Value * number.Scale;
            return (bound.Length + number.Length, new RangeAct(attribute, bound.IsUnder ? null : value, bound.IsUnder ? value : null));
        }

        return OfQuality(Word(0)!) is { } alone && Word(0)!.EndsWith("er", StringComparison.Ordinal) ? (1, new NumberAct(alone.Attribute, alone.IsMore)) : (0, null);
    }

    /// <summary>What is asked of prices or lengths where the catalogue has none: how many words ask it, and what it is called; 0 and null when nothing does.</summary>
    public (int Length, LackAct? Act) LackAt(IReadOnlyList<MessageTerm> terms, int at)
    {
        string? Word(int ahead) => at + ahead < terms.Count ? terms[at + ahead].Written : null;
        var (length, word) = Word(0) is "less" or "more" or "too" or "not" ? (2, Word(1)) : (1, Word(0));
        return word is null || (length == 1 && !word.EndsWith("er", StringComparison.Ordinal)) || OfQuality(word) is not null ? (0, null)
            : Prices.Contains(word) ? (length, new("prices"))
            : Lengths.Contains(word) ? (length, new("lengths"))
            : (0, null);
    }

    private static (int Length, bool IsUnder, string? Comparative) BoundAt(IReadOnlyList<MessageTerm> terms, int at)
    {
        string? Word(int ahead) => at + ahead < terms.Count ? terms[at + ahead].Written : null;
        return (Word(0), Word(1), Word(2)) switch
        {
            ("no" or "not", "more", "than") => (3, true, null),
            ("no" or "not", "less", "than") => (3, false, null),
            ("less" or "fewer", "than", _) => (2, true, null),
            ("more", "than", _) => (2, false, null),
            ("up", "to", _) or ("at", "most", _) => (2, true, null),
            ("at", "least", _) => (2, false, null),
            ({ } word, "than", _) when Measures.Any(m => m.Less.Contains(word)) => (2, true, word),
            ({ } word, "than", _) when Measures.Any(m => m.More.Contains(word)) => (2, false, word),
            ({ } word, _, _) when Under.Contains(word) => (1, true, null),
            ({ } word, _, _) when Over.Contains(word) => (1, false, null),
            _ => (0, false, null),
        };
    }

    private static (int Length, double Value, double Scale, Measure? Unit, bool IsMoney) NumberAt(IReadOnlyList<MessageTerm> terms, int at)
    {
        if (at >= terms.Count || !double.TryParse(terms[at].Written, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return default;
        }

        var isMoney = terms[at].Before.AsSpan().TrimEnd() is [.., var mark] && Currency.Contains(mark, StringComparison.Ordinal);
        var unit = at + 1 < terms.Count ? Measures.FirstOrDefault(m => m.Units.ContainsKey(terms[at + 1].Written)) : null;
        return unit is null ? (1, value, 1, null, isMoney) : (2, value, unit.Units[terms[at + 1].Written], unit, isMoney);
    }

    private string? AttributeOf(Measure? unit, bool isMoney, string? comparative) =>
        unit is not null ? Named(unit)
        : isMoney ? Named(Measures[0])
        : comparative is not null ? OfQuality(comparative)?.Attribute
        : null;

    private (string Attribute, bool IsMore)? OfQuality(string word) => Measures
        .Where(m => m.Less.Contains(word) || m.More.Contains(word))
        .Select(m => (Attribute: Named(m), IsMore: m.More.Contains(word)))
        .Where(m => m.Attribute is not null)
        .Select(m => ((string, bool)?)(m.Attribute!, m.IsMore))
        .FirstOrDefault();

    private string? Named(Measure measure) => attributes.Where(a => measure.Names.Any(n => a.Contains(n, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal).FirstOrDefault();

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();

    private static FrozenDictionary<string, double> Units(string words) =>
        words.Split(' ').Chunk(2).ToFrozenDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture));

    private sealed record Measure(string[] Names, FrozenDictionary<string, double> Units, FrozenSet<string> Less, FrozenSet<string> More);
}
