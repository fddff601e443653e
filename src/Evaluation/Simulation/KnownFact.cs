namespace LlmRec.Evaluation.Simulation;

/// <summary>How a fact is spoken of.</summary>
internal enum FactRole
{
    /// <summary>What kind of thing it is: "a horror movie".</summary>
    Kind,

    /// <summary>What it is like: "a tender one".</summary>
    Trait,

    /// <summary>Who made it: "by …".</summary>
    By,

    /// <summary>Who is in it: "with …".</summary>
    With,

    /// <summary>Where it comes from, a place or a brand: "from …".</summary>
    From,
}

/// <summary>Something that a simulated person can say of an item.</summary>
/// <param name="Kind"><c>category</c>, or the attribute's name.</param>
/// <param name="Value">As the item's line has it.</param>
internal readonly record struct KnownFact(string Kind, string Value)
{
    public const string Category = "category";

    private static readonly string[] Makers = ["director", "writer", "author", "composer", "artist", "creator", "designer"];
    private static readonly string[] Players = ["star", "actor", "actress", "cast", "performer"];
    private static readonly string[] Origins = ["brand", "maker", "manufacturer", "publisher", "label", "country", "origin", "place"];

    public FactRole Role
    {
        get
        {
            var kind = Kind.ToLowerInvariant();
            kind = kind.EndsWith("ies", StringComparison.Ordinal) ? kind[..^3] + "y" : kind.TrimEnd('s');
            return Kind == Category ? FactRole.Kind : Makers.Contains(kind) ? FactRole.By : Players.Contains(kind) ? FactRole.With : Origins.Contains(kind) ? FactRole.From : FactRole.Trait;
        }
    }

    /// <summary>As it stands within a sentence: names keep their capitals.</summary>
    public string Spoken => Role is FactRole.Kind or FactRole.Trait ? Value.ToLowerInvariant() : Value;
}
