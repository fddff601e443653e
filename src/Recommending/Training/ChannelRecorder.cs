using LlmRec.Catalog.Interactions;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Similarity;
using LlmRec.Vectors.Indexes;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Training;

/// <summary>
/// Asks the pipeline's live channels what they would have answered before each held-out like: those of behaviour over a view
/// that knows only what is trained on, those of text as they are.
/// </summary>
internal sealed class ChannelRecorder(
    InteractionStore interactions, LikeRules rules, IOptions<PipelineOptions> options, ItemFollower follower, ItemTable items, IVectorIndex index, ItemVectors vectors, VectorNeighbours neighbours, TextNeighbours texts, ProfileBuilder profiles)
{
    /// <summary>Records.</summary>
    /// <param name="snapshot">The snapshot; its held-out likes are asked for.</param>
    /// <param name="tell">Told how many are done, of how many.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IReadOnlyList<RecordedModel>> RecordAsync(Snapshot snapshot, Action<int, int> tell, CancellationToken cancellationToken)
    {
        await follower.FollowAsync(cancellationToken);
        await index.FollowAsync(cancellationToken);
        var keys = items.KeysOf(snapshot.About.ItemIds);
        var numbers = keys.Index().Where(k => k.Item >= 0).ToDictionary(k => k.Item, k => k.Index);
        using var behaviour = new BehaviourView(interactions, rules, options);
        behaviour.Load(snapshot.Data.Histories.Select((h, user) => Events(h, snapshot.Data.Times?[user], keys)), snapshot.About.HasTime);
        IRecallChannel[] channels =
        [
            new ItemKnnChannel(items, behaviour), new TransitionsChannel(items, behaviour), new PopularChannel(behaviour),
            new SimilarChannel(items, texts), new ProfileChannel(items, vectors, neighbours),
        ];
        var answers = channels.Select(_ => new Dictionary<int[], IReadOnlyList<Candidate>>(ReferenceEqualityComparer.Instance)).ToArray();
        HeldOutLike[] all = [.. snapshot.Chosen, .. snapshot.Compared];
        for (var i = 0; i < all.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var profile = profiles.Build(Events(all[i].History, all[i].Times, keys), snapshot.About.HasTime);
            var context = new RecallContext(profile, null, new CandidateFilter(ItemFilter.None, items, profile.Seen));
            await vectors.LoadAsync([.. profile.Likes.Take(Interests.MostItems).Select(l => l.Item)], cancellationToken);
            for (var c = 0; c < channels.Length; c++)
            {
                var found = channels[c].Applies(context) ? await channels[c].RecallAsync(context, options.Value.CandidatesPerChannel, cancellationToken) : [];
                answers[c][all[i].History] = [.. found.Where(f => numbers.ContainsKey(f.Item)).Select(f => new Candidate(numbers[f.Item], f.Score))];
            }

            tell(i + 1, all.Length);
        }

        return [.. channels.Zip(answers, (channel, answer) => new RecordedModel(channel.Name, answer, snapshot.Data.ItemCount))];
    }

    private static LikeEvent[] Events(int[] history, double[]? times, int[] keys) =>
        [.. history.Select((item, i) => new LikeEvent(keys[item], times?[i] ?? i, 1)).Where(e => e.Item >= 0)];
}
