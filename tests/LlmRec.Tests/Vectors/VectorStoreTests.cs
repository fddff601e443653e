using System.Numerics.Tensors;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Tests.Vectors;

public sealed class VectorStoreTests
{
    [Fact]
    public async Task A_vector_is_read_back_bit_by_bit_with_what_it_is_filtered_by()
    {
        using var world = await VectorWorld.OfAsync(0);
        var row = world.RandomRow(3) with { OwnerId = "映画 \"3\"", Year = -50, Tags = ["genre=žánr", ""] };
        await world.UpsertAsync(row);

        var change = Assert.Single(await new VectorStore(world.Store).ChangesAsync(world.Space, OwnerKind.Item, 0, 10));

        Assert.Equal(row.Vector, change.Vector);
        Assert.Equal((row.OwnerKey, row.OwnerId, row.Year), (change.OwnerKey, change.OwnerId, change.Year));
        Assert.Equal(row.Tags, change.Tags);
    }

    [Fact]
    public async Task Changes_come_in_order_each_owner_once_a_deletion_without_a_vector()
    {
        using var world = await VectorWorld.OfAsync(4);
        var store = new VectorStore(world.Store);
        await world.UpsertAsync(world.RandomRow(2));
        await world.DeleteAsync(1);

        var first = await store.ChangesAsync(world.Space, OwnerKind.Item, 0, 3);
        var rest = await store.ChangesAsync(world.Space, OwnerKind.Item, first[^1].Seq, 3);

        Assert.Equal([3, 4, 2, 1], first.Concat(rest).Select(c => c.OwnerKey));
        Assert.Equal([true, true, true, false], first.Concat(rest).Select(c => c.Vector is not null));
        Assert.Equal(rest[^1].Seq, await store.LastChangeAsync());
        Assert.Equal(3, await store.CountAsync(world.Space, OwnerKind.Item));
    }

    [Fact]
    public async Task Nothing_of_a_deleted_owner_stays()
    {
        using var world = await VectorWorld.OfAsync(2);
        await world.DeleteAsync(1);

        var left = Assert.Single(await world.Store.ReadAsync(s => s.QueryAsync<(string Id, string Hash, string Tags, byte[]? Vector, int? Year)>(
            "SELECT owner_id, text_hash, tags, vector, year FROM vectors WHERE owner_key = 1")));
        Assert.Equal(("", "", "[]", null, null), left);
        Assert.Equal([2], (await new VectorStore(world.Store).FindAsync(world.Space, OwnerKind.Item, [1, 2])).Keys);
    }

    [Fact]
    public async Task A_vector_that_is_none_of_the_space_is_refused_and_nothing_of_its_batch_is_stored()
    {
        using var world = await VectorWorld.OfAsync(0);
        foreach (var wrong in new[] { new float[world.Definition.Dimension - 1], [.. new float[world.Definition.Dimension - 1], float.PositiveInfinity] })
        {
            await Assert.ThrowsAsync<VectorSpaceMismatchException>(() => world.UpsertAsync(world.RandomRow(1), world.RandomRow(2) with { Vector = wrong }));
        }

        Assert.Equal(0, await new VectorStore(world.Store).CountAsync(world.Space, OwnerKind.Item));
    }

    [Fact]
    public async Task The_mean_is_of_all_vectors_over_pages_and_of_none_that_is_deleted()
    {
        using var world = await VectorWorld.OfAsync(5_200, dimension: 3);
        await world.DeleteAsync(17);

        var (mean, of) = await new VectorStore(world.Store).MeanAsync(world.Space, OwnerKind.Item);

        Assert.Equal(5_199, of);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(world.Rows.Values.Average(r => (double)r.Vector![i]), mean![i], 1e-6));
        Assert.Equal((null, 0), await new VectorStore(world.Store).MeanAsync(world.Space, OwnerKind.User));
    }

    [Fact]
    public async Task A_space_is_made_once_and_found_again_with_its_means_by_every_process()
    {
        using var world = await VectorWorld.OfAsync(0);
        using var other = await world.OpenAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new VectorSpaces(other).GetAsync(world.Definition))));
        Assert.All(made, space => Assert.Equal((world.Space.Key, 1, null), (space.Key, space.Version, space.Mean)));
        var (mean, queryMean) = (world.RandomVector(), world.RandomVector());

        await world.SetMeansAsync(mean, queryMean);

        var read = await new VectorSpaces(other).GetAsync(world.Definition);
        Assert.Equal((2, world.Definition.Encoder, world.Definition.Dimension), (read.Version, read.Encoder, read.Dimension));
        Assert.Equal(mean, read.Mean);
        Assert.Equal(queryMean, read.QueryMean);
    }

    [Fact]
    public async Task A_space_of_another_dimension_is_refused_with_both()
    {
        using var world = await VectorWorld.OfAsync(0, dimension: 12);

        var fault = await Assert.ThrowsAsync<VectorSpaceMismatchException>(() => new VectorSpaces(world.Store).GetAsync(world.Definition with { Dimension = 13 }));

        Assert.Contains("12", fault.Message, StringComparison.Ordinal);
        Assert.Contains("13", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mean_that_is_none_of_the_space_is_refused()
    {
        using var world = await VectorWorld.OfAsync(0);

        await Assert.ThrowsAsync<VectorSpaceMismatchException>(() => world.SetMeansAsync(new float[3], null));
        await Assert.ThrowsAsync<VectorSpaceMismatchException>(() => world.SetMeansAsync(world.RandomVector(), new float[3]));
    }

    [Fact]
    public void Vectors_are_centred_and_brought_to_unit_length_each_side_by_its_own_mean()
    {
        var space = new VectorSpace(1, "e@1", "e", "1", "", 2, [1, 1], [0, 1], 50, 1);
        float[] item = [4, 5], query = [3, 5], zero = [1, 1];

        space.Transform(item);
        space.TransformQuery(query);
        space.Transform(zero);

        Assert.Equal([0.6f, 0.8f], item);
        Assert.Equal([0.6f, 0.8f], query);
        Assert.Equal([0f, 0f], zero);
        Assert.Equal(1, TensorPrimitives.Norm<float>(item), 1e-6f);
    }
}
