using System.Text;
using LlmRec.Catalog;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Impressions;

namespace LlmRec.Tests.Catalog;

public sealed class ImpressionTests : IAsyncLifetime
{
    private TestCatalogue _catalogue = null!;

    public async Task InitializeAsync()
    {
        _catalogue = await TestCatalogue.OpenAsync();
        await _catalogue.AddItemsAsync("m1", "m2");
        await _catalogue.Users.UpsertAsync([new() { Id = "u1" }]);
    }

    [Fact]
    public async Task What_was_shown_is_stored_once_with_its_positions()
    {
        const string Shown = """{"recommendationId":"r1","userId":"u1","items":["m2",{"id":"m1","position":7}],"timestamp":1700000000}""";

        Assert.Equal([EntryState.Accepted, EntryState.Unchanged], (await AddAsync(Shown, Shown)).Select(o => o.State));
        Assert.Equal(
            ["shown r1|1|7|1|1700000000000", "shown r1|2|1|1|1700000000000"],
            (await _catalogue.DumpAsync()).Where(row => row.StartsWith("shown", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"recommendationId":"","items":["m1"]}""", "recommendationId")]
    [InlineData("""{"items":["m1"]}""", "recommendationId")]
    [InlineData("""{"recommendationId":"r","items":[]}""", "1 to 1,000")]
    [InlineData("""{"recommendationId":"r","items":[null]}""", "items")]
    [InlineData("""{"recommendationId":"r","items":[5]}""", "items")]
    [InlineData("""{"recommendationId":"r","items":["m1","m9"]}""", "'m9' is not in the catalogue")]
    [InlineData("""{"recommendationId":"r","items":[{"id":"m1","position":0}]}""", "positions count from 1")]
    [InlineData("""{"recommendationId":"r","items":[{"id":"m1","position":1.5}]}""", "not valid|wrong type")]
    [InlineData("""{"recommendationId":"r","userId":"","items":["m1"]}""", "userId")]
    [InlineData("""{"recommendationId":"r","items":["m1"],"timestamp":5}""", "must be a time")]
    [InlineData("""{"recommendationId":"r","items":["m1"],"timestamp":"+275760-09-13T00:00:00Z"}""", "RFC 3339")]
    [InlineData("""{"recommendationId":"r","items":["m1"],"timestamp":true}""", "timestamp")]
    public async Task A_faulty_impression_is_rejected_with_the_reason_and_stored_not_even_in_part(string json, string reason)
    {
        var outcome = Assert.Single(await AddAsync(json));

        Assert.Equal(EntryState.Rejected, outcome.State);
        Assert.Contains(reason.Split('|'), r => outcome.Reason!.Contains(r, StringComparison.Ordinal));
        Assert.DoesNotContain(await _catalogue.DumpAsync(), row => row.StartsWith("shown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reason_quotes_no_more_than_the_beginning_of_what_was_sent()
    {
        var megabyte = new string('x', 1_000_000);

        var shown = Assert.Single(await AddAsync($$"""{"recommendationId":"r","items":["{{megabyte}}"]}"""));
        var typed = Assert.Single(await _catalogue.Interactions.AddAsync([new() { UserId = "u1", ItemId = "m1", Type = megabyte }]));

        Assert.InRange(shown.Reason!.Length, 1, 300);
        Assert.InRange(typed.Reason!.Length, 1, 300);
    }

    [Fact]
    public async Task A_visitors_impression_has_no_user_and_the_present_time()
    {
        await AddAsync("""{"recommendationId":"r1","items":["m1"]}""");

        var shown = Assert.Single(await _catalogue.DumpAsync(), row => row.StartsWith("shown", StringComparison.Ordinal));
        Assert.Equal($"shown r1|1|1|-|{_catalogue.Time.GetUtcNow().ToUnixTimeMilliseconds()}", shown);
    }

    public Task DisposeAsync()
    {
        _catalogue.Dispose();
        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<EntryOutcome>> AddAsync(params string[] json)
    {
        var outcomes = new List<EntryOutcome>();
        using var body = new MemoryStream(Encoding.UTF8.GetBytes($"[{string.Join(',', json)}]"));
        await foreach (var entry in EntryReader.ArrayAsync<Impression>(body, CancellationToken.None))
        {
            outcomes.AddRange(entry.Entry is null ? [EntryOutcome.Rejected(entry.Reason!)] : await _catalogue.Impressions.AddAsync([entry.Entry]));
        }

        return outcomes;
    }
}
