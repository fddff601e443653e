namespace LlmRec.Recommending.Behaviour;

/// <summary>What a user did with an item, judged.</summary>
/// <param name="Item">The item's key.</param>
/// <param name="Time">Unix seconds, or the order index in a store of order-index data.</param>
/// <param name="Weight">How strongly it counts, above 0; below 0 for a dislike; 0 when neither.</param>
/// <param name="Type">
/// A number for the type of interaction, of a view's own. Last, where it takes no room: 4 of the 24 bytes would be padding.
/// </param>
public readonly record struct LikeEvent(int Item, double Time, float Weight, int Type = 0)
{
    /// <summary>Whether the user liked the item.</summary>
    public bool IsLike => Weight > 0;

    /// <summary>Whether the user disliked the item.</summary>
    public bool IsDislike => Weight < 0;
}
