using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Tools.Checking;

/// <summary>An item that a reply may name, with all that may be said of it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Text">The beginning of its description, as the model got it; null when it got none.</param>
/// <param name="Why">Why it was found; null when it was only named.</param>
/// <param name="IsFound">Whether a function returned it in this turn, to be suggested.</param>
internal sealed record SpeakableItem(CatalogItem Item, string? Text, PickEvidence? Why, bool IsFound)
{
    private readonly Lazy<HashSet<string>> _words = new(() => WordsOf(Text));

    /// <summary>Whether its description has a word, in whichever form.</summary>
    public bool Says(IEnumerable<string> bases) => _words.Value.Overlaps(bases);

    /// <summary>Words of a text in their base forms. A capital inside of a sentence makes a name: names stand in titles and facts, not in descriptions.</summary>
    private static HashSet<string> WordsOf(string? text) => text is null ? [] :
        [.. Understanding.MessageTerm.Of(text).Where(t => !t.IsCapital || t.BeginsSentence).SelectMany(t => Inflection.BasesOf(t.Written))];
}

/// <summary>What a reply is held against: what functions returned in this turn, the state, and what the person said.</summary>
internal sealed class ReplyEvidence
{
    private readonly HashSet<string> _saidWords;
    private readonly HashSet<string> _values;

    /// <param name="work">The turn.</param>
    /// <param name="items">The catalogue.</param>
    public ReplyEvidence(TurnWork work, ItemTable items)
    {
        State = work.State;
        Question = work.Question;
        Compared = work.Compared;
        HasRecommended = work.Found.Any(f => f.Source == Source.Recommend);
        var found = work.Found.Select(f => items.Find(f.Pick.Id) is { } item ? new SpeakableItem(item, f.Data.Text, f.Pick.Evidence, true) : null).OfType<SpeakableItem>().Reverse().ToList();
        var spoken = work.Spoken
            .Concat(work.State.LastShown.Concat(work.State.Examples).Concat(work.State.Likes).Concat(work.State.Dislikes).Concat(work.State.Seen).Concat(work.State.Shown).Select(items.Find).OfType<CatalogItem>())
            .Where(s => found.All(f => f.Item.Key != s.Key)).DistinctBy(s => s.Key).Select(s => new SpeakableItem(s, null, null, false));
        Items = [.. found, .. spoken];
        Said = string.Join('\n', work.Messages.Concat(work.State.Wishes).Concat(work.State.MoreOf).Concat(work.State.Aversions));
        _saidWords = [.. Understanding.MessageTerm.Of(Said).SelectMany(t => Inflection.BasesOf(t.Written))];
        _values = [.. work.State.Wanted.Concat(work.State.Unwanted).Select(w => w.Value).Concat(work.Question?.Options ?? []).Select(ReplyText.Plain)];
        Kinds = Items.SelectMany(i => i.Item.Facets.Select(f => f.Kind).Concat(i.Item.Numbers.Keys)).Append(work.Question?.Kind ?? Facet.Category).Distinct()
            .SelectMany(k => new[] { FacetKinds.Singular(k), FacetKinds.Plural(k) }).SelectMany(k => k.Split(' ')).ToHashSet();
    }

    /// <summary>The state after what was remembered.</summary>
    public DialogueState State { get; }

    /// <summary>What must be asked; null for nothing.</summary>
    public OpenQuestion? Question { get; }

    /// <summary>Whether items were compared.</summary>
    public bool Compared { get; }

    /// <summary>Whether items to suggest were asked for, and some came.</summary>
    public bool HasRecommended { get; }

    /// <summary>Items that may be named, those found first, the latest first.</summary>
    public IReadOnlyList<SpeakableItem> Items { get; }

    /// <summary>All that the person said.</summary>
    public string Said { get; }

    /// <summary>Words for kinds of values.</summary>
    public IReadOnlySet<string> Kinds { get; }

    /// <summary>Values that may be named whatever item is spoken of, in plain letters.</summary>
    public IReadOnlySet<string> Values => _values;

    /// <summary>Whether the person used a word, in whichever form.</summary>
    public bool WasSaid(IEnumerable<string> bases) => _saidWords.Overlaps(bases);

    /// <summary>Whether the person named a value or a title.</summary>
    public bool WasNamed(string text)
    {
        string[] said = [.. SearchTerms.OfText(Said).Select(t => t.Term)];
        string[] terms = [.. SearchTerms.OfText(text).Select(t => t.Term)];
        return terms.Length > 0 && Enumerable.Range(0, Math.Max(0, said.Length - terms.Length + 1)).Any(at => said.AsSpan(at, terms.Length).SequenceEqual(terms));
    }
}
