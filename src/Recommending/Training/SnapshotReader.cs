using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Embedding.Texts;
using LlmRec.Learning.Models;
using LlmRec.Storage;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Recommending.Training;

/// <summary>Reads what a training sees out of the store: likes by the like rules, items and users in an order that says nothing, text vectors as the space compares them.</summary>
internal sealed class SnapshotReader(
    Store store, ItemStore items, InteractionStore interactions, LikeRules rules, ItemText text, VectorSpaces spaces, VectorStore vectors, SpaceDefinition definition)
{
    private const int Page = 5_000;
    private const int InteractionPage = 200_000;

    // A mean over this many events is sharp enough; more would only take longer.
    private const int MostCompared = 5_000;

    /// <summary>Where the store stands.</summary>
    public Task<StorePoint> PointAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async session => new StorePoint(
            await ChangeSequence.LastAsync(session, InteractionStore.Sequence),
            await ChangeSequence.LastAsync(session, ItemStore.Sequence),
            await ChangeSequence.LastAsync(session, VectorStore.Sequence)),
        cancellationToken);

    /// <summary>Reads.</summary>
    /// <param name="seed">Draws the events to compare on where there are many.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<Snapshot> ReadAsync(int seed, CancellationToken cancellationToken)
    {
        var point = await PointAsync(cancellationToken);
        var events = await EventsAsync(point.Interactions, cancellationToken);
        var catalogue = await CatalogueAsync(events, cancellationToken);
        var numbers = catalogue.Select((entry, number) => (entry.Key, number)).ToDictionary(e => e.Key, e => e.number);
        var hasTime = await interactions.TimeKindAsync(cancellationToken) == TimeKind.Real;
        var users = events
            .GroupBy(e => e.UserKey)
            .Select(user => (user.Key, Likes: new UserLikes(user.Where(e => numbers.ContainsKey(e.ItemKey)).Select(e => new UserEvent(
                numbers[e.ItemKey], e.Timestamp, rules.WeightOf(e.Type, e.Value), e.Seq)))))
            .ToList();
        var split = HeldOutSplit.Of(users, hasTime);
        var (textVectors, space) = await VectorsAsync([.. catalogue.Select(e => e.Key)], cancellationToken);
        // The mark is made here, where keys are known.
        var heldOut = Ordered(split.HeldOut).ToLookup(h => HeldOutSplit.Compares((int)h.Mark), h => h with { Mark = HeldOutSplit.Mark((int)h.Mark, catalogue[h.Target].Key) });
        HeldOutLike[] compared = [.. heldOut[true]];
        new Random(seed).Shuffle(compared);
        return new(
            new()
            {
                ItemIds = [.. catalogue.Select(e => e.Item!.Id)],
                Point = point,
                HeldOutBy = split.By,
                Space = space?.Name,
                HasTime = hasTime,
            },
            DataOf(split, [.. heldOut[false]], [.. catalogue.Select(e => text.Of(e.Item!))], hasTime, textVectors, space?.Dimension ?? 0),
            [.. heldOut[false]],
            [.. Ordered(compared.Take(MostCompared))],
            space is null ? null : space.Mean ?? new float[space.Dimension],
            space is null ? null : space.QueryMean ?? space.Mean ?? new float[space.Dimension]);
    }

    /// <summary>Owners' text vectors, centred and of unit length: item × dimension, rows of zeros where there is none; and their space. Null and null where nobody has one.</summary>
    private async Task<(float[]? Vectors, VectorSpace? Space)> VectorsAsync(int[] keys, CancellationToken cancellationToken)
    {
        var space = await spaces.GetAsync(definition, cancellationToken);
        var rows = new float[keys.Length * space.Dimension];
        var found = 0;
        foreach (var (page, from) in keys.Chunk(Page).Select((page, i) => (page, i * Page)))
        {
            var stored = await vectors.VectorsAsync(space, OwnerKind.Item, page, cancellationToken);
            for (var i = 0; i < page.Length; i++)
            {
                if (stored.TryGetValue(page[i], out var vector))
                {
                    space.Transform(vector);
                    vector.CopyTo(rows, (from + i) * space.Dimension);
                    found++;
                }
            }
        }

        return found == 0 ? (null, null) : (rows, space);
    }

    private async Task<IReadOnlyList<ItemChange>> CatalogueAsync(List<InteractionChange> events, CancellationToken cancellationToken)
    {
        var all = new List<ItemChange>();
        while (await items.PageAsync(all.Count == 0 ? 0 : all[^1].Key, Page, cancellationToken) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        var counts = events.CountBy(e => e.ItemKey).ToDictionary();
        return CanonicalItems.Ordered(all, entry => entry.Item!, entry => counts.GetValueOrDefault(entry.Key));
    }

    private async Task<List<InteractionChange>> EventsAsync(long until, CancellationToken cancellationToken)
    {
        var (events, after) = (new List<InteractionChange>(), 0L);
        while (await interactions.ChangesAsync(after, InteractionPage, cancellationToken) is { Count: > 0 } page)
        {
            events.AddRange(page.Where(e => !e.IsErasure && e.Seq <= until));
            after = page[^1].Seq;
        }

        return events;
    }

    /// <summary>Users stand in the order of what is trained on of them, so that their order tells nothing.</summary>
    private static TrainingData DataOf(
        HeldOutSplit.Split split, IReadOnlyList<HeldOutLike> chosen, IReadOnlyList<string> texts, bool hasTime, float[]? vectors, int dimension)
    {
        var trained = split.Trained.Where(t => t.Items.Length > 0).ToArray();
        Array.Sort(trained, (a, b) => Compare(a.Items, b.Items) is var order and not 0 ? order : Compare(a.Times, b.Times));
        return new()
        {
            ItemCount = texts.Count,
            Histories = [.. trained.Select(t => t.Items)],
            Times = hasTime ? [.. trained.Select(t => t.Times)] : null,
            Validation = [.. chosen.Select(h => new HeldOut(h.History, h.Target))],
            TextVectors = vectors,
            TextDimension = dimension,
            Texts = texts,
        };
    }

    private static List<HeldOutLike> Ordered(IEnumerable<HeldOutLike> likes)
    {
        var ordered = likes.ToList();
        ordered.Sort((a, b) => Compare(a.History, b.History) is var order and not 0 ? order : a.Target.CompareTo(b.Target));
        return ordered;
    }

    private static int Compare<T>(T[] a, T[] b)
        where T : IComparable<T> => a.AsSpan().SequenceCompareTo(b);
}
