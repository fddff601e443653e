using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.State;

/// <summary>Puts what a message says into the state. What is said later counts: who liked horror and is tired of it now is tired of it.</summary>
/// <param name="items">The catalogue.</param>
internal sealed class StateUpdate(ItemTable items)
{
    /// <summary>The state after a message.</summary>
    public DialogueState Apply(DialogueState state, IReadOnlyList<Act> acts)
    {
        if (acts.OfType<MoveAct>().Any(m => m.Move == Move.StartOver))
        {
            state = DialogueState.Empty;
        }

        // Who asks anew means no longer what was asked before; likes and what is unwanted stay.
        if (acts.OfType<WishAct>().FirstOrDefault() is { Begins: true })
        {
            state = state with { Wishes = [], MoreOf = [] };
        }

        var before = state.Wanted;
        var forgets = acts.OfType<MoveAct>().Any(m => m.Move == Move.Forget);
        int? place = null;
        foreach (var act in acts)
        {
            state = act switch
            {
                ItemAct item when items[item.Items[0]] is { } named => forgets ? Without(state, named.Id) : WithItem(state, named.Id, item.Stance),
                // "The first one is nice, more like that": one that was named a moment ago.
                ShownAct shown => state.Pointed(place = shown.Place ?? place).Aggregate(Likewise(state, shown), (s, id) => WithItem(s, id, shown.Stance)),
                FacetAct facet => forgets ? Without(state, WishOf(facet)) : WithFacet(state, WishOf(facet), facet, before),
                YearsAct years => forgets ? state with { YearFrom = null, YearTo = null } : WithYears(state, years),
                RangeAct range => WithRange(state, new(range.Attribute, range.From, range.To)),
                NumberAct number => WithNumber(state, number),
                AgeAct age => WithAge(state, age.IsNewer, acts),
                WishAct wish when forgets => state with { Wishes = Without(state.Wishes, wish.Text) },
                AversionAct aversion when forgets => state with { Aversions = Without(state.Aversions, aversion.Text) },
                WishAct wish => state with { Wishes = Added(state.Wishes, wish.Text) },
                AversionAct aversion => WithCritique(state, aversion.Text, false),
                CritiqueAct critique => WithCritique(state, critique.Text, critique.IsMore),
                MoveAct { Move: Move.NoneOfThese or Move.Decline } => state with { Seen = Added(state.Seen, [.. state.LastShown]) },
                _ => state,
            };
        }

        return forgets && acts.All(a => a is MoveAct) ? WithoutLatest(state) : state with { Question = null, Focus = FocusOf(acts, state) };
    }

    /// <summary>What was pointed at or asked about, of what is shown; else what was before.</summary>
    private string? FocusOf(IReadOnlyList<Act> acts, DialogueState state)
    {
        var spoken = acts.Select(act => act switch
        {
            ShownAct { Place: { } place } => state.Pointed(place).FirstOrDefault(),
            TellAct { Place: { } place } => state.Pointed(place).FirstOrDefault(),
            TellAct { Items: { } told } => items[told[0]]?.Id,
            ItemAct item => items[item.Items[0]]?.Id,
            _ => null,
        }).LastOrDefault(id => id is not null && state.LastShown.Contains(id));
        return spoken ?? state.Focus;
    }

    /// <summary>Who points at an item and wants more like it asks by it, no longer by the words that led there.</summary>
    private static DialogueState Likewise(DialogueState state, ShownAct shown) => shown.Stance == Stance.Example ? state with { Wishes = [], MoreOf = [] } : state;

    private static DialogueState WithItem(DialogueState state, string id, Stance stance)
    {
        var known = Added(state.Seen, id);
        var without = Without(state, id);
        return stance switch
        {
            Stance.Liked => without with { Likes = Added(without.Likes, id), Seen = known },
            Stance.Disliked => without with { Dislikes = Added(without.Dislikes, id), Seen = known },
            Stance.CounterExample => without with { Dislikes = Added(without.Dislikes, id), Seen = known },
            Stance.Example => without with { Examples = Added(without.Examples, id), Seen = known },
            Stance.Seen => state with { Seen = known },
            Stance.Chosen => state with { Examples = Added(state.Examples, id), Seen = known },
            // A title named and nothing said of it: an example, unless more is known of it.
            _ => state.Likes.Contains(id) || state.Dislikes.Contains(id) || state.Shown.Contains(id) ? state : state with { Examples = Added(state.Examples, id), Seen = known },
        };
    }

    private DialogueState WithFacet(DialogueState state, FacetWish wish, FacetAct said, IReadOnlyList<FacetWish> before)
    {
        var without = Without(state, wish);
        if (!said.IsWanted)
        {
            return without with { Unwanted = [.. without.Unwanted, wish] };
        }

        // Of what nothing can have both, what is said now replaces what was said before; said at once, either will do.
        var rival = without.Wanted.LastOrDefault(w => w.Kinds.Any(wish.Kinds.Contains) && (said.Replaces || !CanHaveBoth(w, wish)));
        return said.IsAlternative && without.Wanted.Count > 0 ? WithEither(without, without.Wanted[^1], wish)
            : rival is null ? without with { Wanted = [.. without.Wanted, wish] }
            : before.Any(b => b.Value == rival.Value) ? without with { Wanted = [.. without.Wanted.Where(w => w != rival), wish] }
            : WithEither(without, rival, wish);
    }

    private static DialogueState WithEither(DialogueState state, FacetWish one, FacetWish other) =>
        state with { Wanted = [.. state.Wanted.Select(w => w == one ? w with { Or = [.. w.Or, other] } : w)] };

    private bool CanHaveBoth(FacetWish one, FacetWish other)
    {
        var (some, others) = (one.Facets.ToHashSet(), other.Facets.ToHashSet());
        return items.All().Any(i => i.Facets.Any(some.Contains) && i.Facets.Any(others.Contains));
    }

    private static DialogueState WithCritique(DialogueState state, string text, bool isMore) => isMore
        ? state with { MoreOf = Added(state.MoreOf, text), Aversions = [.. state.Aversions.Except([text])] }
        : state with { Aversions = Added(state.Aversions, text), MoreOf = [.. state.MoreOf.Except([text])] };

    private static DialogueState WithYears(DialogueState state, YearsAct years) => years switch
    {
        { IsWanted: true } => state with { YearFrom = years.From, YearTo = years.To },
        // "Nothing old" leaves what is newer, "nothing from after 2000" what is older.
        { To: { } to, From: null } => state with { YearFrom = to + 1 },
        { From: { } from, To: null } => state with { YearTo = from - 1 },
        _ => state,
    };

    /// <summary>What is said of one end of a range leaves the other, unless both can't hold.</summary>
    private static DialogueState WithRange(DialogueState state, NumberRange range)
    {
        var before = state.Ranges.FirstOrDefault(r => r.Attribute == range.Attribute);
        var (from, to) = (range.From ?? before?.From, range.To ?? before?.To);
        return state with { Ranges = [.. state.Ranges.Where(r => r != before), from > to ? range : range with { From = from, To = to }] };
    }

    private DialogueState WithNumber(DialogueState state, NumberAct act)
    {
        var (least, most) = Bounds(state.LastShown.Count > 0 ? state.LastShown : state.Examples, act.Attribute);
        const double step = 1e-6;
        return (act.IsMore ? most : least) is not { } number ? state
            : WithRange(state, act.IsMore ? new(act.Attribute, number + step, null) : new(act.Attribute, null, number - step));
    }

    private (double? Least, double? Most) Bounds(IReadOnlyList<string> ids, string attribute)
    {
        var numbers = ids.Select(id => items.Find(id)?.Numbers).Where(n => n?.ContainsKey(attribute) == true).Select(n => n![attribute]).Order().ToList();
        return numbers.Count == 0 ? (null, null) : (numbers[0], numbers[^1]);
    }

    /// <summary>Older or newer than what the message names, else than the middle of what was shown last, else than the latest example.</summary>
    private DialogueState WithAge(DialogueState state, bool isNewer, IReadOnlyList<Act> acts)
    {
        IEnumerable<string> named = acts.OfType<ItemAct>().Where(a => a.Stance != Stance.Disliked).Select(a => items[a.Items[0]]?.Id).OfType<string>();
        var years = new[] { named, state.LastShown, state.Examples.Concat(state.Likes).TakeLast(1) }
            .Select(ids => ids.Select(id => items.Find(id)?.Year).OfType<int>().Order().ToList())
            .FirstOrDefault(y => y.Count > 0);
        return years is null ? state : isNewer ? state with { YearFrom = years[years.Count / 2] + 1, YearTo = null } : state with { YearFrom = null, YearTo = years[years.Count / 2] - 1 };
    }

    private static DialogueState Without(DialogueState state, string id) => state with
    {
        Likes = [.. state.Likes.Where(l => l != id)],
        Dislikes = [.. state.Dislikes.Where(l => l != id)],
        Examples = [.. state.Examples.Where(l => l != id)],
    };

    private static DialogueState Without(DialogueState state, FacetWish wish) => state with
    {
        Wanted = [.. state.Wanted.Select(w => w.Without(wish.Value)).OfType<FacetWish>()],
        Unwanted = [.. state.Unwanted.Where(w => w.Value != wish.Value)],
    };

    /// <summary>"Forget that": the latest thing said goes, whatever it was.</summary>
    private static DialogueState WithoutLatest(DialogueState state) =>
        state.Wishes.Count > 0 ? state with { Wishes = [.. state.Wishes.SkipLast(1)] }
        : state.Wanted.Count > 0 ? state with { Wanted = [.. state.Wanted.SkipLast(1)] }
        : state.MoreOf.Count > 0 ? state with { MoreOf = [.. state.MoreOf.SkipLast(1)] }
        : state.Aversions.Count > 0 ? state with { Aversions = [.. state.Aversions.SkipLast(1)] }
        : state.Unwanted.Count > 0 ? state with { Unwanted = [.. state.Unwanted.SkipLast(1)] }
        : state.Examples.Count > 0 ? state with { Examples = [.. state.Examples.SkipLast(1)] }
        : state.Likes.Count > 0 ? state with { Likes = [.. state.Likes.SkipLast(1)] }
        : state.Ranges.Count > 0 ? state with { Ranges = [.. state.Ranges.SkipLast(1)] }
        : state with { YearFrom = null, YearTo = null };

    /// <summary>The value meant; however else the catalogue spells it will do as well.</summary>
    private static FacetWish WishOf(FacetAct act)
    {
        List<FacetWish> values = [.. act.Facets.GroupBy(f => f.Value).Select(g => new FacetWish(g.Key, [.. g.Select(f => f.Kind).Distinct()]))];
        return values[0] with { Or = [.. values.Skip(1)] };
    }

    /// <summary>What was said without what holds one of these words.</summary>
    private static IReadOnlyList<string> Without(IReadOnlyList<string> said, string words) =>
        [.. said.Where(s => !words.Split(' ').Any(w => s.Contains(w, StringComparison.OrdinalIgnoreCase)))];

    private static List<string> Added(IReadOnlyList<string> list, params string[] values) => [.. list.Except(values), .. values];
}
