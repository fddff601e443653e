using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>What a message says of an item.</summary>
internal enum Stance
{
    /// <summary>It is named, and nothing more.</summary>
    Named,

    /// <summary>It is liked.</summary>
    Liked,

    /// <summary>It is disliked.</summary>
    Disliked,

    /// <summary>It is known already.</summary>
    Seen,

    /// <summary>Something like it is wanted.</summary>
    Example,

    /// <summary>Nothing like it is wanted.</summary>
    CounterExample,

    /// <summary>It is taken up: to be seen, read or bought.</summary>
    Chosen,
}

/// <summary>What a message does with what was shown, or with the conversation itself.</summary>
internal enum Move
{
    /// <summary>Hello.</summary>
    Greet,

    /// <summary>Thanks.</summary>
    Thank,

    /// <summary>Goodbye, or enough.</summary>
    Stop,

    /// <summary>All said so far is to be forgotten.</summary>
    StartOver,

    /// <summary>Something is asked for, and not a word of what.</summary>
    Request,

    /// <summary>Further items are wanted.</summary>
    More,

    /// <summary>Nothing of what was shown will do.</summary>
    NoneOfThese,

    /// <summary>Why this was shown is asked.</summary>
    Why,

    /// <summary>What was shown is taken up.</summary>
    Accept,

    /// <summary>What was said is agreed to, whatever it was: "yes", "ok", "great". Heard only within a message; as a whole it is <see cref="Accept"/> when nothing else is said, else nothing.</summary>
    Agree,

    /// <summary>What was shown, or asked, is declined.</summary>
    Decline,

    /// <summary>What was asked makes no difference.</summary>
    NoMatter,

    /// <summary>What is named in the message is to be forgotten.</summary>
    Forget,
}

/// <summary>Something of what a message says.</summary>
internal abstract record Act;

/// <summary>An item is spoken of.</summary>
/// <param name="Items">The items that may be meant, by key, the likeliest first.</param>
/// <param name="Stance">What is said of it.</param>
/// <param name="IsSure">Whether the title was spelt right.</param>
internal sealed record ItemAct(IReadOnlyList<int> Items, Stance Stance, bool IsSure) : Act;

/// <summary>One of the items shown is spoken of.</summary>
/// <param name="Place">Its place in the list, from 0; −1 for the last; null for all of them, or the only one.</param>
/// <param name="Stance">What is said of it.</param>
internal sealed record ShownAct(int? Place, Stance Stance) : Act;

/// <summary>A facet is wanted or unwanted.</summary>
/// <param name="Facets">The facets that may be meant: one value, of one kind or several.</param>
/// <param name="IsWanted">Whether it is wanted.</param>
internal sealed record FacetAct(IReadOnlyList<Facet> Facets, bool IsWanted) : Act
{
    /// <summary>Whether it will do in place of the one before it.</summary>
    public bool IsAlternative { get; init; }

    /// <summary>Whether it is wanted instead of others of its kind.</summary>
    public bool Replaces { get; init; }
}

/// <summary>Years are wanted or unwanted.</summary>
/// <param name="From">The first; null for any.</param>
/// <param name="To">The last; null for any.</param>
/// <param name="IsWanted">Whether they are wanted.</param>
internal sealed record YearsAct(int? From, int? To, bool IsWanted) : Act;

/// <summary>A number is bounded: "under $20", "at least 90 minutes".</summary>
/// <param name="Attribute">The attribute's name in the catalogue.</param>
/// <param name="From">The least; null for any.</param>
/// <param name="To">The most; null for any.</param>
internal sealed record RangeAct(string Attribute, double? From, double? To) : Act;

/// <summary>A number is to be smaller or larger than that of an example or of what was shown: "cheaper", "longer".</summary>
/// <param name="Attribute">The attribute's name in the catalogue.</param>
/// <param name="IsMore">Whether larger.</param>
internal sealed record NumberAct(string Attribute, bool IsMore) : Act;

/// <summary>Something is asked of a number that this catalogue doesn't have.</summary>
/// <param name="Of">What it is, as a plural: "prices".</param>
internal sealed record LackAct(string Of) : Act;

/// <summary>Something older or newer than an example is wanted.</summary>
/// <param name="IsNewer">Whether newer.</param>
internal sealed record AgeAct(bool IsNewer) : Act;

/// <summary>What is wanted, in the writer's own words.</summary>
/// <param name="Text">The words.</param>
/// <param name="Begins">Whether it asks anew ("I need …", "something …"), or adds to what was asked.</param>
internal sealed record WishAct(string Text, bool Begins = false) : Act;

/// <summary>More of something is wanted, or less.</summary>
/// <param name="Text">Of what, as an adjective or noun.</param>
/// <param name="IsMore">Whether more.</param>
/// <param name="Said">The same as it reads best: "funnier", "less slow".</param>
internal sealed record CritiqueAct(string Text, bool IsMore, string Said) : Act;

/// <summary>An item is asked about.</summary>
/// <param name="Items">The items that may be meant, by key; null for one of those shown.</param>
/// <param name="Place">Its place in the list, as in <see cref="ShownAct"/>.</param>
internal sealed record TellAct(IReadOnlyList<int>? Items, int? Place) : Act;

/// <summary>Something is said that asks for no item.</summary>
/// <param name="About">What it is about.</param>
internal sealed record AsideAct(Aside About) : Act;

/// <summary>What is unwanted, in the writer's own words.</summary>
/// <param name="Text">The words.</param>
internal sealed record AversionAct(string Text) : Act;

/// <summary>A move.</summary>
/// <param name="Move">Which.</param>
internal sealed record MoveAct(Move Move) : Act;
