using LlmRec.Learning.Layout;
using Xunit.Abstractions;

namespace LlmRec.Tests.Learning.Layout;

public sealed class LayoutTests(ITestOutputHelper output)
{
    private const int Each = 15;

    [Theory]
    [InlineData(20, 0.8f)]
    [InlineData(40, 1.2f)]
    public void Near_points_stay_near_at_least_twice_as_often_as_along_the_principal_axes(int centres, float spread)
    {
        var cloud = new Cloud(800, 64, centres, spread, seed: 3);
        var axes = cloud.AlongAxes();
        var layout = Laid(cloud, axes, seed: 1);

        var (flat, kept) = (cloud.Kept(axes, 10), cloud.Kept(layout.Places, 10));

        output.WriteLine($"{centres} clumps, spread {spread}: of the 10 nearest, {flat:p1} stay along the axes, {kept:p1} in the layout");
        Assert.True(kept > 2 * flat, $"{kept} against {flat}");
        Assert.True(kept > .25, $"{kept}");
    }

    [Fact]
    public void Clumps_come_apart()
    {
        var cloud = new Cloud(400, 32, 8, .6f, seed: 5);
        var places = Laid(cloud, cloud.AlongAxes(), seed: 1).Places.ToArray();

        var middles = Enumerable.Range(0, 8).Select(c => Enumerable.Range(0, 400).Where(i => cloud.Clumps[i] == c).ToList()).Select(of => (X: of.Average(i => places[2 * i]), Y: of.Average(i => places[(2 * i) + 1]))).ToList();
        var own = Enumerable.Range(0, 400).Count(i => Enumerable.Range(0, 8).MinBy(c => Math.Pow(places[2 * i] - middles[c].X, 2) + Math.Pow(places[(2 * i) + 1] - middles[c].Y, 2)) == cloud.Clumps[i]);
        Assert.True(own > 390, $"{own} of 400 lie nearest to the middle of their own clump");
    }

    [Fact]
    public void The_same_seed_gives_the_same_map_to_the_bit_and_another_seed_another()
    {
        var cloud = new Cloud(200, 16, 5, .8f, seed: 7);
        var axes = cloud.AlongAxes();

        Assert.Equal(Laid(cloud, axes, 1).Places.ToArray(), Laid(cloud, axes, 1).Places.ToArray());
        Assert.NotEqual(Laid(cloud, axes, 1).Places.ToArray(), Laid(cloud, axes, 2).Places.ToArray());
    }

    [Fact]
    public void Points_that_are_all_alike_and_points_without_neighbours_are_laid_out_all_the_same()
    {
        int[] neighbours = [1, 2, 0, 2, 0, 1, -1, -1];
        var graph = NeighbourGraph.Of(neighbours, new float[8], 2);
        var layout = new PlaneLayout(graph, new float[8], 1);
        while (layout.Round < layout.Rounds)
        {
            layout.Next();
        }

        Assert.All(layout.Places.ToArray(), place => Assert.True(float.IsFinite(place)));
        Assert.Equal(4, layout.Places.ToArray().Chunk(2).Select(p => (p[0], p[1])).Distinct().Count());
    }

    [Fact]
    public void Views_of_each_other_are_joined_and_an_edge_stands_once()
    {
        // Of three in a row, the middle one is near both; each sees its nearest at weight 1.
        var graph = NeighbourGraph.Of([1, 2, 0, 2, 1, 0], [.1f, .5f, .1f, .2f, .2f, .5f], 2);

        Assert.Equal([(0, 1), (0, 2), (1, 2)], graph.From.Zip(graph.To).Order());
        Assert.All(graph.Weights, w => Assert.InRange(w, 0, 1));
        Assert.Equal(1, graph.Weights[Array.IndexOf(graph.From, 0)], 1e-6);
    }

    [Fact]
    public void The_axes_are_those_along_which_points_differ_most_whatever_the_seed()
    {
        var random = new Random(1);
        var axes = new PrincipalAxes(5);
        for (var i = 0; i < 5_000; i++)
        {
            axes.Add([(float)random.NextDouble(), 9 * (float)random.NextDouble(), .1f * (float)random.NextDouble(), 3 * (float)random.NextDouble(), 7]);
        }

        var (first, again) = (axes.Leading(2, 1), axes.Leading(2, 2));

        Assert.Equal(1, first[0][1], 1e-2);
        Assert.Equal(1, first[1][3], 1e-2);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(first[0][i], again[0][i], 1e-5));
    }

    private static PlaneLayout Laid(Cloud cloud, float[] first, int seed)
    {
        var (neighbours, distances) = cloud.Nearest(Each);
        var layout = new PlaneLayout(NeighbourGraph.Of(neighbours, distances, Each), first, seed);
        while (layout.Round < layout.Rounds)
        {
            layout.Next();
        }

        return layout;
    }
}
