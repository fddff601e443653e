using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Ease;

namespace LlmRec.Tests.Learning.Models;

public sealed class EaseTests
{
    [Theory]
    [InlineData(37, 8)]
    [InlineData(16, 16)]
    [InlineData(5, 8)]
    public void The_tiled_sweep_gives_minus_the_inverse(int size, int tile)
    {
        var (tiles, matrix) = Matrix(size, tile, 4);
        using var sweep = new SweepInverse(Toy.Sessions);

        sweep.Negate(tiles, 2, _ => { }, default);

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                var product = Enumerable.Range(0, size).Sum(k => matrix[i, k] * -tiles[k, j]);
                Assert.Equal(i == j ? 1 : 0, product, 1e-4);
            }
        }
    }

    [Fact]
    public void The_residual_tells_a_wrong_inverse_from_a_right_one()
    {
        var likes = Toy.Data(30, 60, 1).Histories.Select(h => h.Distinct().ToArray()).ToArray();
        var tiles = new SymmetricTiles(30, 8);
        for (var i = 0; i < 30; i++)
        {
            tiles[i, i] = 50;
        }

        foreach (var (a, b) in likes.SelectMany(l => l.SelectMany(a => l.Where(b => b <= a).Select(b => (a, b)))))
        {
            tiles[a, b] += 1;
        }

        using var sweep = new SweepInverse(Toy.Sessions);
        sweep.Negate(tiles, 2, _ => { }, default);
        var right = Residual.Of(tiles, likes, 50, 1, 2);
        tiles[20, 3] += 0.001f;

        Assert.True(right < 1e-5, $"{right}");
        Assert.True(Residual.Of(tiles, likes, 50, 1, 2) > EaseTrainer.MostResidual);
    }

    [Fact]
    public void Scores_are_those_of_the_closed_form_computed_plainly()
    {
        var data = Toy.Data(23, 80, 2) with { Validation = [] };
        using var model = new EaseTrainer(Toy.Sessions, new() { Tile = 8 }).Train(data, new(), default);

        var inverse = PlainInverse(data, 100);
        var scores = Toy.Scores(model, 23, 4, 9);

        for (var j = 0; j < 23; j++)
        {
            double B(int i) => i == j ? 0 : -inverse[i, j] / inverse[j, j];
            Assert.Equal((0.5 * B(4)) + B(9), scores[j], 1e-5);
        }
    }

    [Fact]
    public void Too_many_items_are_refused_with_the_alternative_named()
    {
        var refused = Assert.Throws<TrainingException>(() => new EaseTrainer(Toy.Sessions, new() { MostItems = 20 }).Train(Toy.Data(21, 9, 1), new(), default));

        Assert.Contains("item-knn", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused()
    {
        var tiles = new SymmetricTiles(4, 8);
        using var sweep = new SweepInverse(Toy.Sessions);

        Assert.Throws<TrainingException>(() => sweep.Negate(tiles, 2, _ => { }, default));
    }

    private static (SymmetricTiles Tiles, double[,] Matrix) Matrix(int size, int tile, int seed)
    {
        var random = new Random(seed);
        var (tiles, matrix) = (new SymmetricTiles(size, tile), new double[size, size]);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                tiles[i, j] = i == j ? size : (float)(random.NextDouble() - 0.5);
                matrix[i, j] = matrix[j, i] = tiles[i, j];
            }
        }

        return (tiles, matrix);
    }

    private static double[,] PlainInverse(TrainingData data, double regularisation)
    {
        var n = data.ItemCount;
        var a = new double[n, 2 * n];
        for (var i = 0; i < n; i++)
        {
            (a[i, i], a[i, n + i]) = (regularisation, 1);
        }

        foreach (var items in data.Histories.Select(h => h.Distinct().ToArray()))
        {
            foreach (var i in items)
            {
                foreach (var j in items)
                {
                    a[i, j]++;
                }
            }
        }

        for (var k = 0; k < n; k++)
        {
            var pivot = a[k, k];
            for (var j = 0; j < 2 * n; j++)
            {
                a[k, j] /= pivot;
            }

            for (var i = 0; i < n; i++)
            {
                var factor = i == k ? 0 : a[i, k];
                for (var j = 0; j < 2 * n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }
            }
        }

        var inverse = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                inverse[i, j] = a[i, n + j];
            }
        }

        return inverse;
    }
}
