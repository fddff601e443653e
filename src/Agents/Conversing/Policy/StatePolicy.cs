using LlmRec.Agents.Conversing.Replies;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Policy;

/// <summary>
/// The policy <c>state</c>: recommends, and where little narrows the catalogue asks with it what would, at most twice in a row
/// and never the same; explains when asked why; and where nothing fits gives up one constraint, and says which.
/// </summary>
/// <param name="recommender">The pipeline.</param>
/// <param name="explainer">Words for picks.</param>
/// <param name="items">The catalogue.</param>
/// <param name="teller">Tells of items.</param>
internal sealed class StatePolicy(Recommender recommender, Explainer explainer, ItemTable items, ItemTeller teller)
{
    /// <summary>Items that are shown at once.</summary>
    public const int ItemsOfATurn = 3;

    /// <summary>Questions in a row, at most.</summary>
    public const int MostQuestionsInARow = 2;

    private const int Candidates = 60;

    /// <summary>Decides what a turn does, and does it; what is shown is not yet explained.</summary>
    /// <param name="before">The state before the message.</param>
    /// <param name="state">The state after it.</param>
    /// <param name="acts">What the message says.</param>
    /// <param name="userId">The user; null for a visitor.</param>
    /// <param name="withoutModel">Whether no language model is to be asked for words.</param>
    /// <param name="cancellationToken">The caller left.</param>
    public async Task<TurnPlan> PlanAsync(DialogueState before, DialogueState state, IReadOnlyList<Act> acts, string? userId, bool withoutModel, CancellationToken cancellationToken)
    {
        var moves = acts.OfType<MoveAct>().Select(m => m.Move).ToHashSet();
        var says = acts.Any(a => a is not MoveAct);
        if (moves.Contains(Move.Why) && Asked(before, acts) is { } about)
        {
            return new(TurnKind.Explain, state) { Explanations = [await ExplainAsync(before, about, userId, withoutModel, cancellationToken)] };
        }

        if (acts.OfType<TellAct>().FirstOrDefault() is { } tell && Meant(before, tell.Items, tell.Place) is { } told)
        {
            return new(TurnKind.Tell, state) { Told = await teller.TellAsync(told, cancellationToken) };
        }

        if (acts.Any(a => a is AsideAct) && acts.All(a => a is AsideAct or MoveAct))
        {
            return new(TurnKind.Aside, state);
        }

        if (!says && moves.Overlaps([Move.Stop, Move.Thank]))
        {
            return new(TurnKind.Close, state);
        }

        if (moves.Contains(Move.Accept) && before.LastShown.Count > 0 && !moves.Overlaps([Move.More, Move.NoneOfThese]) && acts.All(a => a is MoveAct or ShownAct or ItemAct))
        {
            return new(TurnKind.Accepted, state);
        }

        if (acts.Count == 0)
        {
            return new(TurnKind.Help, state);
        }

        var question = ShouldAsk(state, moves) ? await QuestionAsync(state, userId, cancellationToken) : null;
        var asked = question is null ? state with { QuestionsInARow = 0 } : state.Asking(question);
        // Who says no more than hello is asked. Whoever wants something is shown something with it: a question costs no turn.
        return question is not null && acts.All(a => a is MoveAct { Move: Move.Greet })
            ? new(TurnKind.Ask, asked) { Question = question }
            : await RecommendAsync(asked, acts, userId, cancellationToken);
    }

    private static bool ShouldAsk(DialogueState state, HashSet<Move> moves) =>
        state.QuestionsInARow < MostQuestionsInARow
            && !moves.Overlaps([Move.NoMatter, Move.More, Move.NoneOfThese])
            && (state.IsOpen || (state.Wanted.Count == 1 && state.Asked.Count <= 1 && state is { Likes.Count: 0, Examples.Count: 0, Wishes.Count: 0, Ranges.Count: 0, YearFrom: null, YearTo: null }));

    /// <summary>What "why" is about: an item named, one of those shown, or the first of them.</summary>
    private CatalogItem? Asked(DialogueState before, IReadOnlyList<Act> acts) =>
        Meant(before, acts.OfType<ItemAct>().FirstOrDefault()?.Items, acts.OfType<ShownAct>().FirstOrDefault()?.Place);

    private CatalogItem? Meant(DialogueState before, IReadOnlyList<int>? named, int? place)
    {
        if (named is not null)
        {
            return items[named[0]];
        }

        return before.Pointed(place).FirstOrDefault() is { } shown ? items.Find(shown) : null;
    }

    /// <summary>Why an item fits, in words.</summary>
    public async Task<Explanation> ExplainAsync(DialogueState state, CatalogItem item, string? userId, bool withoutModel, CancellationToken cancellationToken)
    {
        var list = await recommender.PreviewAsync(StateRequest.Of(state, userId, 1) with { Filter = new() { Include = [item.Id] } }, cancellationToken);
        return withoutModel ? explainer.ExplainByTemplate(item, list, userId) : await explainer.ExplainAsync(item, list, userId, cancellationToken);
    }

    /// <summary>The question that says most about what fits; null when none says enough.</summary>
    public async Task<OpenQuestion?> QuestionAsync(DialogueState state, string? userId, CancellationToken cancellationToken)
    {
        var list = await recommender.PreviewAsync(StateRequest.Of(state, userId, Candidates) with { Diversity = 0 }, cancellationToken);
        var facets = list.Items.Select(i => (Item: items.Find(i.Id), i.Score)).Where(i => i.Item is not null).ToList();
        var total = facets.Sum(f => f.Score);
        return QuestionChoice.Best(state, [.. facets.Select(f => ((IReadOnlyList<Facet>)f.Item!.Facets, total > 0 ? f.Score / total : 1.0 / facets.Count))]);
    }

    /// <summary>
    /// "A label printer" behind "pens by Pilot" is no pen: what was wanted before is given up when nothing that has it holds
    /// a word of the new wish, and something else holds all of them.
    /// </summary>
    private async Task<DialogueState> OnTopicAsync(DialogueState state, IReadOnlyList<Act> acts, string? userId, CancellationToken cancellationToken)
    {
        if (state.Wanted.Count == 0 || acts.OfType<WishAct>().LastOrDefault() is not { } wish || acts.Any(a => a is FacetAct { IsWanted: true }))
        {
            return state;
        }

        async Task<int> MatchedAsync(DialogueState asked)
        {
            var request = StateRequest.Of(asked, userId, ItemsOfATurn) with { Wish = wish.Text, Diversity = 0 };
            var list = await recommender.PreviewAsync(request, cancellationToken);
            return list.Items.Select(i => i.Evidence?.MatchedWords.Count ?? 0).DefaultIfEmpty().Max();
        }

        var all = SearchTerms.OfQuery(wish.Text).DistinctBy(t => t.Term).Count();
        var free = state with { Wanted = [], Wishes = [wish.Text] };
        return await MatchedAsync(state) == 0 && await MatchedAsync(free) >= all ? free : state;
    }

    private async Task<TurnPlan> RecommendAsync(DialogueState state, IReadOnlyList<Act> acts, string? userId, CancellationToken cancellationToken)
    {
        state = await OnTopicAsync(state, acts, userId, cancellationToken);
        foreach (var (relaxed, asked) in Relaxations.Of(state))
        {
            var list = await recommender.RecommendAsync(StateRequest.Of(asked, userId, ItemsOfATurn), cancellationToken);
            if (list.Items.Count > 0)
            {
                string[] shown = [.. list.Items.Select(i => i.Id)];
                // What was given up stays given up: to be told of it once is enough.
                return new(TurnKind.Recommend, asked.Showing(shown))
                {
                    List = list,
                    Question = asked.Question,
                    Relaxed = relaxed,
                };
            }
        }

        return new(TurnKind.NothingFits, state with { Question = null });
    }
}
