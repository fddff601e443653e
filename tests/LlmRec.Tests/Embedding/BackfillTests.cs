using LlmRec.Catalog.Items;
using LlmRec.Catalog.Users;
using LlmRec.Embedding.Backfill;
using LlmRec.Storage.Jobs;
using LlmRec.Testing;
using LlmRec.Vectors.Stored;

namespace LlmRec.Tests.Embedding;

public sealed class BackfillTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private TestBackfill _backfill = null!;

    public async Task InitializeAsync() => _backfill = await OpenAsync();

    [Fact]
    public async Task Everything_with_a_text_gets_the_vector_of_that_text()
    {
        await _backfill.Items.UpsertAsync([Film("a", "Alien", "In space.", "horror", "classic"), Film("b", "Amélie", null)]);
        await _backfill.Users.UpsertAsync([new() { Id = "u", Text = "I like ships" }, new() { Id = "nobody" }]);

        var job = await _backfill.RunAsync();

        AssertEnded(job, total: 4, embedded: 3, unchanged: 1);
        var items = await _backfill.VectorsAsync();
        Assert.Equal(["a", "b"], items.Keys);
        Assert.Equal(TellingEncoder.VectorOf("Alien. horror, classic. In space."), items["a"]);
        Assert.Equal(TellingEncoder.VectorOf("Amélie"), items["b"]);
        var users = await _backfill.VectorsAsync(OwnerKind.User);
        Assert.Equal(TellingEncoder.VectorOf("I like ships."), Assert.Single(users).Value);
    }

    [Fact]
    public async Task Users_who_like_something_are_marked_without_embedding_and_those_who_stopped_are_not()
    {
        await _backfill.AddItemsAsync("a");
        await _backfill.Users.UpsertAsync([new() { Id = "fan", Text = "Hello" }, new() { Id = "quiet", Text = "Hello" }]);
        await _backfill.RunAsync();
        using var process = await OpenAsync(texts => texts.LikedTitles = 0);
        await process.AddEventAsync("fan", "a", "like", second: 1);

        AssertEnded(await process.RunAsync(), total: 3, embedded: 0, unchanged: 3);
        Assert.Equal([UserTags.Likes], await TagsOfAsync(process, "fan"));
        Assert.Empty(await TagsOfAsync(process, "quiet"));

        await process.AddEventAsync("fan", "a", "dislike", second: 2);
        await process.RunAsync();
        Assert.Empty(await TagsOfAsync(process, "fan"));
    }

    private static async Task<IReadOnlyList<string>> TagsOfAsync(TestBackfill process, string user)
    {
        var key = (await process.Users.FindKeyAsync(user))!.Value;
        return (await process.Get<VectorStore>().FindAsync(await process.SpaceAsync(), OwnerKind.User, [key]))[key].Tags;
    }

    [Fact]
    public async Task A_second_run_embeds_nothing_and_changes_nothing()
    {
        await _backfill.AddItemsAsync("a", "b", "c");
        await _backfill.RunAsync();
        var before = await _backfill.Get<VectorStore>().LastChangeAsync();

        AssertEnded(await _backfill.RunAsync(), total: 3, embedded: 0, unchanged: 3);

        Assert.Empty(_backfill.Encoder.Texts);
        Assert.Equal(before, await _backfill.Get<VectorStore>().LastChangeAsync());
    }

    [Fact]
    public async Task Only_what_is_new_or_has_another_text_is_embedded_again()
    {
        await _backfill.AddItemsAsync("a", "b", "c");
        await _backfill.RunAsync();
        await _backfill.Items.UpsertAsync([Film("b", "Changed", null), Film("d", "New", null)]);

        AssertEnded(await _backfill.RunAsync(), total: 4, embedded: 2, unchanged: 2);

        Assert.Equal(["Changed", "New"], _backfill.Encoder.Texts);
        Assert.Equal(TellingEncoder.VectorOf("Changed"), (await _backfill.VectorsAsync())["b"]);
    }

    [Fact]
    public async Task What_is_only_filtered_by_is_renewed_without_embedding()
    {
        await _backfill.Items.UpsertAsync([Film("a", "Alien", null)]);
        await _backfill.RunAsync();
        await _backfill.Items.UpsertAsync([Film("a", "Alien", null) with { Attributes = Attributes("""{"year":1979,"cast":["Weaver"]}""") }]);

        AssertEnded(await _backfill.RunAsync(), total: 1, embedded: 0, unchanged: 1);

        var stored = (await _backfill.Get<VectorStore>().FindAsync(await _backfill.SpaceAsync(), OwnerKind.Item, [1]))[1];
        Assert.Equal(1979, stored.Year);
        Assert.Equal(["cast=Weaver"], stored.Tags);
        Assert.Equal(TellingEncoder.VectorOf("Alien"), (await _backfill.VectorsAsync())["a"]);
    }

    [Fact]
    public async Task Another_template_embeds_again_only_the_texts_it_changes()
    {
        await _backfill.Items.UpsertAsync([Film("a", "Alien", "In space."), Film("b", "Amélie", null)]);
        await _backfill.RunAsync();

        using var process = await OpenAsync(texts => texts.Item = "{title}[ – {text}]");
        AssertEnded(await process.RunAsync(), total: 2, embedded: 1, unchanged: 1);

        Assert.Equal(["Alien – In space."], process.Encoder.Texts);
    }

    [Fact]
    public async Task Another_encoder_embeds_everything_into_a_space_of_its_own()
    {
        await _backfill.AddItemsAsync("a", "b");
        await _backfill.RunAsync();

        using var process = await TestBackfill.OpenAsync(_folder["llmrec.db"], version: "2");
        process.Encoder.Embed = text => [.. TellingEncoder.VectorOf(text).Reverse()];
        AssertEnded(await process.RunAsync(), total: 2, embedded: 2, unchanged: 0);

        Assert.Equal(TellingEncoder.VectorOf("Title of a"), (await _backfill.VectorsAsync())["a"]);
        Assert.Equal(TellingEncoder.VectorOf("Title of a").Reverse(), (await process.VectorsAsync())["a"]);
    }

    [Fact]
    public async Task Force_embeds_again_what_is_current()
    {
        await _backfill.AddItemsAsync("a", "b");
        await _backfill.RunAsync();

        AssertEnded(await _backfill.RunAsync(new(Force: true)), total: 2, embedded: 2, unchanged: 0);
    }

    [Theory]
    [InlineData("items", "Title of a")]
    [InlineData("users", "Reader.")]
    public async Task One_kind_alone_can_be_asked_for(string kind, string text)
    {
        await _backfill.AddItemsAsync("a");
        await _backfill.Users.UpsertAsync([new() { Id = "u", Text = "Reader" }]);

        AssertEnded(await _backfill.RunAsync(new(kind)), total: 1, embedded: 1, unchanged: 0);

        Assert.Equal([text], _backfill.Encoder.Texts);
    }

    [Theory]
    [InlineData("films", 256, "items or users")]
    [InlineData(null, 0, "1 to 10,000")]
    [InlineData(null, 10_001, "1 to 10,000")]
    public async Task A_request_that_cannot_be_is_refused(string? kind, int batch, string told)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => _backfill.RunAsync(new(kind, batch)));

        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.Empty(await _backfill.Jobs.ListAsync(1));
    }

    [Fact]
    public async Task A_second_backfill_is_refused_while_one_is_active_even_by_another_process()
    {
        await _backfill.AddItemsAsync("a");
        using var other = await OpenAsync();
        _backfill.Encoder.Before = async (_, _) =>
        {
            var conflict = await Assert.ThrowsAsync<JobConflictException>(() => other.Get<BackfillService>().QueueAsync(new()));
            Assert.Contains("running", conflict.Message, StringComparison.Ordinal);
        };

        AssertEnded(await _backfill.RunAsync(), total: 1, embedded: 1, unchanged: 0);
        AssertEnded(await other.RunAsync(), total: 1, embedded: 0, unchanged: 1);
    }

    [Fact]
    public async Task A_text_that_breaks_the_encoder_is_skipped_reported_and_tried_again_the_next_time()
    {
        await _backfill.AddItemsAsync("a", "poison", "nan", "b");
        _backfill.Encoder.Before = (texts, _) => texts.Any(t => t.Contains("poison", StringComparison.Ordinal)) ? throw new InvalidOperationException("too spicy") : Task.CompletedTask;
        _backfill.Encoder.Embed = text => text.Contains("nan", StringComparison.Ordinal) ? [.. Enumerable.Repeat(float.NaN, 8)] : TellingEncoder.VectorOf(text);

        var job = await _backfill.RunAsync();

        AssertEnded(job, total: 4, embedded: 2, unchanged: 0, failed: 2);
        Assert.Equal(
            [new("nan", "the encoder gave NaN or infinity for this text"), new("poison", "too spicy")], await _backfill.Jobs.FailuresAsync(job.Id, 10));
        Assert.Equal(["a", "b"], (await _backfill.VectorsAsync()).Keys);

        (_backfill.Encoder.Before, _backfill.Encoder.Embed) = ((_, _) => Task.CompletedTask, TellingEncoder.VectorOf);
        AssertEnded(await _backfill.RunAsync(), total: 4, embedded: 2, unchanged: 2);
    }

    [Fact]
    public async Task Vectors_and_progress_of_a_batch_are_stored_together_or_not_at_all()
    {
        await _backfill.AddItemsAsync("a", "b", "c", "d", "e", "f");
        _backfill.Encoder.Embed = text => text.EndsWith('d') ? new float[3] : TellingEncoder.VectorOf(text);

        var job = await _backfill.RunAsync(new(Batch: 2));

        Assert.Equal((JobState.Failed, 2), (job.State, job.Progress.Done));
        Assert.Contains("3 numbers", job.Error, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], (await _backfill.VectorsAsync()).Keys);
    }

    [Fact]
    public async Task A_cancelled_backfill_keeps_what_is_done_and_the_next_does_the_rest()
    {
        await _backfill.AddItemsAsync("a", "b", "c", "d");
        _backfill.Encoder.Before = async (texts, stop) =>
        {
            if (texts[0].EndsWith('c'))
            {
                await _backfill.Jobs.CancelAsync((await _backfill.Jobs.ActiveAsync("backfill", stop))!.Id, stop);
                while (!stop.IsCancellationRequested)
                {
                    _backfill.Time.Advance(TimeSpan.FromMilliseconds(300));
                    await Task.Yield();
                }

                stop.ThrowIfCancellationRequested();
            }
        };

        var job = await _backfill.RunAsync(new(Batch: 2));

        Assert.Equal((JobState.Cancelled, 2), (job.State, job.Progress.Done));
        _backfill.Encoder.Before = (_, _) => Task.CompletedTask;
        AssertEnded(await _backfill.RunAsync(), total: 4, embedded: 2, unchanged: 2);
    }

    [Fact]
    public async Task A_worker_that_dies_between_batches_loses_the_batch_in_flight_and_the_next_goes_on_there()
    {
        await _backfill.AddItemsAsync("a", "b", "c", "d", "e");
        await _backfill.Users.UpsertAsync([new() { Id = "u", Text = "Reader" }]);
        await _backfill.Get<BackfillService>().QueueAsync(new(Batch: 2));
        var (reached, never) = (new TaskCompletionSource(), new TaskCompletionSource());
        _backfill.Encoder.Before = (texts, _) =>
        {
            if (!texts[0].EndsWith('c'))
            {
                return Task.CompletedTask;
            }

            reached.SetResult();
            return never.Task;
        };
        var dead = (await _backfill.Jobs.TakeAsync(["backfill"], CancellationToken.None))!;
        var dying = _backfill.Get<IJobHandler>().RunAsync(dead, CancellationToken.None);
        await reached.Task;

        using var next = await OpenAsync();
        Assert.Equal(2, (await next.Jobs.GetAsync(dead.Job.Id))!.Progress.Done);
        Assert.Null(await next.Get<JobRunner>().RunNextAsync(CancellationToken.None));
        next.Time.Advance(JobStore.LeaseTime * 2);
        var job = await next.Get<JobRunner>().RunNextAsync(CancellationToken.None);

        AssertEnded(job!, total: 6, embedded: 6, unchanged: 0);
        Assert.Equal(dead.Job.Id, job!.Id);
        Assert.Equal(["Title of c", "Title of d", "Title of e", "Reader."], next.Encoder.Texts);
        never.SetResult();
        await Assert.ThrowsAsync<LeaseLostException>(() => dying);
        Assert.Equal(5, (await next.VectorsAsync()).Count);
    }

    [Fact]
    public async Task Who_is_deleted_while_their_text_is_being_embedded_does_not_come_back()
    {
        await _backfill.AddItemsAsync("a", "b");
        await _backfill.Users.UpsertAsync([new() { Id = "u", Text = "Reader" }, new() { Id = "v", Text = "Writer" }]);
        _backfill.Encoder.Before = (texts, stop) => _backfill.Store.WriteAsync(async session =>
        {
            if (texts[0].StartsWith("Title", StringComparison.Ordinal))
            {
                await VectorStore.DeleteAsync(session, OwnerKind.Item, (await _backfill.Items.DeleteAsync(session, "a"))!.Value);
            }
            else
            {
                await VectorStore.DeleteAsync(session, OwnerKind.User, (await UserStore.EraseAsync(session, "u"))!.Value);
            }
        }, cancellationToken: stop);

        Assert.Equal(JobState.Succeeded, (await _backfill.RunAsync()).State);

        Assert.Equal(["b"], (await _backfill.VectorsAsync()).Keys);
        Assert.Equal(["v"], (await _backfill.VectorsAsync(OwnerKind.User)).Keys);
    }

    [Fact]
    public async Task An_item_that_was_deleted_and_comes_back_is_embedded_again()
    {
        await _backfill.AddItemsAsync("a");
        await _backfill.RunAsync();
        await _backfill.Store.WriteAsync(async session =>
            await VectorStore.DeleteAsync(session, OwnerKind.Item, (await _backfill.Items.DeleteAsync(session, "a"))!.Value));
        Assert.Empty(await _backfill.VectorsAsync());
        await _backfill.AddItemsAsync("a");

        AssertEnded(await _backfill.RunAsync(), total: 1, embedded: 1, unchanged: 0);
        Assert.Equal(["a"], (await _backfill.VectorsAsync()).Keys);
    }

    [Fact]
    public async Task What_has_no_text_any_more_has_no_vector_any_more()
    {
        await _backfill.Items.UpsertAsync([Film("a", "Alien", "In space."), Film("b", "Amélie", null)]);
        await _backfill.Users.UpsertAsync([new() { Id = "u", Text = "Reader" }]);
        await _backfill.RunAsync();
        await _backfill.Users.UpsertAsync([new() { Id = "u" }]);

        using var process = await OpenAsync(texts => texts.Item = "{text}");
        AssertEnded(await process.RunAsync(), total: 3, embedded: 1, unchanged: 2);

        Assert.Equal(["a"], (await process.VectorsAsync()).Keys);
        Assert.Empty(await process.VectorsAsync(OwnerKind.User));
        AssertEnded(await process.RunAsync(), total: 3, embedded: 0, unchanged: 3);
    }

    [Fact]
    public async Task A_users_text_is_what_they_say_what_they_are_and_what_they_like_now_the_latest_first()
    {
        await _backfill.AddItemsAsync("a", "b", "c", "d");
        await _backfill.Users.UpsertAsync([new() { Id = "u", Text = "I like ships", Attributes = Attributes("""{"age":"25-34","likes":["noir","jazz"]}""") }]);
        await _backfill.AddEventAsync("u", "a", "like", 1);
        await _backfill.AddEventAsync("u", "b", "purchase", 2);
        await _backfill.AddEventAsync("u", "c", "like", 3);
        await _backfill.AddEventAsync("u", "d", "dislike", 4);
        await _backfill.AddEventAsync("u", "c", "dislike", 5);
        await _backfill.AddEventAsync("u", "a", "click", 6);

        await _backfill.RunAsync(new("users"));

        Assert.Equal(["I like ships. age 25-34, likes noir, jazz. Likes Title of a; Title of b."], _backfill.Encoder.Texts);
    }

    [Fact]
    public async Task A_user_is_embedded_again_when_what_they_like_changes_or_gets_another_title()
    {
        await _backfill.AddItemsAsync("a", "b");
        await _backfill.AddEventAsync("u", "a", "like", 1);
        await _backfill.AddEventAsync("other", "b", "like", 1);
        await _backfill.RunAsync();

        await _backfill.AddEventAsync("u", "b", "like", 2);
        AssertEnded(await _backfill.RunAsync(new("users")), total: 2, embedded: 1, unchanged: 1);
        Assert.Equal(["Likes Title of b; Title of a."], _backfill.Encoder.Texts);

        await _backfill.Items.UpsertAsync([Film("a", "Renamed", null)]);
        AssertEnded(await _backfill.RunAsync(new("users")), total: 2, embedded: 1, unchanged: 1);
        Assert.Equal(["Likes Title of b; Renamed."], _backfill.Encoder.Texts);

        await _backfill.Store.WriteAsync(session => _backfill.Items.DeleteAsync(session, "b"));
        AssertEnded(await _backfill.RunAsync(new("users")), total: 2, embedded: 1, unchanged: 1);
        Assert.Equal(["u"], (await _backfill.VectorsAsync(OwnerKind.User)).Keys);
    }

    [Fact]
    public async Task A_users_text_names_no_more_liked_titles_than_configured()
    {
        using var process = await OpenAsync(texts => texts.LikedTitles = 2);
        await process.AddItemsAsync("a", "b", "c");
        await process.AddEventAsync("u", "a", "like", 1);
        await process.AddEventAsync("u", "b", "like", 2);
        await process.AddEventAsync("u", "c", "like", 3);

        await process.RunAsync(new("users"));

        Assert.Equal(["Likes Title of c; Title of b."], process.Encoder.Texts);
    }

    [Fact]
    public async Task The_mean_is_set_once_there_are_fifty_items_and_again_when_a_third_came_or_changed()
    {
        await _backfill.AddItemsAsync(Ids(0, 49));
        await _backfill.RunAsync();
        Assert.Null((await _backfill.SpaceAsync()).Mean);

        await _backfill.AddItemsAsync(Ids(49, 1));
        await _backfill.RunAsync();
        var first = await _backfill.SpaceAsync();
        Assert.Equal((2, 50), (first.Version, first.MeanOf));
        var vectors = (await _backfill.VectorsAsync()).Values;
        Assert.All(Enumerable.Range(0, TellingEncoder.Dimension), i => Assert.Equal(vectors.Average(v => (double)v[i]), first.Mean![i], 1e-6));
        Assert.NotNull(first.QueryMean);

        await _backfill.AddItemsAsync(Ids(50, 10));
        await _backfill.RunAsync();
        Assert.Equal(2, (await _backfill.SpaceAsync()).Version);

        await _backfill.AddItemsAsync(Ids(60, 10));
        await _backfill.RunAsync();
        Assert.Equal((3, 70), ((await _backfill.SpaceAsync()).Version, (await _backfill.SpaceAsync()).MeanOf));

        using var process = await OpenAsync(texts => texts.Item = "A film: {title}");
        await process.RunAsync();
        Assert.Equal((4, 70), ((await process.SpaceAsync()).Version, (await process.SpaceAsync()).MeanOf));
    }

    [Fact]
    public async Task Total_done_and_rate_are_told_while_it_runs()
    {
        await _backfill.AddItemsAsync("a", "b", "c", "d");
        var seen = new List<(long, long, double)>();
        _backfill.Encoder.Before = async (_, stop) =>
        {
            var progress = (await _backfill.Jobs.ActiveAsync("backfill", stop))!.Progress;
            seen.Add((progress.Total, progress.Done, progress.Rate));
            _backfill.Time.Advance(TimeSpan.FromSeconds(0.5));
        };

        await _backfill.RunAsync(new(Batch: 1));

        Assert.Equal([(0, 0, 0), (4, 1, 2), (4, 2, 2), (4, 3, 2)], seen);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _backfill.Dispose();
        _folder.Dispose();
    }

    private Task<TestBackfill> OpenAsync(Action<LlmRec.Embedding.Texts.TextOptions>? texts = null) => TestBackfill.OpenAsync(_folder["llmrec.db"], texts);

    private static Item Film(string id, string title, string? text, params string[] categories) => new() { Id = id, Title = title, Text = text, Categories = categories };

    private static Dictionary<string, AttributeValue> Attributes(string json) => System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, AttributeValue>>(json)!;

    private static string[] Ids(int from, int count) => [.. Enumerable.Range(from, count).Select(i => $"film-{i}")];

    private static void AssertEnded(Job job, long total, long embedded, long unchanged, long failed = 0)
    {
        Assert.True(job.State == JobState.Succeeded, job.Error);
        Assert.Equal(
            (total, total, embedded, unchanged, failed), (job.Progress.Total, job.Progress.Done, job.Progress.Counts["embedded"], job.Progress.Counts["unchanged"], job.Progress.Failed));
    }
}
