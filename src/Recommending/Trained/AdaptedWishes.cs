using System.Numerics.Tensors;
using LlmRec.Embedding.Encoders;
using LlmRec.Learning.Models.TextAdapter;
using LlmRec.Recommending.Pipeline;
using LlmRec.Vectors.Spaces;

namespace LlmRec.Recommending.Trained;

/// <summary>Brings wishes into the space of a text adapter: centred by what the adapter was promoted with, then through its head.</summary>
internal sealed class AdaptedWishes(QueryEncoder encoder, SpaceDefinition definition)
{
    /// <summary>The vector of a request's wish.</summary>
    /// <param name="context">The request.</param>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Of unit length; null where there is no wish, or the model can't take one: only an adapter can, and only of the encoder it was trained over.</returns>
    public async Task<float[]?> OfAsync(RecallContext context, ServedModel model, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(context.Wish) || model.Model is not TextAdapterModel adapter || model.Manifest.Facts.GetValueOrDefault(ServedModel.Space) != definition.Name)
        {
            return null;
        }

        var wish = (await encoder.EncodeAsync([context.Wish], cancellationToken))[0].ToArray();
        TensorPrimitives.Subtract(wish, model.Arrays[ServedModel.QueryMean], wish);
        var norm = TensorPrimitives.Norm<float>(wish);
        if (norm == 0)
        {
            return null;
        }

        TensorPrimitives.Divide(wish, norm, wish);
        var adapted = new float[wish.Length];
        adapter.Adapt(wish, adapted);
        return adapted;
    }
}
