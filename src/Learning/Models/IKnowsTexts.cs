namespace LlmRec.Learning.Models;

/// <summary>A model that can know an item by its text alone: one that came after its training, too.</summary>
public interface IKnowsTexts
{
    /// <summary>Width of the text vectors it was trained with; 0 when it was trained without.</summary>
    int TextWidth { get; }

    /// <summary>The same model with more items at the end of the catalogue, each known by its text alone.</summary>
    /// <param name="texts">Their text vectors, centred as those it was trained with: item × <see cref="TextWidth"/>, row-major.</param>
    /// <returns>A model of its own; this one stays.</returns>
    /// <exception cref="InvalidOperationException">It was trained without texts.</exception>
    IScoringModel WithItems(float[] texts);
}
