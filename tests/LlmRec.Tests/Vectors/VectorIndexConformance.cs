using LlmRec.Storage;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Tests.Vectors;

/// <summary>
/// What every <see cref="IVectorIndex"/> promises, checked against a brute-force search. A derived class makes the index;
/// all tests of this class then run on it.
/// </summary>
public abstract class VectorIndexConformance
{
    /// <summary>How far a score may be from the exact one.</summary>
    protected virtual double Tolerance => 1e-5;

    /// <summary>How far the numbers of an owner's own vector may be from the exact ones.</summary>
    protected virtual double VectorTolerance => Tolerance;

    /// <summary>Makes an index that has not followed the store yet. Disposed at the end of the test if it is disposable.</summary>
    protected abstract Task<IVectorIndex> CreateAsync(Store store, SpaceDefinition definition, OwnerKind kind);

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 1_024)]
    [InlineData(3, 2_500)]
    public async Task Its_hits_are_those_of_a_brute_force_search(int seed, int count)
    {
        using var world = await VectorWorld.OfAsync(count, seed: seed);
        await WithIndexAsync(world, async index =>
        {
            Assert.Equal(count, index.Count);
            await AssertEqualAsync(world, index, [.. Enumerable.Range(0, 8).Select(i => new VectorQuery { Vector = world.RandomVector(), Limit = 1 + (i * 9) })]);
        });
    }

    [Fact]
    public async Task Items_are_centred_by_the_mean_of_items_and_queries_by_that_of_queries()
    {
        using var world = await VectorWorld.OfAsync(200);
        await world.SetMeansAsync(world.RandomVector(), world.RandomVector());
        await WithIndexAsync(world, index => AssertEqualAsync(
            world,
            index,
            new VectorQuery { Vector = world.RandomVector(), Limit = 50 },
            new VectorQuery { Vector = world.RandomVector(), IsOwners = true, Limit = 50 }));
    }

    [Fact]
    public async Task A_new_mean_changes_every_score_at_the_next_follow()
    {
        using var world = await VectorWorld.OfAsync(200);
        await WithIndexAsync(world, async index =>
        {
            await world.SetMeansAsync(world.RandomVector(), null);
            await index.FollowAsync(CancellationToken.None);

            Assert.Equal(world.Space.Version, index.Space.Version);
            await AssertEqualAsync(world, index, new VectorQuery { Vector = world.RandomVector(), Limit = 50 });
        });
    }

    public static TheoryData<string, VectorFilter> Filters() => new()
    {
        { "one tag", new() { AllOf = [["genre=1"]] } },
        { "either of two tags", new() { AllOf = [["genre=1", "genre=2"]] } },
        { "a tag of each of two groups", new() { AllOf = [["genre=1", "genre=2"], ["country=0"]] } },
        { "a tag that nothing has", new() { AllOf = [["genre=99"]] } },
        { "none of some tags", new() { NoneOf = ["genre=1", "country=2", "genre=99"] } },
        { "from a year on", new() { YearFrom = 1990 } },
        { "up to a year", new() { YearTo = 1960 } },
        { "one year, both ends inclusive", new() { YearFrom = 1971, YearTo = 1971 } },
        { "years the wrong way round", new() { YearFrom = 1990, YearTo = 1980 } },
        { "some keys, known and unknown", new() { Include = new HashSet<int> { 3, 300, 1_100, 99_999 } } },
        { "no keys at all", new() { Include = new HashSet<int>() } },
        { "all but some keys", new() { Exclude = Enumerable.Range(1, 1_000).ToHashSet() } },
        { "everything together", new() { AllOf = [["genre=1", "genre=3", "genre=5"]], NoneOf = ["country=1"], YearFrom = 1955, YearTo = 2005, Include = Enumerable.Range(1, 900).ToHashSet(), Exclude = new HashSet<int> { 1, 3 } } },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_is_applied_before_the_best_are_picked(string what, VectorFilter filter)
    {
        using var world = await VectorWorld.OfAsync(1_200);
        await WithIndexAsync(world, index => AssertEqualAsync(world, index, new VectorQuery { Vector = world.RandomVector(), Filter = filter, Limit = 15 }));
        Assert.NotNull(what);
    }

    [Fact]
    public async Task Queries_of_one_call_have_their_own_filters_and_limits()
    {
        using var world = await VectorWorld.OfAsync(300);
        var filter = new VectorFilter { AllOf = [["genre=4"]] };
        await WithIndexAsync(world, index => AssertEqualAsync(
            world,
            index,
            new VectorQuery { Vector = world.RandomVector(), Filter = filter, Limit = 3 },
            new VectorQuery { Positives = [99_999], Limit = 7 },
            new VectorQuery { Vector = world.RandomVector(), Limit = 11 },
            new VectorQuery { Positives = [1, 2], Filter = filter, Limit = 5 },
            new VectorQuery { Vector = world.RandomVector(), Filter = new() { YearFrom = 2000 }, Limit = 300 }));
    }

    [Theory]
    [InlineData(new[] { 5 }, new int[0])]
    [InlineData(new[] { 5, 6, 7 }, new int[0])]
    [InlineData(new[] { 5, 6 }, new[] { 8, 9 })]
    [InlineData(new[] { 5, 99_999 }, new[] { 99_998 })]
    [InlineData(new[] { 99_999 }, new[] { 5 })]
    [InlineData(new int[0], new[] { 5 })]
    [InlineData(new int[0], new int[0])]
    public async Task Examples_are_averaged_and_unknown_ones_left_out(int[] positives, int[] negatives)
    {
        using var world = await VectorWorld.OfAsync(150);
        await world.SetMeansAsync(world.RandomVector(), world.RandomVector());
        await WithIndexAsync(world, index => AssertEqualAsync(
            world,
            index,
            new VectorQuery { Positives = positives, Negatives = negatives },
            new VectorQuery { Positives = positives, Negatives = negatives, Filter = new() { Exclude = positives.ToHashSet() }, Limit = 40 }));
    }

    [Fact]
    public async Task Equal_scores_are_ordered_by_key()
    {
        using var world = await VectorWorld.OfAsync(1_100);
        var same = world.RandomVector();
        int[] keys = [1_099, 7, 2_000, 1_031, 12, 1_500];
        foreach (var key in keys)
        {
            await world.UpsertAsync(world.RandomRow(key) with { Vector = same });
        }

        await WithIndexAsync(world, async index =>
        {
            var hits = (await index.SearchAsync([new VectorQuery { Vector = same, Limit = keys.Length + 20 }], CancellationToken.None))[0];
            Assert.Equal(keys.Order(), hits.Take(keys.Length).Select(h => h.Key));
        });
    }

    [Fact]
    public async Task Changed_refiltered_deleted_and_restored_owners_are_seen_at_the_next_follow()
    {
        using var world = await VectorWorld.OfAsync(60);
        await WithIndexAsync(world, async index =>
        {
            await world.UpsertAsync(world.RandomRow(3), world.RandomRow(61) with { OwnerId = "ünïcödé \"7\" 映画" });
            await world.UpsertAsync(world.Rows[4] with { Vector = null, Year = 2020, Tags = ["genre=new"] });
            await world.DeleteAsync(5);
            await world.DeleteAsync(6);
            await world.UpsertAsync(world.RandomRow(6));
            await index.FollowAsync(CancellationToken.None);

            Assert.Equal(60, index.Count);
            await AssertEqualAsync(
                world,
                index,
                new VectorQuery { Vector = world.RandomVector(), Limit = 100 },
                new VectorQuery { Vector = world.RandomVector(), Filter = new() { AllOf = [["genre=new"]] } },
                new VectorQuery { Vector = world.RandomVector(), Filter = new() { YearFrom = 2020 } },
                new VectorQuery { Positives = [3, 5, 6] });
        });
    }

    [Fact]
    public async Task What_another_process_writes_is_found_after_a_follow()
    {
        using var world = await VectorWorld.OfAsync(30);
        using var other = await world.OpenAsync();
        await WithIndexAsync(world, async index =>
        {
            await world.UpsertAsync(other, [.. Enumerable.Range(31, 1_200).Select(world.RandomRow)]);
            await index.FollowAsync(CancellationToken.None);

            Assert.Equal(1_230, index.Count);
            await AssertEqualAsync(world, index, new VectorQuery { Vector = world.RandomVector(), Limit = 30 });
        });
    }

    [Fact]
    public async Task An_index_made_anew_answers_as_the_one_that_followed_all_along()
    {
        using var world = await VectorWorld.OfAsync(100);
        await WithIndexAsync(world, async followed =>
        {
            for (var key = 1; key <= 40; key++)
            {
                await (key % 2 == 0 ? world.DeleteAsync(key) : world.UpsertAsync(world.RandomRow(key)));
            }

            await followed.FollowAsync(CancellationToken.None);
            await WithIndexAsync(world, async anew =>
            {
                var query = new VectorQuery { Vector = world.RandomVector(), Limit = 100 };
                Assert.Equal(followed.Count, anew.Count);
                await AssertEqualAsync(world, followed, query);
                await AssertEqualAsync(world, anew, query);
            });
        });
    }

    [Fact]
    public async Task Only_vectors_of_its_space_and_kind_are_found()
    {
        using var world = await VectorWorld.OfAsync(10);
        var otherSpace = await new VectorSpaces(world.Store).GetAsync(world.Definition with { EncoderVersion = "other" });
        await world.Store.WriteAsync(async session =>
        {
            await VectorStore.UpsertAsync(session, otherSpace, OwnerKind.Item, [world.RandomRow(50)]);
            await VectorStore.UpsertAsync(session, world.Space, OwnerKind.User, [world.RandomRow(51)]);
        });
        await WithIndexAsync(world, async index =>
        {
            Assert.Equal(10, index.Count);
            await AssertEqualAsync(world, index, new VectorQuery { Vector = world.RandomVector(), Limit = 100 });
        });
    }

    [Fact]
    public async Task An_empty_index_finds_nothing()
    {
        using var world = await VectorWorld.OfAsync(0);
        await WithIndexAsync(world, index => AssertEqualAsync(
            world, index, new VectorQuery { Vector = world.RandomVector() }, new VectorQuery { Positives = [1] }));
    }

    [Fact]
    public async Task An_owners_vector_is_read_back_centred_and_of_unit_length()
    {
        using var world = await VectorWorld.OfAsync(20);
        await world.SetMeansAsync(world.RandomVector(), null);
        await world.DeleteAsync(8);
        await WithIndexAsync(world, async index =>
        {
            await index.LoadAsync([7, 8, 0, -1, 99_999], CancellationToken.None);
            Assert.All(world.Centred(7).Zip(index.VectorOf(7).ToArray()), pair => Assert.Equal(pair.First, pair.Second, VectorTolerance));
            Assert.All(new[] { 8, 0, -1, 99_999 }, key => Assert.True(index.VectorOf(key).IsEmpty));
            Assert.Equal(world.Definition.Dimension, index.VectorOf(7).Length);
        });
    }

    [Fact]
    public async Task A_query_that_is_none_of_the_space_is_refused()
    {
        using var world = await VectorWorld.OfAsync(5);
        await WithIndexAsync(world, async index =>
        {
            var nan = world.RandomVector();
            nan[2] = float.NaN;
            foreach (var wrong in new[] { new float[world.Definition.Dimension + 1], [], nan })
            {
                var refusal = await Assert.ThrowsAsync<VectorSpaceMismatchException>(() => index.SearchAsync([new VectorQuery { Vector = wrong }], CancellationToken.None));
                Assert.Contains(world.Definition.Name, refusal.Message, StringComparison.Ordinal);
            }
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public async Task A_limit_out_of_range_is_refused(int limit)
    {
        using var world = await VectorWorld.OfAsync(5);
        await WithIndexAsync(world, index => Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => index.SearchAsync([new VectorQuery { Vector = world.RandomVector(), Limit = limit }], CancellationToken.None)));
    }

    [Fact]
    public async Task A_cancelled_search_stops()
    {
        using var world = await VectorWorld.OfAsync(5);
        await WithIndexAsync(world, index => Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => index.SearchAsync([new VectorQuery { Vector = world.RandomVector() }], new CancellationToken(canceled: true))));
    }

    [Fact]
    public async Task The_version_is_another_one_after_every_change()
    {
        using var world = await VectorWorld.OfAsync(50);
        await WithIndexAsync(world, async index =>
        {
            var versions = new List<long> { index.Version };
            Func<Task>[] changes =
            [
                () => world.UpsertAsync(world.RandomRow(1)), () => world.UpsertAsync(world.Rows[2] with { Vector = null, Tags = [] }),
                () => world.DeleteAsync(3), () => world.SetMeansAsync(world.RandomVector(), null),
            ];
            foreach (var change in changes)
            {
                await change();
                await index.FollowAsync(CancellationToken.None);
                versions.Add(index.Version);
            }

            Assert.Distinct(versions);
        });
    }

    [Fact]
    public async Task Searches_beside_a_follow_answer_from_one_state_or_another_never_from_a_mixture()
    {
        // In state s every owner has the year s: an answer with two years is a mixture of states.
        const int Owners = 60, States = 8;
        using var world = await VectorWorld.OfAsync(Owners);
        await ToStateAsync(1);
        await WithIndexAsync(world, async index =>
        {
            using var done = new CancellationTokenSource();
            var query = new VectorQuery { Vector = world.RandomVector(), Limit = Owners };
            var queries = Enumerable.Range(1, States).Select(state => query with { Filter = new() { YearFrom = state, YearTo = state } }).ToArray();
            var searching = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                do
                {
                    var answers = await index.SearchAsync(queries, CancellationToken.None);
                    Assert.Equal(Owners, Assert.Single(answers, hits => hits.Count > 0).Count);
                }
                while (!done.IsCancellationRequested);
            })).ToArray();
            for (var state = 2; state <= States; state++)
            {
                await ToStateAsync(state);
                await Task.WhenAll(index.FollowAsync(CancellationToken.None), index.FollowAsync(CancellationToken.None));
            }

            await done.CancelAsync();
            await Task.WhenAll(searching);
        });

        Task ToStateAsync(int state) => world.UpsertAsync([.. Enumerable.Range(1, Owners).Select(key => world.RandomRow(key) with { Year = state })]);
    }

    private async Task WithIndexAsync(VectorWorld world, Func<IVectorIndex, Task> test)
    {
        var index = await CreateAsync(world.Store, world.Definition, OwnerKind.Item);
        try
        {
            await index.FollowAsync(CancellationToken.None);
            await test(index);
        }
        finally
        {
            (index as IDisposable)?.Dispose();
        }
    }

    /// <summary>Each answer has the oracle's scores in order; among scores that are equal within the tolerance any owner may stand.</summary>
    private async Task AssertEqualAsync(VectorWorld world, IVectorIndex index, params VectorQuery[] queries)
    {
        var answers = await index.SearchAsync(queries, CancellationToken.None);
        Assert.Equal(queries.Length, answers.Count);
        foreach (var (query, hits) in queries.Zip(answers))
        {
            var exact = world.Oracle(query);
            var scoreOf = exact.ToDictionary(h => h.Key, h => h.Score);
            Assert.Equal(Math.Min(query.Limit, exact.Count), hits.Count);
            Assert.Distinct(hits.Select(h => h.Key));
            foreach (var (hit, expected) in hits.Zip(exact))
            {
                Assert.Equal(expected.Score, hit.Score, Tolerance);
                Assert.Equal(scoreOf[hit.Key], hit.Score, Tolerance);
                Assert.Equal(world.Rows[hit.Key].OwnerId, hit.Id);
            }
        }
    }
}
