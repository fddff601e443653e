using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.State;

namespace LlmRec.Evaluation.Simulation;

/// <summary>
/// A person who has an item in mind whose name they can't tell: asks for it vaguely or precisely, answers, criticises, says
/// what they know already, and accepts when it is shown. All that is said is true of the target.
/// </summary>
internal sealed class SimulatedUser
{
    public const string Vague = "vague";
    public const string Facet = "a facet";
    public const string Precise = "precise";
    public const string Likeness = "like another";

    private const double SaysSeen = 0.6;

    private readonly Target _target;
    private readonly KnownCatalogue _catalogue;
    private readonly Random _random;
    private readonly Speech _speech;
    private readonly Critic _critic;
    private readonly HashSet<Statement> _said = [];

    /// <param name="target">What is looked for.</param>
    /// <param name="catalogue">All items.</param>
    /// <param name="seed">Where all choices come from.</param>
    public SimulatedUser(Target target, KnownCatalogue catalogue, int seed)
    {
        (_target, _catalogue, _random) = (target, catalogue, new Random(seed));
        _speech = new(catalogue, _random);
        _critic = new(target, catalogue, _speech, _random, _said);
        // Drawn first, so that a person opens alike whatever they talk to.
        Opening = _random.NextDouble() switch { < 0.25 => Vague, < 0.5 => Facet, < 0.75 => Precise, _ when target.Near.Count > 0 => Likeness, _ => Facet };
    }

    /// <summary>How the conversation opens.</summary>
    public string Opening { get; }

    /// <summary>The first message.</summary>
    public Utterance Open()
    {
        var (facts, themes) = (Shuffled(_target.Item.Facts), Shuffled(_catalogue.ThemesOf(_target.Item)));
        return Remembered(Opening switch
        {
            Vague => new(Vague, _speech.Typed(_speech.Say("[hi|hello|hey][!|,|] [can you recommend [something|a {noun}]?|I need [some ideas|a recommendation]|what's good?|any suggestions?]"))),
            Precise => Asked(Precise, OneOfEach(facts).Take(_random.Next(1, 4)), themes.Take(_target.Item.IsDescribed ? 1 : _random.Next(0, 3)), _random.Next(3) == 0),
            Likeness => AskedByLikeness(),
            _ => facts.Count > 0 && (themes.Count == 0 || _random.Next(4) > 0) ? Asked(Facet, facts.Take(1), [], false) : Asked(Facet, [], themes.Take(1), false),
        });
    }

    /// <summary>What is said to an answer that did not show the target.</summary>
    public Utterance Reply(ChatAnswer answer)
    {
        List<KnownItem> shown = [.. answer.Items.Select(i => _catalogue[i.Id]).OfType<KnownItem>()];
        // A question beside items is answered as often as not.
        return Remembered(answer.Question is { } question && (shown.Count == 0 || (_random.Next(2) == 0 && _target.Item.Facts.Any(f => f.Kind == question.Kind))) ? Answer(question)
            : shown.Count == 0 ? Rephrase() : OnShown(shown));
    }

    /// <summary>What is said when the target is shown.</summary>
    public Utterance Accept(ChatAnswer answer)
    {
        var place = answer.Items.Index().First(i => i.Item.Id == _target.Item.Id).Index;
        var pointed = _speech.Pointed(_target.Item, place, answer.Items.Count);
        return new("accept", _speech.Typed(_speech.Say(
            answer.Items.Count > 1 ? "[{n} [is perfect|sounds great|is exactly what I wanted], thanks|I'll take {n}[, thanks|]|{n} it is, thank you|great, {n}!]" : "[perfect, thanks|yes, that's the one|great, I'll take it|sounds good, thank you]", ("n", pointed))));
    }

    /// <summary>Whether an item would do as well: of all the target's kinds and of its time, and all that was said is true of it.</summary>
    public bool IsAsGood(KnownItem item) =>
        item.Id != _target.Item.Id
            && _said.Count > 0
            && _target.Item.Facts.Where(f => f.Role == FactRole.Kind || f.Kind == "brand").All(item.Facts.Contains)
            && (_target.Item.Year is not { } year || Math.Abs(year - (item.Year ?? int.MaxValue / 2)) <= 5)
            && _said.All(s => s switch
            {
                Wants wants => item.Has(wants.Value),
                Refuses refuses => !item.Has(refuses.Value),
                About about => about.Words.Split(' ').All(w => item.Stems.Contains(KnownItem.StemOf(w))),
                _ => true,
            });

    private Utterance Asked(string kind, IEnumerable<KnownFact> facts, IEnumerable<string> themes, bool withYears)
    {
        var (somefacts, some) = (facts.ToList(), themes.ToList());
        var years = withYears ? _speech.YearsOf(_target.Item) : null;
        var wish = _speech.Wish(somefacts, some, years, _target.Item.IsDescribed);
        var text = _speech.Say("[I'm looking for {w}|I'd like {w}[ please|]|I want {w}|any suggestions for {w}?|can you recommend {w}?|I'm in the mood for {w}|show me {w}|{w}]", ("w", wish));
        return new(kind, _speech.Typed(text), [.. somefacts.Select(f => new Wants(f.Value)), .. some.Select(t => new About(t)), .. years is null ? Array.Empty<Statement>() : [new OfYears(years)]]);
    }

    private Utterance AskedByLikeness()
    {
        var near = _target.Near[_random.Next(_target.Near.Count)];
        var name = _speech.NameOf(near);
        if (_random.Next(2) == 0 && _critic.Unlike(near) is { } unlike)
        {
            return new(Likeness, _speech.Typed(_speech.Say("[something like {n} but {b}|I liked {n}, but I'd like something {b}|I'm looking for something like {n}, but {b}]", ("n", name), ("b", unlike.Text))), new Alike(near.Name), unlike.Says);
        }

        return new(Likeness, _speech.Typed(_speech.Say("[something like {n}|I loved {n}, what [else is there|next]?|I really enjoyed {n}|anything similar to {n}?|do you have anything like {n}?|I'm looking for something like {n}]", ("n", name))), new Alike(near.Name));
    }

    private Utterance Answer(OpenQuestion question)
    {
        var known = _target.Item.Facts.Where(f => f.Kind == question.Kind).ToList();
        if (known.Count == 0)
        {
            return new("no preference", _speech.Typed(_speech.Say("[it doesn't matter|I don't mind|no preference|I don't know, you choose|any is fine]")));
        }

        var offered = known.Where(f => question.Options.Contains(f.Value, StringComparer.OrdinalIgnoreCase)).ToList();
        if (offered.Count > 0)
        {
            var fact = offered[_random.Next(offered.Count)];
            return new("answer", _speech.Typed(_speech.Say("[{v}|{v} please|{v}, I think|definitely {v}|I'd say {v}|let's go with {v}]", ("v", fact.Spoken))), new Wants(fact.Value));
        }

        var own = known[_random.Next(known.Count)];
        return _random.Next(2) == 0
            ? new("answer", _speech.Typed(_speech.Say("[none of those, {v}|neither, {v} please|no, {v}|rather {v}|actually {v}]", ("v", own.Spoken))), new Wants(own.Value))
            : new("none of the options", _speech.Typed(_speech.Say("[none of those|none of them|no, something else]")));
    }

    private Utterance OnShown(List<KnownItem> shown)
    {
        var (place, seen) = shown.Index().FirstOrDefault(s => _target.Seen.Contains(s.Item.Id) && !_said.Contains(new Knows(s.Item.Name)));
        if (seen is null || _random.NextDouble() >= SaysSeen)
        {
            var critique = _critic.On(shown);
            return critique with { Text = _speech.Typed(critique.Text) };
        }

        var text = _speech.Say("[I've already {known} {n}|I've {known} {n}[ already|]|already {known} {n}|I know {n} already]", ("n", _speech.Pointed(seen, place, shown.Count)));
        if (_random.Next(2) == 0)
        {
            return new("seen", _speech.Typed(text), new Knows(seen.Name));
        }

        var more = _critic.On(shown);
        return new("seen", _speech.Typed($"{text}. {more.Text}"), [new Knows(seen.Name), .. more.Says]);
    }

    /// <summary>Neither items nor a question came: the wish once more, otherwise.</summary>
    private Utterance Rephrase()
    {
        var asked = Asked("again", OneOfEach(Shuffled(_target.Item.Facts)).Take(2), Shuffled(_catalogue.ThemesOf(_target.Item)).Take(1), false);
        return _random.Next(3) == 0 ? asked with { Text = $"start over. {asked.Text}" } : asked;
    }

    private static IEnumerable<KnownFact> OneOfEach(IEnumerable<KnownFact> facts) => facts.DistinctBy(f => f.Role);

    private List<T> Shuffled<T>(IReadOnlyList<T> all)
    {
        var some = all.ToArray();
        _random.Shuffle(some);
        return [.. some];
    }

    private Utterance Remembered(Utterance said)
    {
        _said.UnionWith(said.Says);
        return said;
    }
}
