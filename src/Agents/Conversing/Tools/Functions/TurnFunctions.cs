using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using Microsoft.Extensions.AI;

namespace LlmRec.Agents.Conversing.Tools.Functions;

/// <summary>The functions of a turn, as the model is offered them.</summary>
/// <param name="sources">What they go to.</param>
/// <param name="lexicon">The catalogue's values.</param>
/// <param name="update">Puts acts into the state.</param>
internal sealed class TurnFunctions(FunctionSources sources, CurrentLexicon lexicon, StateUpdate update)
{
    /// <summary>The functions.</summary>
    /// <param name="work">The turn.</param>
    public IReadOnlyList<AIFunction> Of(TurnWork work)
    {
        var catalogue = new CatalogueFunctions(sources, work);
        var preferences = new PreferenceFunctions(sources, lexicon, update, work);
        return
        [
            Function("search", catalogue.SearchAsync),
            Function("recommend", catalogue.RecommendAsync),
            Function("similar", catalogue.SimilarAsync),
            Function("explain", catalogue.ExplainAsync),
            Function("compare", catalogue.CompareAsync),
            Function("remember_preference", preferences.Remember),
            Function("forget_preference", preferences.Forget),
            Function("ask", new QuestionFunction(sources.Policy, sources.Items, work).AskAsync),
        ];
    }

    private static AIFunction Function(string name, Delegate method) => AIFunctionFactory.Create(method, new AIFunctionFactoryOptions
    {
        Name = name,
        SerializerOptions = ToolJson.Options,
        ExcludeResultSchema = true,
        // Written once, with what a call comes to.
        MarshalResult = (result, _, _) => ValueTask.FromResult(result),
        JsonSchemaCreateOptions = new() { TransformOptions = new() { DisallowAdditionalProperties = true } },
    });
}
