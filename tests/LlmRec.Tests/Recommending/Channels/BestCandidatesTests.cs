using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Tests.Recommending.Channels;

public sealed class BestCandidatesTests
{
    [Fact]
    public async Task The_best_are_kept_whatever_their_sign_of_equal_ones_the_smaller_keys_and_none_that_was_seen()
    {
        await using var world = await World.OpenAsync();
        await world.ItemsAsync([.. Enumerable.Range(0, 40).Select(i => $"i{i}")]);
        var keys = new List<int>();
        for (var i = 0; i < 40; i++)
        {
            keys.Add(await world.KeyAsync($"i{i}"));
        }

        var random = new Random(4);
        (int Key, float Score)[] offered = [.. keys.Select(key => (key, (random.Next(9) - 4) / 2f))];
        HashSet<int> seen = [keys[3], keys[17]];
        random.Shuffle(offered);

        for (var limit = 0; limit <= 40; limit += 8)
        {
            var best = new BestCandidates(new CandidateFilter(ItemFilter.None, world.Get<ItemTable>(), seen), limit);
            foreach (var (key, score) in offered)
            {
                best.Offer(key, score);
            }

            Assert.Equal(
                offered.Where(o => !seen.Contains(o.Key)).OrderByDescending(o => o.Score).ThenBy(o => o.Key).Take(limit).Select(o => new Candidate(o.Key, o.Score)),
                best.Take());
        }
    }
}
