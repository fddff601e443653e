namespace LlmRec.Learning.Models.Fusion;

/// <summary>The items that compete for one held-out event, with what each member says of them.</summary>
/// <param name="Items">The union of the members' best, by number.</param>
/// <param name="Prepared">Candidate × member: prepared scores.</param>
/// <param name="Best">By member: the best score.</param>
/// <param name="Target">The target's place among the items; −1 when no member has it among its best.</param>
/// <param name="UserKind">See <see cref="Context.UserKind"/>.</param>
/// <param name="Weight">How much the list counts.</param>
internal sealed record CandidateList(int[] Items, float[] Prepared, float[] Best, int Target, int UserKind, float Weight)
{
    /// <summary>Makes the lists of events.</summary>
    /// <param name="members">The members.</param>
    /// <param name="events">The events, each with the weight of its list.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="pool">Best items taken from each member.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static CandidateList[] Of(
        IReadOnlyList<FusionMember> members, IReadOnlyList<(HeldOut Event, float Weight)> events, int items, int pool, int threads, CancellationToken cancellationToken)
    {
        var lists = new CandidateList[events.Count];
        MemberScores.ForEach(
            members, [.. events.Select(e => e.Event.History)], items, threads, (i, rows) => lists[i] = Of(members, events[i].Event, events[i].Weight, rows, pool), cancellationToken);
        return lists;
    }

    /// <summary>The list without candidates that don't compete; its target stays.</summary>
    /// <param name="competes">Says of an item whether it does.</param>
    public CandidateList Where(Func<int, bool> competes)
    {
        var width = Best.Length;
        int[] kept = [.. Enumerable.Range(0, Items.Length).Where(c => c == Target || competes(Items[c]))];
        return kept.Length == Items.Length ? this : this with
        {
            Items = Array.ConvertAll(kept, c => Items[c]),
            Prepared = [.. kept.SelectMany(c => Prepared[(c * width)..((c + 1) * width)])],
            Target = Array.IndexOf(kept, Target),
        };
    }

    /// <summary>Makes the list of one event.</summary>
    /// <param name="members">The members' scales.</param>
    /// <param name="held">The event; its history may be empty.</param>
    /// <param name="weight">How much the list counts.</param>
    /// <param name="rows">By member: a score for each item; overwritten.</param>
    /// <param name="pool">Best items taken from each member.</param>
    public static CandidateList Of(IReadOnlyList<MemberScale> members, HeldOut held, float weight, Memory<float>[] rows, int pool)
    {
        var best = new float[members.Count];
        var candidates = new SortedSet<int>();
        var taken = held.History.ToHashSet();
        for (var m = 0; m < members.Count; m++)
        {
            best[m] = members[m].Prepare(rows[m].Span, held.History);
            candidates.UnionWith(Largest(rows[m].Span, pool, members[m].AreLogits ? float.NegativeInfinity : 0));
        }

        candidates.ExceptWith(taken);
        int[] items = [.. candidates];
        var prepared = new float[items.Length * members.Count];
        for (var c = 0; c < items.Length; c++)
        {
            for (var m = 0; m < members.Count; m++)
            {
                prepared[(c * members.Count) + m] = rows[m].Span[items[c]];
            }
        }

        var target = Array.BinarySearch(items, held.Target);
        return new(items, prepared, best, target < 0 ? -1 : target, Context.UserKind(held.History.Length), weight);
    }

    /// <summary>The items of the largest scores above a floor.</summary>
    private static int[] Largest(ReadOnlySpan<float> scores, int most, float floor)
    {
        var queue = new PriorityQueue<int, float>(most + 1);
        var least = floor;
        for (var item = 0; item < scores.Length; item++)
        {
            if (scores[item] <= least)
            {
                continue;
            }

            queue.Enqueue(item, scores[item]);
            if (queue.Count > most)
            {
                queue.Dequeue();
                queue.TryPeek(out _, out least);
            }
        }

        return [.. queue.UnorderedItems.Select(e => e.Element)];
    }
}
