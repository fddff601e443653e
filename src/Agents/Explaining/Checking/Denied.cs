namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What can be denied.</summary>
internal enum Denied
{
    /// <summary>Nothing of an item: words that say nothing say nothing when they are denied.</summary>
    Nothing,

    /// <summary>That the reader likes something.</summary>
    Liking,

    /// <summary>That other people like something.</summary>
    People,

    /// <summary>That anyone rated it.</summary>
    Rating,

    /// <summary>That many know it.</summary>
    Fame,

    /// <summary>That it is new.</summary>
    Newness,

    /// <summary>That it is near to the wish.</summary>
    Meaning,

    /// <summary>A place in the order.</summary>
    Rank,

    /// <summary>That the wish's words stand in the text.</summary>
    Wording,

    /// <summary>A word of the wish.</summary>
    Wish,

    /// <summary>That the wish led to the item.</summary>
    Source,

    /// <summary>That there is a reason, or that anything is known of the reader.</summary>
    Reason,

    /// <summary>An attribute.</summary>
    Attribute,

    /// <summary>That items have something in common.</summary>
    Sharing,

    /// <summary>What was said before of another.</summary>
    Ellipsis,

    /// <summary>Anything else: nobody knows whether it is true.</summary>
    Other,
}
