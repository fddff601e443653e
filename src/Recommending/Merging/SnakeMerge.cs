using LlmRec.Recommending.Channels;

namespace LlmRec.Recommending.Merging;

/// <summary>A candidate after merging: the score that each channel which found it gave, relative to that channel's best.</summary>
/// <param name="Item">The item's key.</param>
/// <param name="Scores">By channel, 0 to 1.</param>
public sealed record MergedCandidate(int Item, IReadOnlyDictionary<string, float> Scores);

/// <summary>
/// Draws candidates from the channels in turn, there and back (A B C, C B A, A B C …), so that none is favoured for being
/// named first, and attributes each to every channel that found it, not only to the one it was drawn from.
/// </summary>
public static class SnakeMerge
{
    /// <summary>Merges the channels' answers.</summary>
    /// <param name="found">By channel, each best first; the order of the channels is the order of the draw.</param>
    /// <param name="limit">The most candidates wanted.</param>
    /// <returns>Candidates in the order drawn, each once.</returns>
    public static IReadOnlyList<MergedCandidate> Merge(IReadOnlyList<(string Channel, IReadOnlyList<Candidate> Candidates)> found, int limit)
    {
        ArgumentNullException.ThrowIfNull(found);
        var merged = new List<MergedCandidate>();
        var byItem = Attribution(found);
        string[] channels = [.. found.Select(f => f.Channel)];
        var positions = new int[found.Count];
        var drawn = new HashSet<int>();
        for (var round = 0; merged.Count < limit && merged.Count < byItem.Count; round++)
        {
            for (var turn = 0; turn < found.Count && merged.Count < limit; turn++)
            {
                var drawnFrom = round % 2 == 0 ? turn : found.Count - 1 - turn;
                var candidates = found[drawnFrom].Candidates;
                while (positions[drawnFrom] < candidates.Count && !drawn.Add(candidates[positions[drawnFrom]].Item))
                {
                    positions[drawnFrom]++;
                }

                if (positions[drawnFrom] < candidates.Count)
                {
                    var item = candidates[positions[drawnFrom]++].Item;
                    merged.Add(new(item, new ChannelScores(channels, byItem[item])));
                }
            }
        }

        return merged;
    }

    private static Dictionary<int, float[]> Attribution(IReadOnlyList<(string Channel, IReadOnlyList<Candidate> Candidates)> found)
    {
        var byItem = new Dictionary<int, float[]>();
        for (var channel = 0; channel < found.Count; channel++)
        {
            var candidates = found[channel].Candidates;
            foreach (var candidate in candidates)
            {
                if (!byItem.TryGetValue(candidate.Item, out var scores))
                {
                    byItem.Add(candidate.Item, scores = new float[found.Count]);
                }

                scores[channel] = candidate.Score / candidates[0].Score;
            }
        }

        return byItem;
    }
}
