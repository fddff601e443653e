namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>A title found in a message.</summary>
/// <param name="From">Its first word.</param>
/// <param name="Length">Its words, a year behind it included.</param>
/// <param name="Items">The keys of the items that may be meant, the likeliest first.</param>
/// <param name="IsSure">Whether it was spelt right and can't be mistaken for plain words.</param>
internal sealed record LinkedTitle(int From, int Length, IReadOnlyList<int> Items, bool IsSure)
{
    /// <summary>One past its last word.</summary>
    public int To => From + Length;
}
