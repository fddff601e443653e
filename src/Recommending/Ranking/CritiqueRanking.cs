using System.Numerics.Tensors;
using LlmRec.Catalog.Lexical;
using LlmRec.Embedding.Encoders;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Recommending.Ranking;

/// <summary>
/// Moves ranked candidates by what people say of them in general ("funnier", "not so violent"): unit critiques (McGinty and
/// Smyth, Adaptive Selection, 2003) on free text. How far an item meets one is told by its words and by how far its
/// vector lies in the direction of the critique's, compared with the other candidates.
/// </summary>
/// <param name="lexical">Finds the critique's words.</param>
/// <param name="encoder">Turns it into a direction.</param>
/// <param name="vectors">The items' vectors.</param>
public sealed class CritiqueRanking(LexicalIndex lexical, QueryEncoder encoder, ItemVectors vectors)
{
    // What an item keeps that meets nothing of what there should be more of, and that meets most what there should be less of.
    private const float LeftWithoutMore = 0.3f;
    private const float LeftWithLess = 0.2f;

    // A direction alone says less than the word itself.
    private const float DirectionWeight = 0.6f;
    private const int Depth = 2_000;

    /// <summary>Candidates in the order that the critiques leave them in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="ranked">The candidates; their vectors are loaded.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IReadOnlyList<RankedCandidate>> ApplyAsync(RecallContext context, IReadOnlyList<RankedCandidate> ranked, CancellationToken cancellationToken)
    {
        (string Text, bool IsMore)[] critiques = [.. context.MoreOf.Select(t => (t, true)), .. context.LessOf.Select(t => (t, false))];
        if (ranked.Count == 0)
        {
            return ranked;
        }

        var left = new float[ranked.Count];
        Array.Fill(left, 1);
        var directions = vectors.Count > 0 ? await encoder.EncodeAsync([.. critiques.Select(c => c.Text)], cancellationToken) : [];
        foreach (var (i, (text, isMore)) in critiques.Index())
        {
            var met = await MetAsync(text, i < directions.Count ? directions[i] : default, ranked, cancellationToken);
            for (var c = 0; c < left.Length; c++)
            {
                left[c] *= isMore ? LeftWithoutMore + ((1 - LeftWithoutMore) * met[c]) : 1 - ((1 - LeftWithLess) * met[c]);
            }
        }

        return [.. ranked.Select((c, i) => c with { Score = c.Score * left[i] }).OrderByDescending(c => c.Score).ThenBy(c => c.Item)];
    }

    /// <summary>How far each candidate meets a critique, 0 to 1.</summary>
    private async Task<float[]> MetAsync(string text, ReadOnlyMemory<float> direction, IReadOnlyList<RankedCandidate> ranked, CancellationToken cancellationToken)
    {
        var met = Along(direction, ranked);
        var hits = (await lexical.SearchAsync(text, Depth, cancellationToken)).ToDictionary(h => h.Key, h => (float)h.Score);
        for (var i = 0; i < met.Length; i++)
        {
            // A text of average length that says it once has about 1.
            met[i] = MathF.Max(DirectionWeight * met[i], Math.Clamp(hits.GetValueOrDefault(ranked[i].Item), 0, 1));
        }

        return met;
    }

    /// <summary>How far each candidate lies in a direction: 0 the least of them, 1 the most.</summary>
    private float[] Along(ReadOnlyMemory<float> direction, IReadOnlyList<RankedCandidate> ranked)
    {
        float[] along = [.. ranked.Select(c => vectors.Of(c.Item) is { IsEmpty: false } vector && !direction.IsEmpty ? TensorPrimitives.Dot(vector.Span, direction.Span) : 0)];
        var (least, most) = (along.Min(), along.Max());
        return [.. along.Select(a => most > least ? (a - least) / (most - least) : 0)];
    }
}
