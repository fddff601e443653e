namespace LlmRec.Recommending.Profiles;

/// <summary>What is known of the person a request is for.</summary>
/// <param name="Likes">Liked items, most recent first, each once, with the weight its age leaves it (0 to 1 times the like's own weight).</param>
/// <param name="Dislikes">Disliked items, most recent first, each once.</param>
/// <param name="Seen">Every item the person has to do with already: not to be recommended again.</param>
public sealed record Profile(IReadOnlyList<WeightedItem> Likes, IReadOnlyList<int> Dislikes, IReadOnlySet<int> Seen)
{
    /// <summary>Those of <see cref="Likes"/> of which nothing is said but that something like them is wanted.</summary>
    public IReadOnlySet<int> Examples { get; init; } = new HashSet<int>();

    /// <summary>Nothing is known.</summary>
    public static Profile Empty { get; } = new([], [], new HashSet<int>());
}

/// <summary>An item and how much it counts.</summary>
/// <param name="Item">The item's key.</param>
/// <param name="Weight">Above 0.</param>
public readonly record struct WeightedItem(int Item, float Weight);
