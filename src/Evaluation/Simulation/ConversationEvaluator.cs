using LlmRec.Agents.Conversing;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;
using LlmRec.Embedding.Backfill;
using LlmRec.Evaluation.Datasets;
using LlmRec.Recommending;
using LlmRec.Recommending.Items;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Evaluation.Simulation;

/// <summary>
/// Lets simulated people talk to the whole service on a data folder, in a store of its own: to the policy <c>state</c>, to
/// the same without its questions, and without its ear for critiques. The likes that the targets were taken from are left out of the store.
/// </summary>
public sealed class ConversationEvaluator
{
    private const string Owner = "(evaluation)";
    private const int LeastItems = 30;
    private const int Told = 10;
    private const int Read = 20;

    private readonly IServiceProvider _services;
    private readonly Conversations _conversations;
    private readonly MessageReader _reader;
    private readonly CurrentLexicon _lexicon;
    private readonly ItemTable _items;
    private readonly TimeProvider _time;

    private ConversationEvaluator(IServiceProvider services)
    {
        _services = services;
        _conversations = services.GetRequiredService<Conversations>();
        _reader = services.GetRequiredService<MessageReader>();
        _lexicon = services.GetRequiredService<CurrentLexicon>();
        _items = services.GetRequiredService<ItemTable>();
        _time = services.GetRequiredService<TimeProvider>();
    }

    /// <summary>An evaluator of a service whose store is open and empty.</summary>
    public static ConversationEvaluator Of(IServiceProvider services) => new(services);

    /// <summary>Holds the conversations and measures them.</summary>
    /// <param name="folder">A data folder: <c>items.jsonl</c>, and <c>interactions.csv</c> where there is one.</param>
    /// <param name="n">How many conversations with each policy, 1 or more; fewer where there are not so many targets.</param>
    /// <param name="seed">Chooses targets, and all that people say.</param>
    /// <param name="tell">Told what is being done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EvaluationException">The folder can't be used.</exception>
    public async Task<ConversationRun> RunAsync(string folder, int n, int seed, Action<string> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tell);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var catalogue = await KnownCatalogue.ReadAsync(folder, cancellationToken);
        if (catalogue.Count < LeastItems)
        {
            throw new EvaluationException($"The catalogue has {catalogue.Count} items, and a conversation shows up to {3 * SimulatedConversation.MostTurns}: with fewer than {LeastItems} anything would be found by showing all of them.");
        }

        var targets = new Targets(catalogue, await KnownLikes.ReadAsync(folder, _services.GetRequiredService<LikeRules>(), cancellationToken), seed).Take(n);
        await FillAsync(folder, targets, tell, cancellationToken);
        var started = _time.GetTimestamp();
        var held = Ablation.All.ToDictionary(a => a, _ => new List<SimulatedConversation>());
        foreach (var (i, target) in targets.Index())
        {
            foreach (var ablation in Ablation.All)
            {
                held[ablation].Add(await ConverseAsync(new(target, catalogue, unchecked((seed * 1_000_003) + i)), target, catalogue, ablation, cancellationToken));
            }

            if ((i + 1) % Told == 0)
            {
                tell($"talked about {i + 1} of {targets.Count} targets");
            }
        }

        var whole = held[Ablation.Whole];
        var result = new ConversationResult
        {
            Dataset = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Items = catalogue.Count,
            N = targets.Count,
            Turns = SimulatedConversation.MostTurns,
            Seed = seed,
            Policies = [.. held.Select(h => ConversationMeasures.Of(h.Key, h.Value, seed))],
            Differences = [.. held.Where(h => h.Key != Ablation.Whole).SelectMany(h => ConversationMeasures.Differences(whole, h.Key.Name, h.Value, seed))],
            Seconds = Math.Round(_time.GetElapsedTime(started).TotalSeconds, 1),
        };
        return new(result, [.. ToRead(whole).Select(c => ConversationText.Of(c, catalogue))]);
    }

    /// <summary>Half of what is read are the conversations in which most went wrong, half are spread over the others.</summary>
    private static IEnumerable<SimulatedConversation> ToRead(List<SimulatedConversation> all)
    {
        var worst = all.OrderByDescending(c => c.Trouble).Take(Read / 2).ToList();
        var others = all.Except(worst).ToList();
        var step = Math.Max(1, others.Count / (Read / 2));
        return [.. worst, .. others.Where((_, i) => i % step == 0).Take(Read / 2)];
    }

    private async Task FillAsync(string folder, IReadOnlyList<Target> targets, Action<string> tell, CancellationToken cancellationToken)
    {
        tell("importing the dataset");
        var interactions = DataFolder.TryFind(folder, "interactions.csv");
        var isOrder = interactions is not null && await DataFolder.TimeKindAsync(interactions, cancellationToken) == TimeKind.OrderIndex;
        using var heldOut = interactions is null ? null : await HeldOutInteractions.WriteAsync(interactions, targets.Select(t => (t.User ?? "", t.Item.Id)).ToHashSet(), cancellationToken);
        await _services.GetRequiredService<CatalogImporter>().ImportAsync(new(DataFolder.Find(folder, "items.jsonl"), null, heldOut?.Path, isOrder), null, cancellationToken);
        tell("embedding item texts");
        await _services.GetRequiredService<BackfillService>().QueueAsync(new("items"), cancellationToken);
        await _services.GetRequiredService<JobRunner>().RunNextAsync(cancellationToken);
        await _services.GetRequiredService<Projections>().FollowAsync(cancellationToken);
    }

    private async Task<SimulatedConversation> ConverseAsync(SimulatedUser user, Target target, KnownCatalogue catalogue, Ablation ablation, CancellationToken cancellationToken)
    {
        var (exchanges, id) = (new List<Exchange>(), (string?)null);
        int? foundAt = null, goodAt = null;
        var said = user.Open();
        for (var turn = 1; foundAt is null && turn <= SimulatedConversation.MostTurns; turn++)
        {
            var answer = await SayAsync(said);
            foundAt = answer.Items.Any(i => i.Id == target.Item.Id) ? turn : null;
            goodAt ??= foundAt ?? (answer.Items.Any(i => catalogue[i.Id] is { } item && user.IsAsGood(item)) ? turn : null);
            said = foundAt is null ? user.Reply(answer) : user.Accept(answer);
        }

        if (foundAt is not null)
        {
            await SayAsync(said);
        }

        return new() { Target = target, Opening = user.Opening, Exchanges = exchanges, FoundAt = foundAt, GoodAt = goodAt };

        async Task<ChatAnswer> SayAsync(Utterance utterance)
        {
            var answer = (await _conversations.SayAsync(new(utterance.Text, id) { Hearing = ablation.Hearing }, Owner, cancellationToken))!;
            id = answer.ConversationId;
            exchanges.Add(new(
                utterance,
                ActText.Of(_reader.Read(utterance.Text, _lexicon.Get()), _items),
                answer,
                [.. utterance.Says.Where(s => !s.IsHeldBy(answer.State, target.Item, catalogue))],
                answer.Items.Any(i => i.Id == target.Item.Id) ? null : RuledOut.By(answer.State, target.Item)));
            return answer;
        }
    }
}
