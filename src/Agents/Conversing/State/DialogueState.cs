using LlmRec.Catalog.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.State;

/// <summary>What a conversation has come to: what is believed of the person, and what was shown and asked. Readable by the client, and all that the next turn needs.</summary>
public sealed record DialogueState
{
    /// <summary>The beginning.</summary>
    public static DialogueState Empty { get; } = new();

    /// <summary>Ids of items that are liked, the latest last.</summary>
    public IReadOnlyList<string> Likes { get; init; } = [];

    /// <summary>Ids of items that are disliked.</summary>
    public IReadOnlyList<string> Dislikes { get; init; } = [];

    /// <summary>Ids of items of which more alike is wanted.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Ids of items that are known already.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>What is wanted, each met by any of its facets; the latest last.</summary>
    public IReadOnlyList<FacetWish> Wanted { get; init; } = [];

    /// <summary>What is unwanted.</summary>
    public IReadOnlyList<FacetWish> Unwanted { get; init; } = [];

    /// <summary>The earliest year; null for any.</summary>
    public int? YearFrom { get; init; }

    /// <summary>The latest year; null for any.</summary>
    public int? YearTo { get; init; }

    /// <summary>Bounds of numbers such as prices, one an attribute.</summary>
    public IReadOnlyList<NumberRange> Ranges { get; init; } = [];

    /// <summary>What is wanted, in the person's own words.</summary>
    public IReadOnlyList<string> Wishes { get; init; } = [];

    /// <summary>What there should be more of, in the person's own words.</summary>
    public IReadOnlyList<string> MoreOf { get; init; } = [];

    /// <summary>What is unwanted, or wanted less of, in the person's own words.</summary>
    public IReadOnlyList<string> Aversions { get; init; } = [];

    /// <summary>Ids of all items shown.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>Ids of the items shown last, as they stood.</summary>
    public IReadOnlyList<string> LastShown { get; init; } = [];

    /// <summary>Id of the one of these that was spoken of last: what "it" means; null for none.</summary>
    public string? Focus { get; init; }

    /// <summary>Kinds of facets that were asked about.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>The question that is open; null when none is.</summary>
    public OpenQuestion? Question { get; init; }

    /// <summary>Turns in a row, up to the last one, with a question in them.</summary>
    public int QuestionsInARow { get; init; }

    /// <summary>Ids of what is pointed at of what was shown last.</summary>
    /// <param name="place">Its place, from 0; −1 for the last; null for what is in focus, or all of it.</param>
    internal IEnumerable<string> Pointed(int? place) => place switch
    {
        null => Focus is { } focus ? [focus] : LastShown,
        -1 => LastShown.TakeLast(1),
        { } at => LastShown.Skip(at).Take(1),
    };

    /// <summary>The state once something is shown; as it is when nothing is.</summary>
    /// <param name="ids">What is shown, in order.</param>
    internal DialogueState Showing(IReadOnlyList<string> ids) => ids.Count == 0 ? this : this with { Shown = [.. Shown.Except(ids), .. ids], LastShown = ids, Focus = null };

    /// <summary>The state once something is asked.</summary>
    internal DialogueState Asking(OpenQuestion question) => this with { Question = question, Asked = [.. Asked.Except([question.Kind]), question.Kind], QuestionsInARow = QuestionsInARow + 1 };

    /// <summary>Whether nothing is known that narrows the catalogue.</summary>
    public bool IsOpen => Likes.Count == 0 && Examples.Count == 0 && Wanted.Count == 0 && Wishes.Count == 0 && MoreOf.Count == 0 && Ranges.Count == 0 && YearFrom is null && YearTo is null;
}

/// <summary>A value that is wanted or not: of one kind, or of several of the same name (director, writer).</summary>
/// <param name="Value">The value, as the catalogue writes it.</param>
/// <param name="Kinds">Its kinds.</param>
public sealed record FacetWish(string Value, IReadOnlyList<string> Kinds)
{
    /// <summary>What will do in its place.</summary>
    public IReadOnlyList<FacetWish> Or { get; init; } = [];

    internal IEnumerable<Facet> Facets => Kinds.Select(kind => new Facet(kind, Value)).Concat(Or.SelectMany(o => o.Facets));

    /// <summary>All that will do, as it is said.</summary>
    internal string Said => string.Join(" or ", Or.Select(o => o.Value).Prepend(Value).DistinctBy(v => string.Concat(v.Where(char.IsLetterOrDigit)).ToUpperInvariant()));

    /// <summary>What is left of it without a value; null for nothing.</summary>
    internal FacetWish? Without(string value) =>
        Value != value ? this with { Or = [.. Or.Where(o => o.Value != value)] }
        : Or.Count > 0 ? Or[0] with { Or = [.. Or.Skip(1)] }
        : null;
}

/// <summary>A question that was asked.</summary>
/// <param name="Kind">The kind of facet it is about.</param>
/// <param name="Options">The answers offered.</param>
public sealed record OpenQuestion(string Kind, IReadOnlyList<string> Options);
