using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.Tools.Functions;

/// <summary>What a model can ask of the catalogue and of the pipeline in a turn. Nothing is stored as an answer here: that is what is shown in the end.</summary>
/// <param name="sources">The pipeline and the catalogue.</param>
/// <param name="work">The turn.</param>
internal sealed class CatalogueFunctions(FunctionSources sources, TurnWork work)
{
    private const int Default = 5;
    private const int Most = 10;
    private const int LongestWords = 500;
    private const int LongestId = 300;
    private const int MostRelaxed = 6;

    [Description("Find items by words or by meaning: a title, a name, a topic. Finds anything in the catalogue, suited or not.")]
    public async Task<object> SearchAsync(
        [Description("What to look for."), StringLength(LongestWords, MinimumLength = 1)] string query,
        [Description("How many items."), Range(1, Most)] int limit = Default,
        CancellationToken cancellationToken = default) =>
        new { items = await FoundAsync(await sources.Recommender.PreviewSearchAsync(query, ItemFilter.None, limit, cancellationToken), Source.Search, cancellationToken) };

    [Description("Items to suggest to this person now, by everything in the state: likes, dislikes, what they want and don't want. Remember what they said first.")]
    public async Task<object> RecommendAsync(
        [Description("What they feel like right now, in a few words, beyond the state; leave it out when the state says it all."), StringLength(LongestWords, MinimumLength = 1)] string? wish = null,
        [Description("How many items."), Range(1, Most)] int limit = Default,
        CancellationToken cancellationToken = default)
    {
        var state = wish is null ? work.State : work.State with { Wishes = [.. work.State.Wishes, wish] };
        var list = await sources.Recommender.PreviewAsync(StateRequest.Of(state, work.UserId, limit), cancellationToken);
        if (list.Items.Count > 0)
        {
            return new { items = await FoundAsync(list, Source.Recommend, cancellationToken) };
        }

        return new
        {
            items = Array.Empty<ItemData>(),
            note = "Nothing fits all of that. Say so; ask which to give up, or forget one of fitsWithout and say that you left it out.",
            fitsWithout = await FitsWithoutAsync(state, cancellationToken),
        };
    }

    [Description("Items like one item, whoever the person is.")]
    public async Task<object> SimilarAsync(
        [Description("The item's id or exact title."), StringLength(LongestId, MinimumLength = 1)] string item,
        [Description("How many items."), Range(1, Most)] int limit = Default,
        CancellationToken cancellationToken = default)
    {
        var seed = sources.Named.Get(item);
        work.Speak(seed);
        var state = work.State;
        var filter = new ItemFilter
        {
            NoneOf = [.. state.Unwanted.SelectMany(u => u.Facets)],
            Exclude = [.. state.Shown.Concat(state.Seen).Concat(state.Likes).Concat(state.Examples).Concat(state.Dislikes).Distinct()],
        };
        return new { like = seed.Id, items = await FoundAsync(await sources.Recommender.PreviewSimilarAsync(seed, filter, limit, cancellationToken), Source.Similar, cancellationToken) };
    }

    [Description("Why an item suits this person, from the evidence.")]
    public async Task<object> ExplainAsync(
        [Description("The item's id or exact title."), StringLength(LongestId, MinimumLength = 1)] string item,
        CancellationToken cancellationToken = default)
    {
        var found = sources.Named.Get(item);
        var explanation = await sources.Policy.ExplainAsync(work.State, found, work.UserId, withoutModel: true, cancellationToken);
        work.Speak(found);
        work.Explained(explanation);
        return new { item = await DataAsync(found, null, cancellationToken), why = explanation.Text };
    }

    [Description("Hold two items against each other: what they share, what only one has, which suits this person better.")]
    public async Task<object> CompareAsync(
        [Description("An item's id or exact title."), StringLength(LongestId, MinimumLength = 1)] string first,
        [Description("The other item's id or exact title."), StringLength(LongestId, MinimumLength = 1)] string second,
        CancellationToken cancellationToken = default)
    {
        CatalogItem[] both = [sources.Named.Get(first), sources.Named.Get(second)];
        if (both[0].Key == both[1].Key)
        {
            throw new FunctionRefusal("Both are the same item; name two.");
        }

        var list = await sources.Recommender.PreviewAsync(
            StateRequest.Of(work.State, work.UserId, both.Length) with { Diversity = 0, Filter = new() { Include = [both[0].Id, both[1].Id] } }, cancellationToken);
        var data = new List<ItemData>();
        foreach (var item in both)
        {
            work.Speak(item);
            data.Add(await DataAsync(item, list.Items.FirstOrDefault(i => i.Id == item.Id), cancellationToken));
        }

        work.Compared = true;
        return new
        {
            items = data,
            shared = ValuesOf(both[0].Facets.Intersect(both[1].Facets)),
            onlyFirst = ValuesOf(both[0].Facets.Except(both[1].Facets)),
            onlySecond = ValuesOf(both[1].Facets.Except(both[0].Facets)),
            suitsBetter = list.Items is [var better, ..] && (list.Items.Count == 1 || better.Score > list.Items[1].Score) ? better.Id : null,
        };
    }

    private static string[] ValuesOf(IEnumerable<Facet> facets) => [.. facets.Where(FacetKinds.CanBeSaid).Select(f => SayableText.Of(f.Value)).Distinct()];

    private async Task<IReadOnlyList<ItemData>> FoundAsync(RecommendationList list, Source source, CancellationToken cancellationToken)
    {
        var data = new List<ItemData>();
        foreach (var pick in list.Items)
        {
            if (sources.Items.Find(pick.Id) is { } item)
            {
                data.Add(await DataAsync(item, pick, cancellationToken));
            }
        }

        work.Find(list, source, data);
        return data;
    }

    private async Task<ItemData> DataAsync(CatalogItem item, Recommendation? pick, CancellationToken cancellationToken) =>
        ItemData.Of(item, ItemData.TextOf(await sources.Store.GetAsync(item.Id, cancellationToken)), pick, work);

    /// <summary>Which one condition stands in the way.</summary>
    private async Task<IReadOnlyList<string>> FitsWithoutAsync(DialogueState state, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var (relaxed, asked) in Relaxations.Of(state).Skip(1).Take(MostRelaxed))
        {
            if ((await sources.Recommender.PreviewAsync(StateRequest.Of(asked, work.UserId, 1), cancellationToken)).Items.Count > 0)
            {
                names.Add(SayableText.Of(relaxed!));
            }
        }

        return names;
    }
}

/// <summary>What functions go to.</summary>
/// <param name="Recommender">The pipeline.</param>
/// <param name="Items">The catalogue in memory.</param>
/// <param name="Store">The catalogue, for descriptions.</param>
/// <param name="Policy">Questions and explanations.</param>
/// <param name="Named">Finds what is named.</param>
internal sealed record FunctionSources(Recommender Recommender, ItemTable Items, ItemStore Store, StatePolicy Policy, NamedItems Named);
