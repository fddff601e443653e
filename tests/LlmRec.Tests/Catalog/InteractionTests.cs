using LlmRec.Catalog;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Catalog;

public sealed class InteractionTests : IAsyncLifetime
{
    private const string Header = "user_id,item_id,type,value,timestamp\n";
    private const string Times = Header + "u1,m1,like,1,1700000000\nu1,m2,like,1,2024-01-01T00:00:00Z\n";
    private const string Indexes = Header + "u1,m1,like,1,0\nu1,m2,like,1,1\nu2,m1,like,1,99999999\n";

    private TestCatalogue _catalogue = null!;

    public async Task InitializeAsync()
    {
        _catalogue = await TestCatalogue.OpenAsync();
        await _catalogue.AddItemsAsync("m1", "m2", "m3");
    }

    [Fact]
    public async Task Order_indexes_are_taken_when_the_import_says_so_and_the_store_remembers_it()
    {
        var report = await _catalogue.ImportAsync(interactions: Indexes, orderIndex: true);

        Assert.Equal(3, report.Interactions.Accepted);
        Assert.Equal(TimeKind.OrderIndex, await _catalogue.Interactions.TimeKindAsync());
    }

    [Fact]
    public async Task A_file_of_order_indexes_asks_for_the_option()
    {
        await AssertRefusedAsync(Indexes, orderIndex: false, "--order-index", "100,000,000");
    }

    [Fact]
    public async Task Times_with_the_option_for_order_indexes_are_refused()
    {
        await AssertRefusedAsync(Times, orderIndex: true, "leave out --order-index");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_with_both_kinds_is_refused_with_a_line_of_each(bool orderIndex)
    {
        await AssertRefusedAsync(Header + "u1,m1,like,1,1700000000\nu1,nonsense\nu2,m1,like,1,5\n", orderIndex, "mixes", "line 2", "line 4");
    }

    [Fact]
    public async Task Order_indexes_are_refused_by_a_store_that_holds_times_whatever_the_option()
    {
        await _catalogue.ImportAsync(interactions: Times);

        await AssertRefusedAsync(Indexes, orderIndex: true, "store of its own");
        await AssertRefusedAsync(Indexes, orderIndex: false, "store of its own");
    }

    [Fact]
    public async Task Times_are_refused_by_a_store_that_holds_order_indexes_whatever_the_option()
    {
        await _catalogue.ImportAsync(interactions: Indexes, orderIndex: true);

        await AssertRefusedAsync(Times, orderIndex: false, "store of its own");
        await AssertRefusedAsync(Times, orderIndex: true, "store of its own");
    }

    [Fact]
    public async Task Single_interactions_of_the_other_kind_are_rejected_one_by_one()
    {
        await _catalogue.ImportAsync(interactions: Indexes, orderIndex: true);

        var outcomes = await _catalogue.Interactions.AddAsync([Event("1700000000"), Event("7"), Event(null)]);

        Assert.Equal([EntryState.Rejected, EntryState.Accepted, EntryState.Accepted], outcomes.Select(o => o.State));
        Assert.Contains("order indexes", outcomes[0].Reason, StringComparison.Ordinal);
        Assert.Equal([8, 7, 1, 0.0], (await _catalogue.Interactions.OfUserAsync(1)).Select(e => e.Timestamp));
    }

    [Fact]
    public async Task Without_a_timestamp_it_is_now()
    {
        await _catalogue.Interactions.AddAsync([Event(null)]);

        Assert.Equal(_catalogue.Time.GetUtcNow().ToUnixTimeSeconds(), (await _catalogue.Interactions.OfUserAsync(1))[0].Timestamp);
    }

    [Theory]
    [InlineData("100000000", 100_000_000)]
    [InlineData("1700000000.25", 1_700_000_000.25)]
    [InlineData("1.7E9", 1_700_000_000)]
    [InlineData("1971-01-01T00:00:00Z", 31_536_000)]
    [InlineData("2023-11-14T22:13:20Z", 1_700_000_000)]
    [InlineData("2023-11-14t22:13:20z", 1_700_000_000)]
    [InlineData("2023-11-14 22:13:20Z", 1_700_000_000)]
    [InlineData("2023-11-15T00:13:20+02:00", 1_700_000_000)]
    [InlineData("2023-11-14T16:43:20-05:30", 1_700_000_000)]
    [InlineData("2023-11-14T22:13:20.125Z", 1_700_000_000.125)]
    [InlineData("2023-11-14T22:13:20.123456789Z", 1_700_000_000.123)]
    [InlineData("2026-11-24T07:59:00Z", 1_795_507_140)]
    public void A_time_is_read_in_each_of_its_spellings(string text, double seconds)
    {
        Assert.Equal((seconds, TimeKind.Real, null), EventTime.Parse(text, _catalogue.Time.GetUtcNow()));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("42", 42)]
    [InlineData("99999999", 99_999_999)]
    [InlineData("99999999.5", 99_999_999.5)]
    public void A_number_below_a_hundred_million_is_an_order_index(string text, double index)
    {
        Assert.Equal((index, TimeKind.OrderIndex, null), EventTime.Parse(text, _catalogue.Time.GetUtcNow()));
    }

    [Theory]
    [InlineData("rating", 5, 1)]
    [InlineData("rating", 3.5, 1)]
    [InlineData("rating", 3.49, 0)]
    [InlineData("rating", 2.5, 0)]
    [InlineData("rating", 2.49, -1)]
    [InlineData("like", 0, 1)]
    [InlineData("purchase", 1, 1)]
    [InlineData("stated", 1, 1)]
    [InlineData("click", 1, 0.3f)]
    [InlineData("dislike", 5, -1)]
    [InlineData("gone", 5, 0)]
    public void What_counts_as_a_like_follows_the_contract_by_default(string type, double value, float weight)
    {
        Assert.Equal(weight, _catalogue.Rules.WeightOf(type, value));
    }

    [Fact]
    public void Rules_in_the_configuration_add_types_and_change_those_that_are_there()
    {
        var rules = Configured(("Types:rating:LikeFrom", "8"), ("Types:rating:DislikeBelow", "4"), ("Types:watched:Weight", "0.5"), ("Types:watched:LikeFrom", "0.8"), ("Types:click:Weight", "0.1"));

        Assert.Equal((1, 0, -1), (rules.WeightOf("rating", 8), rules.WeightOf("rating", 5), rules.WeightOf("rating", 3)));
        Assert.Equal((0.5f, 0, 0.1f, 1), (rules.WeightOf("watched", 0.9), rules.WeightOf("watched", 0.5), rules.WeightOf("click", 1), rules.WeightOf("purchase", 1)));
        Assert.True(rules.Knows("watched"));
    }

    [Theory]
    [InlineData("Types:click:Weight", "-1", "Dislikes")]
    [InlineData("Types:click:Weight", "0", "above 0")]
    [InlineData("Types:click:Weight", "101", "at most 100")]
    [InlineData("Types:rating:LikeFrom", "2", "DislikeBelow")]
    public void A_rule_that_contradicts_itself_is_refused_by_name(string name, string value, string told)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Configured((name, value)));

        Assert.Contains(name[..name.LastIndexOf(':')], fault.Message, StringComparison.Ordinal);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interaction_with_a_new_value_is_changed_and_with_the_same_left_alone()
    {
        await _catalogue.Interactions.AddAsync([Event("1700000000")]);

        var outcomes = await _catalogue.Interactions.AddAsync([Event("1700000000"), Event("1700000000") with { Value = 2 }, Event("1700000000") with { Value = 2 }]);

        Assert.Equal([EntryState.Unchanged, EntryState.Accepted, EntryState.Unchanged], outcomes.Select(o => o.State));
        Assert.Equal(2, Assert.Single(await _catalogue.Interactions.OfUserAsync(1)).Value);
    }

    [Fact]
    public async Task An_interaction_with_a_deleted_item_is_rejected()
    {
        await _catalogue.Store.WriteAsync(s => _catalogue.Items.DeleteAsync(s, "m1"));

        var outcome = Assert.Single(await _catalogue.Interactions.AddAsync([Event("1700000000")]));

        Assert.Equal(EntryState.Rejected, outcome.State);
        Assert.Contains("'m1' is not in the catalogue", outcome.Reason, StringComparison.Ordinal);
        Assert.Null(await _catalogue.Users.FindKeyAsync("u1"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Changes_come_in_order_in_pages_of_any_size_with_erasures_where_they_happened(int page)
    {
        await _catalogue.Interactions.AddAsync([Event("1700000001"), Event("1700000002") with { UserId = "u2" }]);
        await _catalogue.Store.WriteAsync(s => UserStore.EraseAsync(s, "u1"));
        await _catalogue.Interactions.AddAsync([Event("1700000003"), Event("1700000004") with { UserId = "u2" }]);

        Assert.Equal([(2, 1_700_000_002.0), (1, 0), (3, 1_700_000_003), (2, 1_700_000_004)], (await FollowAsync(page)).Select(c => (c.UserKey, c.Timestamp)));
    }

    [Fact]
    public async Task Who_follows_while_others_write_and_erase_misses_nothing()
    {
        var held = new Dictionary<int, HashSet<double>>();
        var after = 0L;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 80; i++)
            {
                await _catalogue.Interactions.AddAsync([.. Enumerable.Range(0, 3).Select(u => Event($"{1_700_000_000 + i}") with { UserId = $"u{u}" })]);
                await _catalogue.Store.WriteAsync(s => UserStore.EraseAsync(s, $"u{i % 3}"));
            }
        });
        while (!writing.IsCompleted || (await _catalogue.Interactions.ChangesAsync(after, 1)).Count > 0)
        {
            foreach (var change in await _catalogue.Interactions.ChangesAsync(after, 10))
            {
                if (change.IsErasure)
                {
                    held.Remove(change.UserKey);
                }
                else
                {
                    (held.TryGetValue(change.UserKey, out var times) ? times : held[change.UserKey] = []).Add(change.Timestamp);
                }

                after = change.Seq;
            }
        }

        await writing;
        var stored = await _catalogue.Store.ReadAsync(s => s.QueryAsync<(int, double)>("SELECT user_key, timestamp FROM interactions ORDER BY 1, 2"));
        Assert.Equal(stored, held.SelectMany(h => h.Value.Select(time => (h.Key, time))).Order());
    }

    [Fact]
    public async Task An_erased_user_is_gone_with_all_they_did_and_comes_back_as_another()
    {
        await _catalogue.Users.UpsertAsync([new() { Id = "u1", Text = "private" }]);
        await _catalogue.Interactions.AddAsync([Event("1700000000")]);
        await _catalogue.Impressions.AddAsync([new() { RecommendationId = "r1", UserId = "u1", Items = [new("m1", null)] }]);
        var before = await _catalogue.Users.FindKeyAsync("u1");

        Assert.Equal(before, await _catalogue.Store.WriteAsync(s => UserStore.EraseAsync(s, "u1")));

        Assert.DoesNotContain(await _catalogue.DumpAsync(), row => !row.StartsWith("item", StringComparison.Ordinal));
        Assert.Null(await _catalogue.Store.WriteAsync(s => UserStore.EraseAsync(s, "u1")));
        await _catalogue.Interactions.AddAsync([Event("1700000000")]);
        Assert.NotEqual(before, await _catalogue.Users.FindKeyAsync("u1"));
    }

    public Task DisposeAsync()
    {
        _catalogue.Dispose();
        return Task.CompletedTask;
    }

    private static Interaction Event(string? timestamp) => new() { UserId = "u1", ItemId = "m1", Type = "like", Timestamp = timestamp };

    private static LikeRules Configured(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value)).Build();
        var services = new ServiceCollection();
        services.AddCatalog();
        services.Configure<LikeOptions>(configuration);
        return services.BuildServiceProvider().GetRequiredService<LikeRules>();
    }

    private async Task<List<InteractionChange>> FollowAsync(int page)
    {
        var all = new List<InteractionChange>();
        while (await _catalogue.Interactions.ChangesAsync(all.Count == 0 ? 0 : all[^1].Seq, page) is { Count: > 0 } changes)
        {
            all.AddRange(changes);
        }

        return all;
    }

    private async Task AssertRefusedAsync(string file, bool orderIndex, params string[] told)
    {
        var before = await _catalogue.DumpAsync();
        var fault = await Assert.ThrowsAsync<ImportException>(() => _catalogue.ImportAsync(interactions: file, orderIndex: orderIndex));
        Assert.All(told, t => Assert.Contains(t, fault.Message, StringComparison.Ordinal));
        Assert.Equal(before, await _catalogue.DumpAsync());
    }
}
