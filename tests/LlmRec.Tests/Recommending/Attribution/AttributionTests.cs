using LlmRec.Catalog.Impressions;
using LlmRec.Recommending.Answers;
using LlmRec.Recommending.Attribution;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Tests.Recommending.Attribution;

public sealed class AttributionTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.OpenAsync();
        await _world.ItemsAsync("a", "b", "c", "d");
        await _world.UserAsync("ana", null);
        await _world.UserAsync("bob", null);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task What_one_channel_found_alone_and_what_several_found_is_told_apart_and_shares_add_up()
    {
        await ShownAsync("ana", ("a", ["popular"]), ("b", ["popular", "fresh"]), ("c", ["fresh", "profile", "popular"]), ("d", ["profile"]));

        var report = await ReadAsync();

        Assert.Equal((4, 0, 1), (report.Shown, report.Clicked, report.Answers));
        Assert.Equal(["popular", "profile", "fresh", "wish"], report.Channels.Select(c => c.Channel));
        Assert.Equal([(1, 2), (1, 1), (0, 2), (0, 0)], report.Channels.Select(c => (c.Shown.Alone, c.Shown.Together)));
        Assert.Equal((1 + .5 + (1 / 3.0)) / 4, report.Channels[0].Shown.Share, 1e-4);
        Assert.Equal(1, report.Channels.Sum(c => c.Shown.Share), 1e-3);
        Assert.All(report.Channels, c => Assert.Equal(new Credit(0, 0, 0), c.Clicked));
    }

    [Fact]
    public async Task A_click_counts_for_the_one_who_was_shown_it_and_only_afterwards_and_a_dislike_does_not()
    {
        await _world.DoAsync("ana", "a", "click", ago: TimeSpan.FromHours(2));
        await ShownAsync("ana", ("a", ["popular"]), ("b", ["fresh"]), ("c", ["fresh"]));
        await ShownAsync("bob", ("b", ["profile"]));
        _world.Time.Advance(TimeSpan.FromMinutes(3));
        await _world.DoAsync("ana", "b", "click", ago: TimeSpan.FromMinutes(1));
        await _world.DoAsync("ana", "b", "purchase", ago: TimeSpan.Zero);
        await _world.DoAsync("ana", "c", "dislike", ago: TimeSpan.Zero);

        var report = await ReadAsync();

        Assert.Equal((4, 1), (report.Shown, report.Clicked));
        Assert.Equal("fresh", Assert.Single(report.Channels, c => c.Clicked.Share > 0).Channel);
        Assert.Equal(new Credit(1, 0, 1), report.Channels.Single(c => c.Channel == "fresh").Clicked);
    }

    [Fact]
    public async Task What_was_shown_to_somebody_not_known_then_is_counted_as_such()
    {
        await ShownAsync(null, ("a", ["popular"]));
        await ShownAsync("stranger", ("b", ["popular"]));

        var report = await ReadAsync();

        Assert.Equal((2, 2), (report.Shown, report.Unknown));
    }

    [Fact]
    public async Task Only_answers_of_the_days_asked_for_count_and_only_what_was_shown_of_them()
    {
        await ShownAsync("ana", ("a", ["popular"]));
        _world.Time.Advance(TimeSpan.FromDays(3));
        await ShownAsync("ana", ("b", ["fresh"]));
        await AnswerAsync("ana", ("c", ["profile"]));

        Assert.Equal((1, 1), (await ReadAsync(days: 2)) is var two ? (two.Shown, two.Answers) : default);
        Assert.Equal((2, 2), (await ReadAsync(days: 4)) is var four ? (four.Shown, four.Answers) : default);
    }

    [Fact]
    public async Task Many_answers_are_read_in_pages_each_once()
    {
        for (var i = 0; i < 520; i++)
        {
            await ShownAsync("ana", ("a", ["popular"]));
        }

        var report = await ReadAsync();

        Assert.Equal((520, 520, true), (report.Shown, report.Answers, report.IsWhole));
    }

    [Fact]
    public async Task Where_there_is_only_an_order_nothing_counts_as_clicked()
    {
        await ShownAsync("ana", ("a", ["popular"]));
        await _world.OrderedLikesAsync("ana", "a");

        Assert.Equal((1, 0), (await ReadAsync()) is var report ? (report.Shown, report.Clicked) : default);
    }

    private Task<AttributionReport> ReadAsync(int days = 7) => _world.Get<AttributionReader>().ReadAsync(days, ["wish"], default);

    private async Task ShownAsync(string? user, params (string Id, string[] Channels)[] items)
    {
        var id = await AnswerAsync(user, items);
        Assert.All(
            await _world.Get<ImpressionStore>().AddAsync([new() { RecommendationId = id, UserId = user, Items = [.. items.Select(i => new ShownItem(i.Id, null))] }]),
            o => Assert.Null(o.Reason));
    }

    private async Task<string> AnswerAsync(string? user, params (string Id, string[] Channels)[] items) => await _world.Get<AnswerLog>().AddAsync(
        user is null ? null : await _world.Get<LlmRec.Catalog.Users.UserStore>().FindKeyAsync(user), [.. items.Select(i => new Recommendation(i.Id, i.Id, 1, i.Channels, []))], default);
}
