using LlmRec.Learning.Models;

namespace LlmRec.Tests.Learning;

/// <summary>Small seeded data with a rule that can be learned: after item i comes i + 1, in two rings of items.</summary>
internal static class TinyData
{
    public const int Items = 24;
    public const int TextWidth = 8;

    /// <summary>Histories that walk along a ring; the last event of each is held out.</summary>
    public static TrainingData Rings(int users = 60, int seed = 3)
    {
        var random = new Random(seed);
        var walks = Enumerable.Range(0, users).Select(_ => Walk(random.Next(Items), random.Next(4, 9))).ToArray();
        return new()
        {
            ItemCount = Items,
            Histories = [.. walks.Select(w => w[..^1])],
            Validation = [.. walks.Select(w => new HeldOut(w[..^1], w[^1]))],
            TextVectors = Texts(random),
            TextDimension = TextWidth,
        };
    }

    public static int After(int item) => item < Items / 2 ? (item + 1) % (Items / 2) : (Items / 2) + ((item + 1) % (Items / 2));

    private static int[] Walk(int from, int length)
    {
        var walk = new int[length];
        for (var i = 0; i < length; i++)
        {
            (walk[i], from) = (from, After(from));
        }

        return walk;
    }

    private static float[] Texts(Random random)
    {
        var texts = new float[Items * TextWidth];
        for (var i = 0; i < Items; i++)
        {
            var row = texts.AsSpan(i * TextWidth, TextWidth);
            for (var j = 0; j < TextWidth; j++)
            {
                row[j] = (float)(random.NextDouble() - 0.5);
            }

            System.Numerics.Tensors.TensorPrimitives.Divide(row, System.Numerics.Tensors.TensorPrimitives.Norm<float>(row), row);
        }

        return texts;
    }
}
