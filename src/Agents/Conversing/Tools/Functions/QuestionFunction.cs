using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Recommending.Items;

namespace LlmRec.Agents.Conversing.Tools.Functions;

/// <summary>How a model asks: with real options, never twice the same, never more than twice in a row.</summary>
/// <param name="policy">Knows the question that says most.</param>
/// <param name="items">The catalogue, for its values.</param>
/// <param name="work">The turn.</param>
internal sealed class QuestionFunction(StatePolicy policy, ItemTable items, TurnWork work)
{
    private const int LeastOptions = 2;
    private const int MostOptions = 3;
    private const int LongestKind = 80;

    [Description("Ask the person a question that narrows what suits them. Without arguments, the question whose answer says most is chosen. Then put it in words, with its options.")]
    public async Task<object> AskAsync(
        [Description("What it is about: category, or another kind of value that items have."), StringLength(LongestKind, MinimumLength = 1)] string? kind = null,
        [Description("Two or three values of that kind to choose from."), MinLength(LeastOptions), MaxLength(MostOptions)] IReadOnlyList<string>? options = null,
        CancellationToken cancellationToken = default)
    {
        if (work.State.QuestionsInARow >= StatePolicy.MostQuestionsInARow)
        {
            throw new FunctionRefusal("Two questions in a row were asked already: suggest something now.");
        }

        if ((kind is null) != (options is null))
        {
            throw new FunctionRefusal("Give both kind and options, or neither.");
        }

        work.Question = kind is null
            ? await policy.QuestionAsync(work.State, work.UserId, cancellationToken) ?? throw new FunctionRefusal("No question would say enough: suggest something.")
            : Chosen(kind, options!);
        return new { ask = work.Question.Kind, options = work.Question.Options.Select(o => SayableText.Of(o)) };
    }

    private OpenQuestion Chosen(string kind, IReadOnlyList<string> options)
    {
        var facets = items.All().SelectMany(i => i.Facets).Where(f => f.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase) || FacetKinds.Singular(f.Kind).Equals(kind, StringComparison.OrdinalIgnoreCase)).ToHashSet();
        if (facets.Count == 0)
        {
            throw new FunctionRefusal("Items have no such kind of value. Call ask without arguments, or with a kind that stands in an item's facts.");
        }

        var named = facets.First().Kind;
        if (work.State.Asked.Contains(named))
        {
            throw new FunctionRefusal($"They were asked about {named} already: ask about something else, or suggest something.");
        }

        string[] known = [.. options.Select(o => facets.Where(f => f.Value.Equals(o.Trim(), StringComparison.OrdinalIgnoreCase)).Select(f => f.Value).FirstOrDefault()).OfType<string>().Distinct()];
        return known.Length == options.Count
            ? new(named, known)
            : throw new FunctionRefusal($"Options must be different values that items have. {(known.Length > 0 ? $"Of yours, these are: {string.Join(", ", known.Select(o => SayableText.Of(o)))}." : "None of yours is.")}");
    }
}
