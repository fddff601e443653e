using LlmRec.Catalog.Items;
using LlmRec.Embedding.Texts;
using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Texts;
using LlmRec.Learning.Models.Dialogues;

namespace LlmRec.Evaluation.Dialogues;

/// <summary>What is evaluated.</summary>
public sealed record DialogueRequest
{
    /// <summary>A folder with <c>items.jsonl</c>, <c>dialogues.jsonl</c> and <c>eval_turns.jsonl</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Moments to score by all of the dataset; null for five folds of the dataset's own.</summary>
    public string? Turns { get; init; }

    /// <summary>Another catalogue; null for the dataset's.</summary>
    public string? Catalogue { get; init; }

    /// <summary>A folder with interactions to learn from too; null for none.</summary>
    public string? Also { get; init; }

    /// <summary>Where all randomness comes from.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>Ranks the whole catalogue at every moment of dialogues at which something was recommended.</summary>
/// <param name="reader">Reads interactions.</param>
/// <param name="vectors">Embeds items and speech.</param>
/// <param name="text">The items' texts.</param>
/// <param name="trainer">Trains on dialogues.</param>
/// <param name="time">The clock.</param>
public sealed class DialogueEvaluator(DatasetReader reader, ItemVectors vectors, ItemText text, DialogueTrainer trainer, TimeProvider time)
{
    private const int Folds = 5;

    /// <summary>Evaluates.</summary>
    /// <param name="request">What.</param>
    /// <param name="tell">Told what is being done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EvaluationException">A file is missing or can't be used.</exception>
    public async Task<DialogueResult> RunAsync(DialogueRequest request, Action<string> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(tell);
        var started = time.GetTimestamp();
        tell("reading the dialogues");
        var items = await DialogueFiles.ItemsAsync(request.Catalogue ?? DataFolder.Find(request.Dataset, "items.jsonl"), cancellationToken);
        var dialogues = await DialogueFiles.LinesAsync<DialogueEntry>(DataFolder.Find(request.Dataset, "dialogues.jsonl"), cancellationToken);
        var own = await DialogueFiles.LinesAsync<EvalTurnEntry>(DataFolder.Find(request.Dataset, "eval_turns.jsonl"), cancellationToken);
        var scored = request.Turns is { } file ? await DialogueFiles.LinesAsync<EvalTurnEntry>(file, cancellationToken) : own;
        var also = request.Also is { } folder ? ElsewhereLikes.Of(await reader.ReadAsync(folder, cancellationToken), items) : [];
        tell("embedding");
        var moments = new Moments(items, await SpeechAsync(own.Concat(scored), cancellationToken), vectors.Dimension);
        var all = new Learnable(items, text, await vectors.OfAsync(items, cancellationToken), vectors.Dimension, dialogues, own, moments, also);
        var tally = new Tally();
        IReadOnlyDictionary<string, double> learned = new Dictionary<string, double>();
        var (trainedOn, parts) = (0, request.Turns is null ? FoldsOf(dialogues, request.Seed) : [[]]);
        foreach (var (fold, seekers) in parts.Index())
        {
            tell(parts.Count > 1 ? $"fold {fold + 1} of {parts.Count}" : "training");
            var isScored = dialogues.Where(d => seekers.Contains(d.SeekerId)).Select(d => d.Id).ToHashSet();
            // By dialogue alone it leaks: who seeks here recommends the same elsewhere.
            var training = dialogues.Where(d => !seekers.Contains(d.SeekerId) && !seekers.Contains(d.RecommenderId)).Select(d => d.Id).ToHashSet();
            trainedOn += training.Count;
            using var model = trainer.Train(all.Of(training), new() { Seed = request.Seed, Time = time }, cancellationToken);
            tally.Add(model, moments, request.Turns is null ? [.. scored.Where(t => isScored.Contains(t.DialogueId))] : scored, cancellationToken);
            learned = model.Explain();
        }

        return tally.Result(vectors.Encoder, (double)trainedOn / parts.Count, learned, Math.Round(time.GetElapsedTime(started).TotalSeconds, 1));
    }

    private static List<HashSet<string>> FoldsOf(List<DialogueEntry> dialogues, int seed)
    {
        var seekers = dialogues.Select(d => d.SeekerId).Distinct().Order(StringComparer.Ordinal).ToArray();
        new Random(seed).Shuffle(seekers);
        return [.. Enumerable.Range(0, Folds).Select(f => seekers.Where((_, i) => i % Folds == f).ToHashSet(StringComparer.Ordinal))];
    }

    private async Task<Dictionary<string, float[]>> SpeechAsync(IEnumerable<EvalTurnEntry> turns, CancellationToken cancellationToken)
    {
        string[] texts = [.. turns.SelectMany(t => t.Context.TakeLast(DialogueTurn.MostSaid)).Select(c => c.Text).Distinct()];
        var rows = await vectors.OfSpeechAsync(texts, cancellationToken);
        return texts.Index().ToDictionary(t => t.Item, t => rows[(t.Index * vectors.Dimension)..((t.Index + 1) * vectors.Dimension)], StringComparer.Ordinal);
    }

    /// <summary>Makes moments of what was said.</summary>
    private sealed class Moments(IReadOnlyList<Item> items, Dictionary<string, float[]> speech, int dimension)
    {
        private readonly NamedTitles _titles = new(items);
        private readonly Dictionary<string, int> _numbers = items.Index().ToDictionary(i => i.Item.Id, i => i.Index, StringComparer.Ordinal);

        public int NumberOf(string id) => _numbers.TryGetValue(id, out var number) ? number : -1;

        public DialogueTurn Of(EvalTurnEntry turn, int target)
        {
            var said = turn.Context.Select(c => c.Text).Where(t => t.Length > 0).TakeLast(DialogueTurn.MostSaid).ToList();
            var vector = DialogueTurn.VectorOf([.. said.Select(one => (ReadOnlyMemory<float>)speech[one])], dimension);
            return new([.. turn.Context.SelectMany(c => _titles.In(c.Text)).Distinct()], said, vector, target);
        }
    }

    /// <summary>All that can be learned from, cut by dialogue.</summary>
    private sealed class Learnable(
        IReadOnlyList<Item> items, ItemText text, float[] itemVectors, int dimension, List<DialogueEntry> dialogues, List<EvalTurnEntry> turns, Moments moments, IReadOnlyList<int[]> likes)
    {
        private readonly string[] _texts = [.. items.Select(text.Of)];
        private readonly ILookup<string, DialogueTurn> _turns = turns
            .SelectMany(t => t.Targets.Select(moments.NumberOf).Where(n => n >= 0).Select(n => (t.DialogueId, Turn: moments.Of(t, n))))
            // What was named already is no recommendation.
            .Where(t => !t.Turn.Named.Contains(t.Turn.Target))
            .ToLookup(t => t.DialogueId, t => t.Turn);

        public DialogueData Of(HashSet<string> ids)
        {
            List<DialogueEntry> taken = [.. dialogues.Where(d => ids.Contains(d.Id))];
            return new()
            {
                ItemCount = items.Count,
                Named = [.. taken.Select(d => d.Turns.SelectMany(t => t.Items).Select(moments.NumberOf).Where(n => n >= 0).Distinct().ToArray())],
                Turns = [.. taken.Select(d => _turns[d.Id].ToList())],
                Texts = _texts,
                TextVectors = itemVectors,
                TextDimension = dimension,
                Likes = likes,
            };
        }
    }

    /// <summary>Ranks, counted together.</summary>
    private sealed class Tally
    {
        private readonly List<int> _ranks = [];
        private int _turns;
        private int _targets;
        private int _repeats;

        public void Add(DialogueModel model, Moments moments, List<EvalTurnEntry> turns, CancellationToken cancellationToken)
        {
            var ranks = new List<int>[turns.Count];
            var repeats = new int[turns.Count];
            Parallel.For(0, turns.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                var turn = moments.Of(turns[i], -1);
                var targets = turns[i].Targets.Select(moments.NumberOf).ToList();
                repeats[i] = targets.Count(t => t >= 0 && turn.Named.Contains(t));
                var scores = model.Score(turn);
                foreach (var named in turn.Named)
                {
                    scores[named] = float.NegativeInfinity;
                }

                // A target that is not in the catalogue can't be found; ties count against the model.
                ranks[i] = [.. targets.Where(t => t < 0 || !turn.Named.Contains(t)).Select(t => t < 0 ? int.MaxValue : scores.Count(s => s >= scores[t]))];
            });
            _ranks.AddRange(ranks.SelectMany(r => r));
            _turns += turns.Count;
            _targets += turns.Sum(t => t.Targets.Count);
            _repeats += repeats.Sum();
        }

        public DialogueResult Result(string encoder, double trainingDialogues, IReadOnlyDictionary<string, double> learned, double seconds)
        {
            double Recall(int k) => _ranks.Count == 0 ? 0 : Math.Round(_ranks.Count(r => r <= k) / (double)_ranks.Count, 5);
            return new()
            {
                Turns = _turns,
                Targets = _ranks.Count,
                Recall1 = Recall(1),
                Recall10 = Recall(10),
                Recall50 = Recall(50),
                Mrr = _ranks.Count == 0 ? 0 : Math.Round(_ranks.Average(r => r == int.MaxValue ? 0 : 1.0 / r), 5),
                RepeatShare = Math.Round(_repeats / (double)Math.Max(1, _targets), 5),
                TrainingDialogues = trainingDialogues,
                Encoder = encoder,
                Seconds = seconds,
                Learned = learned,
            };
        }
    }
}
