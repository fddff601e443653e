using LlmRec.Catalog.Interactions;
using LlmRec.Learning.Models;
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
    /// <param name="data">What the channels of behaviour know.</param>
    /// <param name="about">Whose items and times these are.</param>
    /// <param name="asked">Histories and times before the held-out likes; the very arrays name the answers later.</param>
    /// <param name="tell">Told how many are done, of how many.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IReadOnlyList<RecordedModel>> RecordAsync(
        TrainingData data, SnapshotAbout about, IReadOnlyList<(int[] History, double[] Times)> asked, Action<int, int> tell, CancellationToken cancellationToken)
    {
        await follower.FollowAsync(cancellationToken);
        await index.FollowAsync(cancellationToken);
        var keys = items.KeysOf(about.ItemIds);
        var numbers = keys.Index().Where(k => k.Item >= 0).ToDictionary(k => k.Item, k => k.Index);
        using var behaviour = new BehaviourView(interactions, rules, options);
        behaviour.Load(data.Histories.Select((h, user) => Events(h, data.Times?[user], keys)), about.HasTime);
        IRecallChannel[] channels =
        [
            new ItemKnnChannel(items, behaviour), new TransitionsChannel(items, behaviour), new PopularChannel(behaviour),
            new SimilarChannel(items, texts), new ProfileChannel(items, vectors, neighbours),
        ];
        var answers = channels.Select(_ => new Dictionary<int[], IReadOnlyList<Candidate>>(ReferenceEqualityComparer.Instance)).ToArray();
        for (var i = 0; i < asked.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var profile = profiles.Build(Events(asked[i].History, asked[i].Times, keys), about.HasTime);
            var context = new RecallContext(profile, null, new CandidateFilter(ItemFilter.None, items, profile.Seen));
            await vectors.LoadAsync([.. profile.Likes.Take(Interests.MostItems).Select(l => l.Item)], cancellationToken);
            for (var c = 0; c < channels.Length; c++)
            {
                var found = channels[c].Applies(context) ? await channels[c].RecallAsync(context, options.Value.CandidatesPerChannel, cancellationToken) : [];
                answers[c][asked[i].History] = [.. found.Where(f => numbers.ContainsKey(f.Item)).Select(f => new Candidate(numbers[f.Item], f.Score))];
            }

            tell(i + 1, asked.Count);
        }

        return [.. channels.Zip(answers, (channel, answer) => new RecordedModel(channel.Name, answer, data.ItemCount))];
    }

    private static LikeEvent[] Events(int[] history, double[]? times, int[] keys) =>
        [.. history.Select((item, i) => new LikeEvent(keys[item], times?[i] ?? i, 1)).Where(e => e.Item >= 0)];
}
