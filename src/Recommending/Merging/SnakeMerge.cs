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
        var byItem = Attribution(found);
        var wanted = Math.Min(limit, byItem.Count);
        var merged = new List<MergedCandidate>(wanted);
        string[] channels = [.. found.Select(f => f.Channel)];
        var positions = new int[found.Count];
        for (var round = 0; merged.Count < wanted; round++)
        {
            for (var turn = 0; turn < found.Count && merged.Count < wanted; turn++)
            {
                var drawnFrom = round % 2 == 0 ? turn : found.Count - 1 - turn;
                var candidates = found[drawnFrom].Candidates;
                // Taken out when drawn: what is not there any more was drawn before.
                float[]? scores = null;
                while (positions[drawnFrom] < candidates.Count && !byItem.Remove(candidates[positions[drawnFrom]].Item, out scores))
                {
                    positions[drawnFrom]++;
                }

                if (scores is not null)
                {
                    merged.Add(new(candidates[positions[drawnFrom]++].Item, new ChannelScores(channels, scores)));
                }
            }
        }

        return merged;
    }

    private static Dictionary<int, float[]> Attribution(IReadOnlyList<(string Channel, IReadOnlyList<Candidate> Candidates)> found)
    {
        var byItem = new Dictionary<int, float[]>(found.Sum(f => f.Candidates.Count));
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
