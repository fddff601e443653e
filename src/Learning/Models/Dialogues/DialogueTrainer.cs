using LlmRec.Learning.Models.Fusion;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>
/// Learns from dialogues which items follow which mentions and which words: simple members, each learned on four fifths of
/// the dialogues and asked about the other fifth, mixed by one linear layer under a listwise softmax, as <c>fusion</c> mixes
/// models of histories (see <see cref="FusionTrainer"/>).
/// </summary>
/// <param name="sessions">Opens graphs.</param>
public sealed class DialogueTrainer(OnnxSessions sessions)
{
    private const int Folds = 5;
    private const int Pool = 100;
    private const double Hold = 3;

    /// <summary>Trains.</summary>
    /// <param name="data">The dialogues.</param>
    /// <param name="run">Seed and threads.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="TrainingException">Nothing is recommended in the dialogues.</exception>
    public DialogueModel Train(DialogueData data, TrainingRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(run);
        if (data.Turns.Sum(t => t.Count(turn => turn.Target >= 0)) < Folds)
        {
            throw new TrainingException("Too little is recommended in these dialogues to learn from: there must be five recommendations at least.");
        }

        var folds = Enumerable.Range(0, data.Turns.Count).ToArray();
        new Random(run.Seed).Shuffle(folds);
        var lists = new List<CandidateList>();
        IReadOnlyList<MemberScale> scales = [];
        for (var fold = 0; fold < Folds; fold++)
        {
            var isHeld = folds.Where((_, i) => i % Folds == fold).ToHashSet();
            var members = DialogueMembers.Of(DialogueLessons.Of(Part(data, d => !isHeld.Contains(d)), run, cancellationToken), sessions);
            scales = [.. members.Select(_ => new MemberScale(AreLogits: false))];
            lists.AddRange(Lists(members, scales, [.. isHeld.Order().SelectMany(d => data.Turns[d]).Where(t => t.Target >= 0)], data.ItemCount, run.Threads, cancellationToken));
            foreach (var member in members)
            {
                member.Dispose();
            }

            run.Progress?.Report(new(fold + 1, Folds + 1, double.NaN, 0, null));
        }

        CandidateList[] all = [.. lists];
        FusionTrainer.SetUnits(scales, all);
        var lessons = DialogueLessons.Of(data, run, cancellationToken);
        var weights = new ListwiseLoss(scales, DialogueModel.ContextOf(lessons), all, Hold, run.Threads).Minimise(cancellationToken);
        return DialogueModel.Of(lessons, [.. scales.Select(s => s.Unit)], weights, sessions);
    }

    /// <summary>Kinds of moments: nothing named yet, one or two, more.</summary>
    internal static int KindOf(DialogueTurn turn) => turn.Named.Length == 0 ? 0 : turn.Named.Length < 3 ? 1 : 2;

    private static DialogueData Part(DialogueData data, Func<int, bool> takes) => data with
    {
        Named = [.. data.Named.Where((_, d) => takes(d))],
        Turns = [.. data.Turns.Where((_, d) => takes(d))],
    };

    private static CandidateList[] Lists(
        IReadOnlyList<IDialogueMember> members, IReadOnlyList<MemberScale> scales, IReadOnlyList<DialogueTurn> turns, int items, int threads, CancellationToken cancellationToken)
    {
        var lists = new CandidateList[turns.Count];
        Parallel.For(
            0,
            turns.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            () => members.Select(_ => new float[items]).ToArray(),
            (i, _, rows) =>
            {
                for (var m = 0; m < members.Count; m++)
                {
                    members[m].Score(turns[i], rows[m]);
                }

                lists[i] = CandidateList.Of(scales, new HeldOut(turns[i].Named, turns[i].Target), 1, Array.ConvertAll(rows, r => r.AsMemory()), Pool) with { UserKind = KindOf(turns[i]) };
                return rows;
            },
            _ => { });
        return lists;
    }
}
