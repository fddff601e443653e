namespace LlmRec.Evaluation.Simulation;

/// <summary>
/// The phrases of simulated people. A grammar of its own: none of it is what the service looks for, but what people say.
/// </summary>
internal sealed class Speech(KnownCatalogue catalogue, Random random)
{
    private const double MisspeltShare = 0.12;
    private const int ShortestMisspelt = 7;
    private const double LowerShare = 0.3;

    private static readonly string[] Places = ["first", "second", "third", "fourth", "fifth"];

    private string Noun => catalogue.IsWatched ? "[movie|movie|film]" : catalogue.IsRead ? "book" : "product";

    private string Known => catalogue.IsWatched ? "[seen|seen|watched]" : catalogue.IsRead ? "read" : "[got|bought|tried]";

    /// <summary>One of the ways of a pattern. <c>{noun}</c> and <c>{known}</c> are what things of this catalogue are called, and what one has done with them.</summary>
    public string Say(string pattern, params (string Name, string Value)[] slots) =>
        PhrasePattern.Say(random, pattern, [.. slots, ("noun", PhrasePattern.Say(random, Noun)), ("known", PhrasePattern.Say(random, Known))]);

    /// <summary>As a person types it: now and then without capitals.</summary>
    public string Typed(string text) => random.NextDouble() < LowerShare ? text.ToLowerInvariant() : text;

    /// <summary>An item's name; now and then misspelt.</summary>
    public string NameOf(KnownItem item)
    {
        if (item.Name.Length < ShortestMisspelt || random.NextDouble() >= MisspeltShare)
        {
            return item.Name;
        }

        var at = random.Next(1, item.Name.Length - 1);
        var (here, next) = (item.Name[at], item.Name[at + 1]);
        return !char.IsLetter(here) || !char.IsLetter(next) || here == next ? item.Name
            : random.Next(2) == 0 ? item.Name[..at] + item.Name[(at + 1)..]
            : $"{item.Name[..at]}{next}{here}{item.Name[(at + 2)..]}";
    }

    /// <summary>How one of several shown is pointed at: by name or by place.</summary>
    public string Pointed(KnownItem item, int place, int count) =>
        count > 1 && random.Next(2) == 0 ? Say(place == count - 1 ? $"the [last|{Places[place]}] one" : $"the {Places[place]} one") : NameOf(item);

    /// <summary>What a text speaks of, as a story's matter: "a station".</summary>
    public static string Theme(string noun) => noun.EndsWith('s') ? noun : $"{ArticleOf(noun)} {noun}";

    /// <summary>The article that a word takes.</summary>
    public static string ArticleOf(string word) => word[0] is 'a' or 'e' or 'i' or 'o' or 'u' or 'A' or 'E' or 'I' or 'O' or 'U' ? "an" : "a";

    /// <summary>A wish made of facts, words and years, as part of a sentence: "a tender drama movie by … about …".</summary>
    public string Wish(IReadOnlyList<KnownFact> facts, IReadOnlyList<string> themes, string? years, bool isDescribed)
    {
        string Of(FactRole role) => string.Join(' ', facts.Where(f => f.Role == role).Select(f => f.Spoken));
        string Behind(FactRole role, string word) => string.Concat(facts.Where(f => f.Role == role).Take(1).Select(f => $" {Say(word)} {f.Spoken}"));
        var (traits, kinds) = (Of(FactRole.Trait), Of(FactRole.Kind));
        var before = string.Join(' ', new[] { traits, kinds }.Where(s => s.Length > 0));
        var head = isDescribed && themes.Count > 0 ? string.Join(' ', themes) : before.Length > 0 ? Say("{noun}") : "something";
        var who = Behind(FactRole.By, "[by|from]") + Behind(FactRole.With, "[with|starring]") + Behind(FactRole.From, catalogue.IsWatched || catalogue.IsRead ? "from" : "[from|by|made by]");
        var what = isDescribed || themes.Count == 0 ? "" : $" about {string.Join(" and ", themes.Select(Theme))}";
        var all = $"{before} {head}{who}{(years is null ? "" : $" {years}")}{what}".Trim();
        return head == "something" || isDescribed ? all : random.Next(3) == 0 && !all.Contains(' ') ? $"some {all}s" : $"{ArticleOf(all)} {all}";
    }

    /// <summary>The years about an item's, and how they are said; null when none are known.</summary>
    public string? YearsOf(KnownItem item)
    {
        if (item.Year is not { } year)
        {
            return null;
        }

        var decade = year / 10 * 10;
        var age = catalogue.AgeOf(year);
        return random.Next(4) switch
        {
            0 when age > 0.8 => Say("that is [recent|fairly recent]"),
            0 when age < 0.2 => Say("that is [old|quite old]"),
            1 when decade + 10 <= catalogue.Newest => $"from before {decade + 10}",
            2 => $"made after {decade - 1}",
            _ => Say(decade < 2000 ? $"from the [{decade}s|{decade % 100}s|{decade % 100}'s]" : $"from the {decade}s"),
        };
    }
}
