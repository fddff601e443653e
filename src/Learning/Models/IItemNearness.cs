namespace LlmRec.Learning.Models;

/// <summary>A model that can say how much one liked item speaks for another: for evidence, not for ranking.</summary>
public interface IItemNearness
{
    /// <summary>How much a liked item speaks for another; 0 when it doesn't.</summary>
    /// <param name="liked">The liked item's number.</param>
    /// <param name="item">The other's.</param>
    float Nearness(int liked, int item);
}
