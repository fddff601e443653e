using System.Globalization;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>An item that a text may speak of.</summary>
/// <param name="Kind">What it is to the reader.</param>
/// <param name="Item">The item; of a liked one, the facets that it shares.</param>
/// <param name="Pick">What speaks for it; null for one that is liked or disliked.</param>
internal sealed record Party(MentionKind Kind, ItemFacts Item, PickFacts? Pick)
{
    public bool Has(string value) => Item.Facets.Any(f => f.Value.Equals(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the reader likes it, by the evidence.</summary>
    public bool IsLiked => Kind == MentionKind.Liked || Pick?.Standing == Standing.Liked;

    /// <summary>Whether the reader dislikes it, by the evidence.</summary>
    public bool IsDisliked => Kind == MentionKind.Disliked || Pick?.Standing == Standing.Disliked;

    /// <summary>Whether a number is its year, or a word such as "1980s" its decade.</summary>
    public bool IsFrom(string number) => Item.Year is { } year
        && (year.ToString(CultureInfo.InvariantCulture) == number
            || (number.EndsWith('s') && number[..^1] is var decade && ($"{year / 10 * 10}" == decade || $"{year / 10 * 10 % 100}" == decade)));
}

/// <summary>All items that a text about a pick may speak of.</summary>
internal sealed class Parties
{
    private readonly Party[] _liked;
    private readonly Party[] _disliked;
    private HashSet<string>? _kinds;
    private HashSet<string>? _nouns;
    private HashSet<string>? _ownNouns;

    public Parties(PickFacts facts)
    {
        Facts = facts;
        Item = new(MentionKind.Item, facts.Item, facts);
        Versus = facts.Versus is { } versus ? new(MentionKind.Versus, versus.Facts.Item, versus.Facts) : null;
        _liked = [.. Mentions.AllLiked(facts).Select(l => new Party(MentionKind.Liked, l.Item, null))];
        _disliked = [.. facts.Dislikes.Select(title => new Party(MentionKind.Disliked, new("", title, null, []), null))];
    }

    public PickFacts Facts { get; }

    /// <summary>The item that is explained.</summary>
    public Party Item { get; }

    /// <summary>The item it is held against; null when there is none.</summary>
    public Party? Versus { get; }

    /// <summary>The items behind either.</summary>
    public IReadOnlyList<Party> Liked => _liked;

    public IEnumerable<Party> All => [Item, .. Versus is null ? Array.Empty<Party>() : [Versus], .. _liked, .. _disliked];

    /// <summary>What kinds of attributes are called.</summary>
    public IReadOnlySet<string> Kinds => _kinds ??= [.. Holders.AllFacets(Facts).Select(f => f.Kind).Distinct().SelectMany(k => new[] { FacetKinds.Singular(k), FacetKinds.Plural(k), k.ToLowerInvariant() }).SelectMany(k => k.Split(' ')), "genre", "genres"];

    /// <summary>What the items may be called: film, book, pen.</summary>
    public IReadOnlySet<string> Nouns => _nouns ??= [.. ItemNouns.Of(Facts)];

    /// <summary>The nouns among them that only some of the items bear, by title or category.</summary>
    public IReadOnlySet<string> OwnNouns => _ownNouns ??= [.. ItemNouns.Own(Facts)];

    /// <summary>What speaks for the item and for what it is held against.</summary>
    public IEnumerable<PickFacts> Picks => All.Select(p => p.Pick).OfType<PickFacts>();

    /// <summary>Whom a title names.</summary>
    public Party Named(Mention title) => title.Kind switch
    {
        MentionKind.Item => Item,
        MentionKind.Liked => _liked[title.Index],
        MentionKind.Versus => Versus!,
        _ => _disliked[title.Index],
    };
}
