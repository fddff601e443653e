using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Dialogues;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;
using LlmRec.Recommending.Dialogues;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Trained;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Training;

/// <summary>
/// Learns from conversations what is taken up after what was named and said. A fifth of the people teaches no training at all:
/// on what they took up, lists are compared as conversations show them, with the model, without it, and with the one in use.
/// </summary>
internal sealed class DialogueTraining(
    IEnumerable<IDialogueSource> sources, Recommender recommender, SpokenVectors spoken, ModelComparison comparison, ItemFollower follower, ItemTable items, OnnxSessions sessions, IOptions<TrainingOptions> options, TimeProvider time)
{
    /// <summary>Below this, what is learned is chance.</summary>
    public const int FewestMoments = 50;

    // What one person alone says can be about that person.
    private const int FewestDialogues = 2;
    private const int HeldOutOf = 5;
    private const int MostCompared = 500;
    private const int Shown = 10;

    /// <summary>Reads the conversations.</summary>
    /// <exception cref="TrainingException">They are too few.</exception>
    public async Task<DialoguesRead> ReadAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var all = new List<RecordedDialogue>();
        foreach (var source in sources)
        {
            all.AddRange(await source.ReadAsync(cancellationToken));
        }

        var known = snapshot.About.ItemIds.ToHashSet(StringComparer.Ordinal);
        // What was named already is no recommendation.
        List<RecordedDialogue> told = [.. all.Select(d => d with { Moments = [.. d.Moments.Where(m => known.Contains(m.Item) && !MomentOf(m).Named.Contains(m.Item))] })];
        var moments = told.Sum(d => d.Moments.Count);
        return moments >= FewestMoments ? new([.. told.Where(d => !IsHeldOut(d.Person))], [.. told.Where(d => IsHeldOut(d.Person))]) : throw new TrainingException(string.Create(
            CultureInfo.InvariantCulture,
            $"In the {all.Count:n0} conversations that are kept, {moments:n0} items that were shown were taken up; to learn from, there must be {FewestMoments} at least. Train again when there are more."));
    }

    /// <summary>Trains.</summary>
    public async Task<DialogueModel> TrainAsync(DialoguesRead read, Snapshot snapshot, TrainingReport report, CancellationToken cancellationToken)
    {
        var data = await DataOfAsync(read.Taught, snapshot, cancellationToken);
        var run = new TrainingRun { Seed = options.Value.Seed, Threads = options.Value.ThreadsInUse, Time = time, Progress = report.Of(ModelNames.Dialogue) };
        return await report.WhileAsync(token => new DialogueTrainer(sessions).Train(data, run, token), cancellationToken);
    }

    /// <summary>Compares lists of conversations with the model, without it, and with the one in use.</summary>
    /// <param name="folder">The model, saved.</param>
    /// <param name="read">The conversations.</param>
    /// <param name="inUse">The one in use; null for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<ModelOutcome> CompareAsync(ModelFolder folder, DialoguesRead read, Promotion? inUse, CancellationToken cancellationToken)
    {
        await follower.FollowAsync(cancellationToken);
        var (served, fault) = await comparison.InUseAsync(inUse, cancellationToken);
        using var former = served;
        using var trial = ServedModel.Load(folder, sessions, items);
        (string Person, RecordedMoment Moment)[] moments = [.. read.HeldOut.SelectMany(d => d.Moments.Select(m => (d.Person, m)))];
        new Random(options.Value.Seed).Shuffle(moments);
        moments = moments[..Math.Min(MostCompared, moments.Length)];
        var outcome = new ModelOutcome(folder.Manifest.Model, folder.Manifest.Version, null, inUse?.Version, null, null, null, 0, moments.Length, true, "");
        if (moments.Length == 0)
        {
            return outcome with { Verdict = $"there is no conversation to compare on: all people who took something up are among those that teach{fault}" };
        }

        async Task<double[]> ByPersonAsync(Func<RecommendationRequest, RecommendationRequest> asked)
        {
            var gains = new List<(string Person, double Gain)>();
            foreach (var (person, moment) in moments)
            {
                var list = await recommender.PreviewAsync(asked(moment.Asked) with { Limit = Shown }, cancellationToken);
                var place = list.Items.Select(i => i.Id).ToList().IndexOf(moment.Item);
                gains.Add((person, place < 0 ? 0 : 1 / Math.Log2(place + 2)));
            }

            return [.. gains.GroupBy(g => g.Person).Select(g => g.Average(x => x.Gain))];
        }

        var own = await ByPersonAsync(r => r with { Trial = trial });
        var without = await ByPersonAsync(r => r with { Conversation = null });
        outcome = outcome with { Ndcg = ModelComparison.Rounded(own.Average()), NdcgWithout = ModelComparison.Rounded(without.Average()), Users = own.Length };
        var beside = string.Create(CultureInfo.InvariantCulture, $"lists of conversations have {own.Average():0.0000} with it and {without.Average():0.0000} without");
        var other = former is null ? without : await ByPersonAsync(r => r with { Trial = former });
        var (mean, error) = ModelComparison.Difference(own, other);
        outcome = outcome with { NdcgInUse = former is null ? null : ModelComparison.Rounded(other.Average()), StandardError = error is { } e ? ModelComparison.Rounded(e) : null };
        return (mean >= -(error ?? 0), former) switch
        {
            // One person tells nothing of chance.
            (var isNotWorse, null) when isNotWorse || error is null => outcome with { Verdict = $"none was in use{fault}; {beside}" },
            (true, _) => outcome with { Verdict = $"not worse than the one in use; {beside}" },
            (false, null) => outcome with { Promoted = false, Verdict = $"none was in use{fault}, but it is {ModelComparison.Worse("the channels without it", mean, error ?? 0)}; {beside}" },
            (false, _) => outcome with { Promoted = false, Verdict = $"{ModelComparison.Worse("the one in use", mean, error ?? 0)}; {beside}" },
        };
    }

    /// <summary>The same people in every training: no model ever learns from them, so that each can be compared with each.</summary>
    private static bool IsHeldOut(string person) => SHA256.HashData(Encoding.UTF8.GetBytes(person))[0] % HeldOutOf == 0;

    private static ConversationMoment MomentOf(RecordedMoment moment) => moment.Asked.Conversation ?? new([], []);

    private async Task<DialogueData> DataOfAsync(IReadOnlyList<RecordedDialogue> dialogues, Snapshot snapshot, CancellationToken cancellationToken)
    {
        var numbers = snapshot.About.ItemIds.Index().ToDictionary(i => i.Item, i => i.Index, StringComparer.Ordinal);
        int[] NumbersOf(IEnumerable<string> ids) => [.. ids.Select(id => numbers.GetValueOrDefault(id, -1)).Where(n => n >= 0).Distinct()];
        var width = snapshot.Data.TextVectors is null ? 0 : snapshot.Data.TextDimension;
        string[] lines = width == 0 ? [] : [.. dialogues.SelectMany(d => d.Moments).SelectMany(m => Said(m)).Distinct(StringComparer.Ordinal)];
        var vectors = await spoken.LinesAsync(lines, snapshot.QueryMean ?? [], cancellationToken);
        var vectorOf = lines.Zip(vectors).ToDictionary(l => l.First, l => (ReadOnlyMemory<float>)l.Second, StringComparer.Ordinal);
        return new()
        {
            ItemCount = snapshot.Data.ItemCount,
            Named = [.. dialogues.Select(d => NumbersOf(d.Named))],
            Turns = [.. dialogues.Select(d => d.Moments
                .Select(m => new DialogueTurn(NumbersOf(MomentOf(m).Named), Said(m), width == 0 ? [] : DialogueTurn.VectorOf([.. Said(m).Select(l => vectorOf[l])], width), numbers[m.Item]))
                .ToList())],
            Texts = snapshot.Data.Texts ?? [.. Enumerable.Repeat("", snapshot.Data.ItemCount)],
            TextVectors = snapshot.Data.TextVectors ?? [],
            TextDimension = width,
            FewestDialogues = FewestDialogues,
        };

        static string[] Said(RecordedMoment moment) => [.. MomentOf(moment).Said.TakeLast(DialogueTurn.MostSaid)];
    }
}

/// <summary>Conversations, those that teach and those that models are compared on.</summary>
/// <param name="Taught">The ones to learn from.</param>
/// <param name="HeldOut">The others.</param>
internal sealed record DialoguesRead(IReadOnlyList<RecordedDialogue> Taught, IReadOnlyList<RecordedDialogue> HeldOut);
