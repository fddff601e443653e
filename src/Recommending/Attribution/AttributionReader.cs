using System.Text.Json;
using LlmRec.Catalog.Interactions;
using LlmRec.Recommending.Pipeline;
using LlmRec.Storage;

namespace LlmRec.Recommending.Attribution;

/// <summary>Joins what was shown to the answers it was shown from, and to what users did with it afterwards.</summary>
public sealed class AttributionReader
{
    /// <summary>The most answers that are looked at, the latest of the time asked for.</summary>
    public const int MostAnswers = 20_000;

    /// <summary>The most days back.</summary>
    public const int MostDays = 365;

    private const int Page = 500;

    private readonly Store _store;
    private readonly LikeRules _rules;
    private readonly TimeProvider _time;

    /// <summary>Creates the reader.</summary>
    public AttributionReader(Store store, LikeRules rules, TimeProvider time) => (_store, _rules, _time) = (store, rules, time);

    /// <summary>
    /// Reads the attribution. An item counts as clicked when the user it was shown to did something with it, at or after that moment (to the second),
    /// that counts as a like (<see cref="LikeOptions"/>: a click does); where a store holds an order instead of times, nothing does.
    /// </summary>
    /// <param name="days">How many days back, 1 to <see cref="MostDays"/>; answers are kept for <see cref="PipelineOptions.KeepAnswersDays"/>.</param>
    /// <param name="known">Channels that are listed though they brought nothing.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<AttributionReport> ReadAsync(int days, IReadOnlyList<string> known, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MostDays);
        var since = _time.GetUtcNow() - TimeSpan.FromDays(days);
        var tally = new AttributionTally();
        var (answers, looked, unknown, before) = (0L, 0, 0L, (Id: "", At: long.MaxValue));
        while (looked < MostAnswers)
        {
            var page = await _store.ReadAsync(session => PageAsync(session, since.ToUnixTimeMilliseconds(), before.At, before.Id), cancellationToken);
            foreach (var (answer, shown) in page)
            {
                var channels = shown.Count > 0 ? ChannelsOf(answer.Items) : [];
                answers += shown.Count > 0 ? 1 : 0;
                unknown += shown.Count(s => s.Key.UserKey is null);
                foreach (var done in shown)
                {
                    tally.Add(channels.GetValueOrDefault(done.Key.Id, []), done.Any(d => d.Type is not null && _rules.WeightOf(d.Type, d.Value) > 0));
                }
            }

            looked += page.Count;
            if (page.Count < Page)
            {
                return new(since, answers, true, tally.Shown, tally.Clicked, unknown, tally.ByChannel(known));
            }

            before = (page[^1].Answer.Id, page[^1].Answer.CreatedAt);
        }

        return new(since, answers, false, tally.Shown, tally.Clicked, unknown, tally.ByChannel(known));
    }

    /// <summary>The next answers, latest first, each with what was shown of it and what its user did with that since.</summary>
    private static async Task<IReadOnlyList<(Answer Answer, List<IGrouping<Shown, Done>> Shown)>> PageAsync(StoreSession session, long since, long before, string beforeId)
    {
        var answers = await session.QueryAsync<Answer>(
            """
            SELECT id AS Id, items AS Items, created_at AS CreatedAt FROM recommendations
            WHERE created_at >= @since AND (created_at < @before OR (created_at = @before AND id < @beforeId))
            ORDER BY created_at DESC, id DESC LIMIT @Page
            """,
            new { since, before, beforeId, Page });
        var hasTime = await InteractionStore.TimeKindAsync(session) == TimeKind.Real;
        var rows = answers.Count == 0 ? [] : await session.QueryAsync<(string Answer, string Id, int? UserKey, string? Type, double? Value)>(
            """
            SELECT s.recommendation_id, i.id, COALESCE(s.user_key, r.user_key), d.type, d.value
            FROM impressions s JOIN items i ON i.key = s.item_key JOIN recommendations r ON r.id = s.recommendation_id
            LEFT JOIN interactions d ON @hasTime AND d.user_key = COALESCE(s.user_key, r.user_key) AND d.item_key = s.item_key AND (d.timestamp + 1) * 1000 > s.timestamp
            WHERE s.recommendation_id IN @ids
            """,
            new { ids = answers.Select(a => a.Id), hasTime });
        var shown = rows.ToLookup(r => r.Answer);
        return [.. answers.Select(a => (a, shown[a.Id].GroupBy(r => new Shown(r.Id, r.UserKey), r => new Done(r.Type, r.Value ?? 0)).ToList()))];
    }

    private static Dictionary<string, string[]> ChannelsOf(string items)
    {
        var channels = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var pick in JsonSerializer.Deserialize<List<Pick>>(items, JsonSerializerOptions.Web)!)
        {
            channels[pick.Id] = pick.Channels ?? [];
        }

        return channels;
    }

    private sealed record Pick(string Id, string[]? Channels);

    private readonly record struct Shown(string Id, int? UserKey);

    private readonly record struct Done(string? Type, double Value);

    private sealed class Answer
    {
        public required string Id { get; init; }

        public required string Items { get; init; }

        public long CreatedAt { get; init; }
    }
}
