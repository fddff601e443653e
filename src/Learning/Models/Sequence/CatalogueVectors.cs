using System.Numerics.Tensors;
using LlmRec.Learning.Engine.Training;
using LlmRec.Learning.Models.Masked;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>The vectors of a whole catalogue after a training of <c>sequence</c> or <c>masked</c>.</summary>
internal static class CatalogueVectors
{
    /// <summary>Text map of every item's text, plus the own vector of each that was trained; hidden items as one more row where there are any.</summary>
    /// <param name="setting">Sizes and data.</param>
    /// <param name="trained">The weights.</param>
    /// <param name="sessions">Opens the graph of the map.</param>
    /// <returns>[items, width], or one row more.</returns>
    public static float[] Of(SequenceSetting setting, Weights trained, OnnxSessions sessions)
    {
        var width = setting.Shape.Width;
        var vectors = setting.TextWidth > 0
            ? TextVectors.Mapped(setting.Data.TextVectors!, setting.TextWidth, trained[ItemVectors.Map].Values, sessions)
            : new float[setting.Data.ItemCount * width];
        for (var row = 0; row < setting.Items.Items.Length; row++)
        {
            var vector = vectors.AsSpan(setting.Items.Items[row] * width, width);
            TensorPrimitives.Add(vector, trained[ItemVectors.Own].Values.AsSpan(row * width, width), vector);
        }

        return setting.MaskedShare > 0 ? [.. vectors, .. trained[MaskedItemTask.MaskVector].Values] : vectors;
    }
}
