using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Collections;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Queries;

/// <summary>The kinds of query that score every point: nearest, recommend, discover.</summary>
internal sealed class Scorers(Collection collection, string end)
{
    public Scorer Nearest(JsonNode? input)
    {
        var inputs = new VectorInputs(collection, end);
        return To(inputs, inputs.Read(input));
    }

    public Scorer Recommend(JsonNode? recommend)
    {
        var inputs = new VectorInputs(collection, end);
        var positives = inputs.ReadAll(recommend.Field("positive"));
        var negatives = inputs.ReadAll(recommend.Field("negative"));
        if (positives.Length + negatives.Length == 0)
        {
            throw QdrantError.Invalid("internal.query.recommend.positives, negatives: Validation error: At least one positive or negative vector/id must be provided [{}]");
        }

        var strategy = recommend.Field("strategy").TryText(out var given) ? given : "average_vector";
        return strategy switch
        {
            "average_vector" => To(inputs, AverageVector(positives, negatives)),
            "best_score" => Scored(inputs, positives, negatives, BestScore),
            "sum_scores" => Scored(inputs, positives, negatives, (near, far) => near.Sum() - far.Sum()),
            _ => throw QdrantError.Format($"unknown variant `{strategy}`, expected one of `average_vector`, `best_score`, `sum_scores`{end}"),
        };
    }

    /// <summary>Points on the right side of as many pairs as can be; among these the nearest to a target.</summary>
    public Scorer Discover(JsonNode? discover)
    {
        var inputs = new VectorInputs(collection, end);
        var target = inputs.Params.Prepared(inputs.Read(discover.Field("target")));
        var pairs = (discover.Field("context").OneOrMany() ?? [])
            .Select(p => (Near: inputs.Params.Prepared(inputs.Read(p.Field("positive"))), Far: inputs.Params.Prepared(inputs.Read(p.Field("negative"))))).ToList();
        return new(
            p => pairs.Sum(pair => MathF.Sign(inputs.Params.Score(p.Vector, pair.Near) - inputs.Params.Score(p.Vector, pair.Far))) + Squashed(inputs.Params.Score(p.Vector, target)));
    }

    private static Scorer To(VectorInputs inputs, float[] vector)
    {
        var prepared = inputs.Params.Prepared(vector);
        return new(p => inputs.Params.Score(p.Vector, prepared), inputs.Params.HigherIsNearer);
    }

    private static Scorer Scored(VectorInputs inputs, float[][] positives, float[][] negatives, Func<float[], float[], float> combine)
    {
        float[][] near = [.. positives.Select(inputs.Params.Prepared)], far = [.. negatives.Select(inputs.Params.Prepared)];
        return new(
            p => combine([.. near.Select(v => inputs.Params.Score(p.Vector, v))], [.. far.Select(v => inputs.Params.Score(p.Vector, v))]));
    }

    private static float[] AverageVector(float[][] positives, float[][] negatives)
    {
        if (positives.Length == 0)
        {
            throw QdrantError.WrongInput("Positive vectors should not be empty with `average` strategy");
        }

        var near = Average(positives);
        return negatives.Length == 0 ? near : [.. near.Zip(Average(negatives), (n, f) => n + n - f)];
    }

    private static float[] Average(float[][] vectors) =>
        [.. Enumerable.Range(0, vectors[0].Length).Select(i => vectors.Average(v => v[i]))];

    private static float BestScore(float[] near, float[] far)
    {
        var (nearest, farthest) = (near.DefaultIfEmpty(float.MinValue).Max(), far.DefaultIfEmpty(float.MinValue).Max());
        return nearest > farthest ? Squashed(nearest) : -Squashed(farthest);
    }

    /// <summary>Any score brought between 0 and 1.</summary>
    private static float Squashed(float score) => 0.5f * ((score / (1 + MathF.Abs(score))) + 1);
}
