using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Wording.Acts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.Replies;

/// <summary>Makes of a list what a model is to say of it: of each item one reason from its evidence, no reason twice where there are others.</summary>
/// <param name="items">The catalogue.</param>
internal sealed class SuggestionReasons(ItemTable items)
{
    /// <summary>The act; null when an item has no reason to be said.</summary>
    public Recommend? Of(IReadOnlyList<Recommendation> list, DialogueState state)
    {
        var suggestions = new List<Suggestion>();
        foreach (var pick in list)
        {
            var all = Reasons(pick, state).ToList();
            if (all.Count == 0 || items.Find(pick.Id) is not { } item)
            {
                return null;
            }

            var (because, value) = all.FirstOrDefault(r => suggestions.All(s => s.Value != r.Value), all[0]);
            suggestions.Add(new(Spoken(item), because, value));
        }

        // Two of one name could not be told apart.
        return suggestions.Count is > 0 and <= 3 && suggestions.Select(s => s.Item).Distinct().Count() == suggestions.Count ? new(suggestions) : null;
    }

    /// <summary>An item's name as it stands in a sentence.</summary>
    public static string Spoken(CatalogItem item) => new ItemFacts(item.Id, SayableText.ShortTitle(SayableText.Of(item.Title)), item.Year, []).Spoken;

    private IEnumerable<(Because Because, string Value)> Reasons(Recommendation pick, DialogueState state)
    {
        if (pick.Evidence is not { } evidence)
        {
            yield break;
        }

        foreach (var liked in evidence.Liked.Where(l => l.Id != pick.Id && (state.Likes.Contains(l.Id) || !state.Examples.Contains(l.Id))).Select(l => items.Find(l.Id)).OfType<CatalogItem>().Take(1))
        {
            yield return (Because.Liked, Spoken(liked));
        }

        foreach (var word in evidence.MatchedWords.Where(w => state.Wishes.Any(wish => wish.Contains(w, StringComparison.OrdinalIgnoreCase))))
        {
            yield return (Because.Mentions, $"“{SayableText.Of(word)}”");
        }

        var wanted = state.Wanted.SelectMany(w => w.Facets).Where(f => items.Find(pick.Id)?.Facets.Contains(f) == true);
        // A category and a person speak for themselves; a country or a colour needs to be said what it is.
        var shared = evidence.SharedFacets.Where(f => f.Kind == Facet.Category || FacetKinds.IsPerson(f.Kind));
        // What all of them have is said of one; of the others something that is their own.
        var own = items.Find(pick.Id)?.Facets.Where(f => f.Kind == Facet.Category || FacetKinds.IsPerson(f.Kind)) ?? [];
        foreach (var facet in wanted.Concat(shared).Concat(own).Where(FacetKinds.CanBeSaid))
        {
            yield return (Because.Has, SayableText.Of(facet.Value));
        }
    }
}
