using LlmRec.Learning.Models.Fusion;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Merging;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Similarity;
using LlmRec.Recommending.Trained;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Ranking;

/// <summary>
/// Weights that a training learned: how much each channel counts, given how much is known of user and item. What could not
/// be learned (a wish, people alike, novelty) keeps the place it has in <c>weighted</c>, and so does everything where no
/// trained model speaks: similar items, search, visitors who like nothing yet, and before a fusion is promoted.
/// </summary>
internal sealed partial class FusionRanker(
    WeightedRanker weighted, TrainedModels trained, TrainedScores said, BehaviourView behaviour, ItemVectors vectors, IOptions<PipelineOptions> options, ILogger<FusionRanker> logger) : IRanker
{
    /// <summary>The name used in configuration.</summary>
    public const string RankerName = "fusion";

    private int _hasTold;

    public string Name => RankerName;

    public void CheckChannels(IReadOnlyList<string> channels) => weighted.CheckChannels(channels);

    public IReadOnlyList<RankedCandidate> Rank(RecallContext context, IReadOnlyList<MergedCandidate> candidates, int wanted)
    {
        if (trained.Fusion is not { } fusion)
        {
            if (Interlocked.Exchange(ref _hasTold, 1) == 0)
            {
                LogNone(logger);
            }

            return weighted.Rank(context, candidates, wanted);
        }

        FusedScores?[] members = [.. fusion.Learned.Members.Select(m => Scores(context, candidates, m))];
        return members.Zip(fusion.Learned.Members).Any(m => m.First is not null && ChannelNames.Trained.Contains(m.Second.Name))
            ? [.. Ranked(context, candidates, fusion, members).Take(wanted)]
            : weighted.Rank(context, candidates, wanted);
    }

    /// <summary>What a member says of the candidates: a trained model of all of them, a live channel of those it found.</summary>
    private FusedScores? Scores(RecallContext context, IReadOnlyList<MergedCandidate> candidates, FusedMember member) => ChannelNames.Trained.Contains(member.Name)
        ? said.Of(context, member.Name) is { } row ? new([.. candidates.Select(c => row.Of(c.Item))], row.Best) : null
        : candidates.Any(c => c.Scores.ContainsKey(member.Name)) ? new([.. candidates.Select(c => c.Scores.TryGetValue(member.Name, out var score) ? score : 0)], 1) : null;

    private IEnumerable<RankedCandidate> Ranked(RecallContext context, IReadOnlyList<MergedCandidate> candidates, ServedFusion fusion, FusedScores?[] members)
    {
        var items = candidates.Select(c => new FusedItem(fusion.Numbers.GetValueOrDefault(c.Item, -1), behaviour.Histories.LikersOf(c.Item).Length)).ToList();
        var scores = fusion.Learned.Score(context.Profile.Likes.Count, items, members, options.Value.NewItemBoost ?? fusion.Learned.NewItemBoost);
        var most = scores.Max(s => s.Score);
        string[] learned = [.. fusion.Learned.Members.Select(m => m.Name)];
        // What was learned weighs as much as the channels it stands for.
        string[] others = [.. candidates.SelectMany(c => c.Scores.Keys).Distinct().Except(learned)];
        var ofLearned = members.Zip(learned).Where(m => m.First is not null).Sum(m => WeightedRanker.WeightOf(m.Second));
        var total = ofLearned + others.Sum(WeightedRanker.WeightOf);
        ReadOnlyMemory<float>[] dislikes = [.. context.Profile.Dislikes.Select(vectors.Of).Where(v => !v.IsEmpty)];
        return candidates
            .Select((c, i) =>
            {
                // Odds relative to the best one's: log-odds over the whole range of candidates would leave the first ten as good
                // as equal, and their order to the reranker.
                var place = MathF.Exp(scores[i].Score - most);
                return Candidate(c, learned, scores[i].Parts, place * ofLearned / total, others, total, dislikes);
            })
            .OrderByDescending(c => c.Score).ThenBy(c => c.Item);
    }

    private RankedCandidate Candidate(MergedCandidate candidate, string[] learned, float[] parts, float place, string[] others, float total, ReadOnlyMemory<float>[] dislikes)
    {
        var sum = parts.Sum();
        // Only of channels that found it: a part is a reason.
        float[] ofChannels =
        [
            .. parts.Select((part, m) => candidate.Scores.ContainsKey(learned[m]) && sum > 0 ? place * part / sum : 0),
            .. others.Select(o => candidate.Scores.TryGetValue(o, out var score) ? WeightedRanker.WeightOf(o) * score / total : 0),
        ];
        var score = place + ofChannels[parts.Length..].Sum();
        return new(candidate.Item, score * WeightedRanker.LeftBy(vectors.LargestCosine(dislikes, candidate.Item)), new ChannelScores([.. learned, .. others], ofChannels));
    }

    [LoggerMessage(1, LogLevel.Warning, "Pipeline:Ranker is fusion, but no fusion is promoted: weighted ranks until one is (llmrec train, or POST /v1/trainings)")]
    private static partial void LogNone(ILogger logger);
}
