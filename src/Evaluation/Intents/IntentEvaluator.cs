using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Catalog.Import;
using LlmRec.Evaluation.Datasets;
using LlmRec.Recommending;
using LlmRec.Recommending.Items;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Evaluation.Intents;

/// <summary>
/// Says how well it is understood what people in labelled dialogues intend: by their words alone, learned; by the service's
/// acts and fixed rules; and by acts, words and what came before, learned. Folds never mix a dialogue's turns.
/// </summary>
public sealed class IntentEvaluator
{
    private const int Folds = 5;

    private readonly CatalogImporter _importer;
    private readonly Projections _projections;
    private readonly ItemTable _items;
    private readonly CurrentLexicon _lexicon;
    private readonly MessageReader _reader;
    private readonly TimeProvider _time;

    private IntentEvaluator(CatalogImporter importer, Projections projections, ItemTable items, CurrentLexicon lexicon, MessageReader reader, TimeProvider time) =>
        (_importer, _projections, _items, _lexicon, _reader, _time) = (importer, projections, items, lexicon, reader, time);

    /// <summary>An evaluator of a service; its store takes the catalogue.</summary>
    public static IntentEvaluator Of(IServiceProvider services) => new(
        services.GetRequiredService<CatalogImporter>(),
        services.GetRequiredService<Projections>(),
        services.GetRequiredService<ItemTable>(),
        services.GetRequiredService<CurrentLexicon>(),
        services.GetRequiredService<MessageReader>(),
        services.GetRequiredService<TimeProvider>());

    /// <summary>Evaluates.</summary>
    /// <param name="folder">A folder with labelled <c>dialogues.jsonl</c>.</param>
    /// <param name="catalogue">The <c>items.jsonl</c> that they speak of; null for the folder's own, or the one of <c>redial-valid</c> beside it.</param>
    /// <param name="seed">Deals dialogues out to folds.</param>
    /// <param name="tell">Told what is being done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EvaluationException">A file is missing or can't be used.</exception>
    public async Task<IntentResult> RunAsync(string folder, string? catalogue, int seed, Action<string> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tell);
        var started = _time.GetTimestamp();
        var dialogues = await IntentFiles.DialoguesAsync(folder, Folds, cancellationToken);
        tell("importing the catalogue");
        await _importer.ImportAsync(new(IntentFiles.Catalogue(folder, catalogue), null, null), null, cancellationToken);
        await _projections.FollowAsync(cancellationToken);
        tell("reading the messages");
        var turns = FoldsOf(dialogues, seed).SelectMany(d => MomentsOf(d.Dialogue).Select(m => new Turn(m.Moment, m.Labels, d.Fold))).ToList();
        return new()
        {
            Dataset = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Dialogues = dialogues.Count,
            Turns = turns.Count,
            Folds = Folds,
            Seed = seed,
            Rows =
            [
                Learned("words", IntentClassifier.Words, turns, tell, cancellationToken),
                IntentMeasures.Of("service", [.. turns.Select(t => (t.Labels, IntentRules.Of(t.Moment), t.Fold))]),
                Learned("service, words and context", IntentClassifier.ActsWordsAndContext, turns, tell, cancellationToken),
            ],
            Seconds = Math.Round(_time.GetElapsedTime(started).TotalSeconds, 1),
        };
    }

    /// <summary>Deals dialogues out, as many to each fold.</summary>
    internal static IReadOnlyList<(IntentDialogue Dialogue, int Fold)> FoldsOf(IReadOnlyList<IntentDialogue> dialogues, int seed)
    {
        var order = dialogues.OrderBy(d => d.Id, StringComparer.Ordinal).ToArray();
        new Random(seed).Shuffle(order);
        return [.. order.Select((d, i) => (d, i % Folds))];
    }

    private static IntentRow Learned(string name, Func<IntentMoment, IEnumerable<string>> featuresOf, List<Turn> turns, Action<string> tell, CancellationToken cancellationToken)
    {
        var found = new List<(IntentLabels, IntentLabels, int)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            tell($"{name}: fold {fold + 1} of {Folds}");
            var classifier = new IntentClassifier(featuresOf);
            classifier.Train([.. turns.Where(t => t.Fold != fold).Select(t => (t.Moment, t.Labels))], cancellationToken);
            found.AddRange(turns.Where(t => t.Fold == fold).Select(t => (t.Labels, classifier.Of(t.Moment), fold)));
        }

        return IntentMeasures.Of(name, found);
    }

    private IEnumerable<(IntentMoment Moment, IntentLabels Labels)> MomentsOf(IntentDialogue dialogue)
    {
        var before = 0;
        foreach (var (i, turn) in dialogue.Turns.Index().Where(t => t.Item.IsScored))
        {
            var last = i > 0 && dialogue.Turns[i - 1].Role != IntentTurn.Seeker ? dialogue.Turns[i - 1] : null;
            yield return (
                new()
                {
                    Text = turn.Text,
                    Acts = _reader.Read(turn.Text, _lexicon.Get()),
                    Did = last?.SubIntents ?? [],
                    Shown = _items.KeysOf(last?.Items ?? []).Where(k => k >= 0).ToHashSet(),
                    Before = before++,
                },
                new(turn.Intents.ToHashSet(), turn.SubIntents.Contains("ACC") ? 1 : 0, turn.SubIntents.Contains("REJ") ? 1 : 0));
        }
    }

    private sealed record Turn(IntentMoment Moment, IntentLabels Labels, int Fold);
}
