namespace LlmRec.Evaluation.Simulation;

/// <summary>What a simulated person finds to say about what was shown: how the target differs from it.</summary>
/// <param name="target">What is looked for.</param>
/// <param name="catalogue">All items.</param>
/// <param name="speech">The phrases.</param>
/// <param name="random">Chooses.</param>
/// <param name="said">What was said before: nobody says a thing twice.</param>
internal sealed class Critic(Target target, KnownCatalogue catalogue, Speech speech, Random random, HashSet<Statement> said)
{
    private const string Kind = "critique";
    private const int YearsApart = 3;
    private const double IsClose = 0.5;

    // Of the seekers' turns in IARD that neither accept nor know what was shown, about half say what is wrong with it.
    private const double SaysWhy = 0.5;

    /// <summary>Half of the time that it won't do, else what is wrong with it: one thing, more often one that tells more.</summary>
    /// <param name="shown">What was shown, in order.</param>
    public Utterance On(IReadOnlyList<KnownItem> shown)
    {
        var things = TooMuch(shown).Concat(Missing(shown)).Concat(Years(shown)).Concat(Themes()).Concat(LikeAnother()).Concat(LikeOneShown(shown))
            .Where(t => !t.What.Says.Any(said.Contains)).ToList();
        if (things.Count == 0 || random.NextDouble() >= SaysWhy)
        {
            return new("reject", speech.Say("[none of these|no, what else [do you have|is there]?|not for me|nope, something else|show me something else|none of those, sorry]"));
        }

        var at = random.NextDouble() * things.Sum(t => t.Weight);
        return things.SkipWhile(t => (at -= t.Weight) > 0).FirstOrDefault(things[^1]).What;
    }

    /// <summary>How the target differs from an item it is compared with: "older", "with less horror".</summary>
    /// <returns>The words, and what they say; null when nothing differs.</returns>
    public (string Text, Statement Says)? Unlike(KnownItem other)
    {
        var ways = new List<(string, Statement)>();
        if (target.Item.Year is { } year && other.Year is { } otherYear && Math.Abs(year - otherYear) >= YearsApart)
        {
            ways.Add(year < otherYear ? (speech.Say("[older|a bit older]"), new OfYears("older")) : (speech.Say("[newer|more recent]"), new OfYears("newer")));
        }

        foreach (var fact in other.Facts.Where(f => !target.Item.Facts.Contains(f)))
        {
            if (fact.Role == FactRole.Kind)
            {
                ways.Add((speech.Say("[without the {v}|with less {v}|no {v}]", ("v", fact.Spoken)), new Refuses(fact.Value)));
            }
            else if (fact.Role == FactRole.Trait)
            {
                ways.Add((speech.Say("[not so {v}|less {v}|not as {v}]", ("v", fact.Spoken)), new Refuses(fact.Value)));
            }
        }

        foreach (var fact in target.Item.Facts.Where(f => !other.Facts.Contains(f)))
        {
            ways.Add((speech.Say(fact.Role switch
            {
                FactRole.Kind => "[more {v}|with more {v}]",
                FactRole.Trait => "more {v}",
                FactRole.With => "with {v}",
                FactRole.By => "by {v}",
                _ => "from {v}",
            }, ("v", fact.Spoken)), new Wants(fact.Value)));
        }

        ways.RemoveAll(w => said.Contains(w.Item2));
        return ways.Count > 0 ? ways[random.Next(ways.Count)] : null;
    }

    private IEnumerable<(double Weight, Utterance What)> TooMuch(IReadOnlyList<KnownItem> shown) => shown
        .SelectMany(s => s.Facts).Where(f => f.Role is FactRole.Kind or FactRole.Trait && !target.Item.Facts.Contains(f)).CountBy(f => f).Where(f => f.Value * 2 > shown.Count)
        .Select(f => f.Key)
        .Select(f => (2.0, new Utterance(Kind, speech.Say(
            f.Role == FactRole.Kind ? "[no {v}[ please|]|not so much {v}|less {v}[ please|]|I'm not in the mood for {v}|anything but {v}|I don't want {a} {v} {noun}]" : "[not so {v}|less {v}[ please|]|too {v}|these are too {v} for me]",
            ("v", f.Spoken), ("a", Speech.ArticleOf(f.Spoken))), new Refuses(f.Value))));

    private IEnumerable<(double Weight, Utterance What)> Missing(IReadOnlyList<KnownItem> shown) => target.Item.Facts
        .Where(f => shown.Count(s => s.Facts.Contains(f)) * 2 <= shown.Count)
        .Select(f => (f.Role is FactRole.Kind or FactRole.Trait ? 2.0 : 1.0, new Utterance(Kind, speech.Say(f.Role switch
        {
            FactRole.Kind => "[more {v}[ please|]|it should be {a} {v} {noun}|I'd rather have {a} {v} {noun}|how about {a} {v} {noun}?|{v} [please|would be better]]",
            FactRole.Trait => "[more {v}[ please|]|something more {v}|it should be {v}|I'd like something {v}]",
            FactRole.By => "[anything by {v}?|I'd like one by {v}|something by {v}]",
            FactRole.With => "[anything with {v}?|I'd like one with {v}|is there one with {v} in it?]",
            _ => "[anything from {v}?|I'd prefer one from {v}|it should be from {v}]",
        }, ("v", f.Spoken), ("a", Speech.ArticleOf(f.Spoken))), new Wants(f.Value))));

    private IEnumerable<(double Weight, Utterance What)> Years(IReadOnlyList<KnownItem> shown)
    {
        if (target.Item.Year is not { } year || said.OfType<OfYears>().Skip(1).Any())
        {
            yield break;
        }

        var years = shown.Select(s => s.Year).OfType<int>().ToList();
        if (years.Count > 0 && years.Min() >= year + YearsApart)
        {
            yield return (3, new(Kind, speech.Say("[older[ please|]|something older|do you have older ones?|these are too new]"), new OfYears("older than all of these")));
        }
        else if (years.Count > 0 && years.Max() <= year - YearsApart)
        {
            yield return (3, new(Kind, speech.Say("[newer[ please|]|something newer|anything more recent?|these are too old]"), new OfYears("newer than all of these")));
        }
        else if (speech.YearsOf(target.Item) is { } known)
        {
            yield return (1, new(Kind, speech.Say("[something {y}|one {y}|I'd like something {y}]", ("y", known)), new OfYears(known)));
        }
    }

    private IEnumerable<(double Weight, Utterance What)> Themes() => Picked(catalogue.ThemesOf(target.Item), 3).Select(theme => (1.0, new Utterance(
        Kind,
        speech.Say(target.Item.IsDescribed ? "[I need {t}|{t}|I'm looking for {t}]" : "[something about {t}|it should be about {t}|I want something with {t} in it|there should be {t} in it]", ("t", target.Item.IsDescribed ? theme : Speech.Theme(theme))),
        new About(theme))));

    private IEnumerable<(double Weight, Utterance What)> LikeAnother() => Picked(target.Near, 2).Select(near =>
    {
        var (name, unlike) = (speech.NameOf(near), random.Next(2) == 0 ? Unlike(near) : null);
        return unlike is { } but
            ? (1.0, new Utterance(Kind, speech.Say("[something like {n} but {b}|more like {n}, but {b}|like {n}, only {b}]", ("n", name), ("b", but.Text)), new Alike(near.Name), but.Says))
            : (1.0, new Utterance(Kind, speech.Say("[something like {n}|more like {n}|I want something similar to {n}|closer to {n}]", ("n", name)), new Alike(near.Name)));
    });

    private IEnumerable<(double Weight, Utterance What)> LikeOneShown(IReadOnlyList<KnownItem> shown) => shown.Index()
        .Where(s => KnownCatalogue.Overlap(s.Item, target.Item) >= IsClose || target.Near.Contains(s.Item))
        .Select(s => (1.0, new Utterance(Kind, speech.Say("[more like {n}|something like {n}|{n} is close, more like that]", ("n", speech.Pointed(s.Item, s.Index, shown.Count))), new Alike(s.Item.Name))));

    private IEnumerable<T> Picked<T>(IReadOnlyList<T> all, int most)
    {
        var some = all.ToArray();
        random.Shuffle(some);
        return some.Take(most);
    }
}
