namespace LlmRec.Agents.Conversing.State;

/// <summary>What is to be taken out of a state: by hand, without a word. What is not there is passed over.</summary>
public sealed record StateEdit
{
    /// <summary>Ids of items that are not liked after all.</summary>
    public IReadOnlyList<string>? Likes { get; init; }

    /// <summary>Ids of items that are not disliked after all.</summary>
    public IReadOnlyList<string>? Dislikes { get; init; }

    /// <summary>Ids of items of which nothing alike is wanted any more.</summary>
    public IReadOnlyList<string>? Examples { get; init; }

    /// <summary>Values that are not wanted any more.</summary>
    public IReadOnlyList<string>? Wanted { get; init; }

    /// <summary>Values that are not unwanted any more.</summary>
    public IReadOnlyList<string>? Unwanted { get; init; }

    /// <summary>Wishes, word for word.</summary>
    public IReadOnlyList<string>? Wishes { get; init; }

    /// <summary>Aversions, word for word.</summary>
    public IReadOnlyList<string>? Aversions { get; init; }

    /// <summary>What there need not be more of, word for word.</summary>
    public IReadOnlyList<string>? MoreOf { get; init; }

    /// <summary>Names of attributes whose bounds go.</summary>
    public IReadOnlyList<string>? Ranges { get; init; }

    /// <summary>Whether the years go.</summary>
    public bool Years { get; init; }

    /// <summary>The state without it. What was shown is still not shown again.</summary>
    public DialogueState Apply(DialogueState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with
        {
            Likes = Without(state.Likes, Likes),
            Dislikes = Without(state.Dislikes, Dislikes),
            Examples = Without(state.Examples, Examples),
            Wanted = [.. (Wanted ?? []).Aggregate(state.Wanted, (all, gone) => [.. all.Select(w => w.Without(gone)).OfType<FacetWish>()])],
            Unwanted = [.. state.Unwanted.Where(w => Unwanted?.Contains(w.Value) != true)],
            Wishes = Without(state.Wishes, Wishes),
            Aversions = Without(state.Aversions, Aversions),
            MoreOf = Without(state.MoreOf, MoreOf),
            Ranges = [.. state.Ranges.Where(r => Ranges?.Contains(r.Attribute) != true)],
            YearFrom = Years ? null : state.YearFrom,
            YearTo = Years ? null : state.YearTo,
        };
    }

    private static IReadOnlyList<string> Without(IReadOnlyList<string> list, IReadOnlyList<string>? gone) => gone is null ? list : [.. list.Except(gone)];
}
