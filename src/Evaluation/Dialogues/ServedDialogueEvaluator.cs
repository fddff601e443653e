using System.Text.Json;
using LlmRec.Agents.Conversing.Lessons;
using LlmRec.Agents.Conversing.Recorded;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;
using LlmRec.Embedding.Backfill;
using LlmRec.Evaluation.Datasets;
using LlmRec.Learning.Models;
using LlmRec.Recommending.Dialogues;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Training;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Recorded = LlmRec.Agents.Conversing.Recorded.DialogueEntry;

namespace LlmRec.Evaluation.Dialogues;

/// <summary>
/// What conversations teach the whole service: half of the seekers of recorded dialogues talk to it, as it is after a training on
/// the others' dialogues. At every moment at which a recommender recommended something, the seeker's messages up to then are
/// understood as the chat understands them, and the pipeline is asked as the chat asks it, with the channel and without.
/// </summary>
public sealed class ServedDialogueEvaluator
{
    private const int Listed = 50;

    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;

    private ServedDialogueEvaluator(IServiceProvider services) => (_services, _time) = (services, services.GetRequiredService<TimeProvider>());

    /// <summary>An evaluator of a service whose store is open and empty.</summary>
    public static ServedDialogueEvaluator Of(IServiceProvider services) => new(services);

    /// <summary>Evaluates.</summary>
    /// <param name="folder">A folder with <c>items.jsonl</c> and <c>dialogues.jsonl</c>, and <c>interactions.csv</c> where there is one.</param>
    /// <param name="seed">Halves the seekers.</param>
    /// <param name="tell">Told what is being done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EvaluationException">The folder can't be used, or nothing could be trained.</exception>
    public async Task<ServedDialogueResult> RunAsync(string folder, int seed, Action<string> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tell);
        var dialogues = await DialogueFiles.LinesAsync<Recorded>(DataFolder.Find(folder, "dialogues.jsonl"), cancellationToken);
        var people = dialogues.Select(d => d.SeekerId ?? d.Id).Distinct().Order(StringComparer.Ordinal).ToArray();
        new Random(seed).Shuffle(people);
        var talking = people.Take(people.Length / 2).ToHashSet(StringComparer.Ordinal);
        // Who talks to the service has taught it nothing, in either role.
        List<Recorded> taught = [.. dialogues.Where(d => !talking.Contains(d.SeekerId ?? d.Id) && !talking.Contains(d.RecommenderId ?? ""))];
        tell("importing and embedding");
        await FillAsync(folder, taught, talking, cancellationToken);
        tell("training");
        var outcome = await TrainedAsync(cancellationToken);
        tell("asking");
        var source = _services.GetRequiredService<RecordedDialogues>();
        var items = _services.GetRequiredService<LlmRec.Recommending.Items.ItemTable>();
        var moments = new List<RecordedMoment>();
        foreach (var dialogue in dialogues.Where(d => talking.Contains(d.SeekerId ?? d.Id)))
        {
            moments.AddRange((await source.OfAsync(dialogue, cancellationToken)).Moments.Where(m => items.Find(m.Item) is not null));
        }

        return new()
        {
            Dataset = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            TrainingDialogues = taught.Count,
            Moments = moments.Count,
            Outcome = outcome,
            With = await MeasuredAsync(moments, r => r, cancellationToken),
            Without = await MeasuredAsync(moments, r => r with { Conversation = null }, cancellationToken),
        };
    }

    private async Task FillAsync(string folder, List<Recorded> taught, HashSet<string> talking, CancellationToken cancellationToken)
    {
        await _services.GetRequiredService<CatalogImporter>().ImportAsync(new(DataFolder.Find(folder, "items.jsonl"), null, null), null, cancellationToken);
        if (DataFolder.TryFind(folder, "interactions.csv") is { } path)
        {
            await using var input = await InputFile.OpenAsync(path, cancellationToken);
            var kind = await DataFolder.TimeKindAsync(path, cancellationToken);
            var likes = new List<Interaction>();
            await foreach (var (_, entry, _) in InteractionsFile.ReadAsync(input.Content, path, cancellationToken))
            {
                likes.AddRange(entry is not null && !talking.Contains(entry.UserId) ? [entry] : []);
            }

            await _services.GetRequiredService<InteractionStore>().AddAsync(likes, kind, cancellationToken);
        }

        await _services.GetRequiredService<RecordedDialogueStore>().AddAsync(taught, cancellationToken);
        await _services.GetRequiredService<BackfillService>().QueueAsync(new("items"), cancellationToken);
        await _services.GetRequiredService<JobRunner>().RunNextAsync(cancellationToken);
    }

    private async Task<ModelOutcome> TrainedAsync(CancellationToken cancellationToken)
    {
        await _services.GetRequiredService<TrainingService>().QueueAsync(new([ModelNames.Dialogue]), cancellationToken);
        var job = (await _services.GetRequiredService<JobRunner>().RunNextAsync(cancellationToken))!;
        return job.State == JobState.Succeeded
            ? job.Progress.Detail!.Value.Deserialize<TrainingResult>(JsonSerializerOptions.Web)!.Models.Single()
            : throw new EvaluationException($"Nothing could be trained: {job.Error}");
    }

    private async Task<ServedRecall> MeasuredAsync(List<RecordedMoment> moments, Func<RecommendationRequest, RecommendationRequest> asked, CancellationToken cancellationToken)
    {
        var recommender = _services.GetRequiredService<Recommender>();
        var (ranks, milliseconds) = (new List<int>(), new List<double>());
        foreach (var moment in moments)
        {
            var started = _time.GetTimestamp();
            var list = await recommender.PreviewAsync(asked(moment.Asked) with { Limit = Listed, Diversity = 0 }, cancellationToken);
            milliseconds.Add(_time.GetElapsedTime(started).TotalMilliseconds);
            ranks.Add(list.Items.Select(i => i.Id).ToList().IndexOf(moment.Item));
        }

        double Recall(int k) => ranks.Count == 0 ? 0 : Math.Round(ranks.Count(r => r >= 0 && r < k) / (double)ranks.Count, 4);
        return new(Recall(1), Recall(3), Recall(10), Recall(Listed), milliseconds.Count == 0 ? 0 : Math.Round(milliseconds.Order().ElementAt(milliseconds.Count / 2), 1));
    }
}
