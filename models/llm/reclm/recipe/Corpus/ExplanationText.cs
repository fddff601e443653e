using System.Globalization;
using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Reclm.Grammar;

namespace LlmRec.Reclm.Corpus;

/// <summary>Says evidence by the grammar of clauses; what comes out has passed the check and says every fact.</summary>
internal sealed class ExplanationText
{
    private const int Tries = 200;

    private readonly ClauseGrammar _grammar = ClauseGrammar.Load("frames", "liked", "shared", "wish", "people", "rest");

    /// <summary>Told of each text that was thrown away, and why; null for nobody.</summary>
    public Action<string, IReadOnlyList<string>>? OnRejected { get; init; }

    /// <summary>Draws a text.</summary>
    /// <returns>The text; null where this evidence can't be said, as with a title that the check takes for a word.</returns>
    public string? Draw(PickFacts facts, Random random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var text = Attempt(facts, random);
            var faults = FaithfulnessCheck.Check(text, facts).Faults;
            if (faults.Count == 0 && FactsSaid.All(text, facts) && (facts.Versus is not { } versus || FactsSaid.All(text, versus.Facts)))
            {
                return text;
            }

            OnRejected?.Invoke(text, faults);
        }

        return null;
    }

    private string Attempt(PickFacts facts, Random random)
    {
        var register = new[] { "plain0", "plain0", "warm", "formal", "brief" }[random.Next(5)];
        var text = Said(facts, register, random);
        if (facts.Versus is not { } versus)
        {
            return text;
        }

        var other = Said(versus.Facts, register, random);
        var rank = versus.RanksHigher is { } otherWins
            ? _grammar.Draw("rank", new HashSet<string> { "higher", register }, slot => ClauseGrammar.Marked(((slot == "H") == otherWins ? versus.Facts : facts).Item.Spoken), random) + "."
            : "";
        return $"{text} {other} {rank}".TrimEnd();
    }

    private string Said(PickFacts facts, string register, Random random)
    {
        var reasons = Reasons(facts).ToArray();
        var features = Features(facts, random);
        features.Add(register);
        string Draw(string rule, params (string, string)[] roles) =>
            _grammar.Draw(rule, features, slot => Value(slot, facts, features, random), random, roles.ToDictionary(r => r.Item1, r => r.Item2));
        var text = reasons switch
        {
            [] => Draw(facts.Standing == Standing.None ? "bare.full" : "stood.full") + ".",
            [var only] => Draw("one", ("A", only)),
            [var first, var second, ..] => Draw("two", ("A", first), ("B", second)),
        };
        return facts.Different is null ? text : $"{text} {Draw("different")}.";
    }

    private static IEnumerable<string> Reasons(PickFacts facts) => new (bool Holds, string Name)[]
    {
        (facts.Words.Count > 0, "words"), (facts.ByMeaning, "meaning"), (facts.Liked.Count > 0, "liked"),
        (facts.LikedByAlike, "alike"), (facts.Likes is not null, "popular"), (facts.IsNew, "new"),
    }.Where(r => r.Holds).Select(r => r.Name);

    private static HashSet<string> Features(PickFacts facts, Random random)
    {
        var groups = Groups(facts).ToArray();
        var features = new HashSet<string>
        {
            facts.Liked.Count > 1 ? "l2" : "l1",
            groups.Length == 1 ? "s1" : "sn",
            facts.InCommon.Count > 0 ? "common" : facts.LikedTogether ? "together" : "plain",
            facts.Likes == 1 ? "n1" : "nn",
        };
        // A sentence doesn't begin with a value in small letters.
        _ = groups is [{ } first, ..] && char.IsUpper(first.Key[0]) && features.Add("sUp");
        _ = facts.Standing != Standing.None && features.Add(facts.Standing == Standing.Liked ? "liked0" : "disliked0");
        if (groups is [var single] && single.Count() == 1 && char.IsUpper(single.Key[0]))
        {
            features.Add(FacetKinds.Singular(single.First().Kind));
        }

        var nouns = FacetKinds.NounsOf(facts.Item.Facets.Concat(facts.InCommon));
        _ = nouns.Count > 0 && random.Next(3) > 0 && features.Add(nouns[0]);
        return features;
    }

    private string Value(string slot, PickFacts facts, HashSet<string> features, Random random) => slot switch
    {
        "T" => ClauseGrammar.Marked(facts.Item.Spoken),
        "L" => string.Join(random.Next(5) == 0 ? " as well as " : " and ", facts.Liked.Select(l => ClauseGrammar.Marked(l.Item.Spoken))),
        "S" => Shared(facts, random),
        "D1" or "Sv" => ClauseGrammar.Marked(facts.InCommon[0].Value),
        "Sk" => KindOf(Groups(facts).First()),
        "W" => Listed([.. facts.Words.Select(w => ClauseGrammar.Marked($"“{w}”"))], random),
        "N" => facts.Likes == 1 ? "one" : ClauseGrammar.Marked(facts.Likes!.Value.ToString("n0", CultureInfo.InvariantCulture)),
        "D" => ClauseGrammar.Marked(facts.Different!.Value.Value),
        _ => throw new InvalidDataException($"No clause has a value {slot} ({string.Join(' ', features)})."),
    };

    private static IEnumerable<IGrouping<string, Facet>> Groups(PickFacts facts) => facts.InCommon.GroupBy(f => f.Value, StringComparer.OrdinalIgnoreCase);

    private static string KindOf(IEnumerable<Facet> sameValue) => string.Join(" and ", sameValue.Select(f => f.Kind == Facet.Category ? "category" : FacetKinds.Singular(f.Kind)).Distinct());

    private string Shared(PickFacts facts, Random random) => Listed([.. Groups(facts).Select(g =>
    {
        var kind = g.All(f => f.Kind == Facet.Category) ? "category" : g.All(f => FacetKinds.IsPerson(f.Kind)) ? "person" : "other";
        return _grammar.DrawMarked("value", new HashSet<string> { kind }, slot => slot == "v" ? ClauseGrammar.Marked(g.Key) : KindOf(g), random);
    })], random);

    internal static string Listed(IReadOnlyList<string> values, Random random) => values switch
    {
        [var one] => one,
        [var one, var two] => random.Next(6) == 0 ? $"{one} as well as {two}" : $"{one} and {two}",
        _ => $"{string.Join(", ", values.Take(values.Count - 1))}{(random.Next(4) == 0 ? "," : "")} and {values[^1]}",
    };
}
