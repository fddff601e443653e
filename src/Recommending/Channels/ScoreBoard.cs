using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Recommending.Channels;

/// <summary>Turns scores by item into a channel's answer.</summary>
internal static class ScoreBoard
{
    /// <summary>The best allowed items; equal scores by key.</summary>
    public static IReadOnlyList<Candidate> Best(this IEnumerable<KeyValuePair<int, float>> scores, ItemTable items, CandidateFilter filter, int limit) =>
        [.. scores
            .Where(s => s.Value > 0 && items[s.Key] is { } item && filter.Allows(item))
            .Select(s => new Candidate(s.Key, s.Value))
            .OrderByDescending(c => c.Score).ThenBy(c => c.Item)
            .Take(limit)];
}
