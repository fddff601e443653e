using LlmRec.Agents.Conversing.Understanding;

namespace LlmRec.Evaluation.Intents;

/// <summary>
/// What the service's acts come to in the labels' terms, by fixed rules: nothing is learned. The labels are those of IARD
/// (Cai and Chen, Predicting User Intents and Satisfaction with Dialogue-based Conversational Recommendations, UMAP 2020).
/// </summary>
internal static class IntentRules
{
    public const string Ask = "AskForRec";
    public const string Details = "AddDetails";
    public const string Feedback = "GiveFeedback";
    public const string Other = "OTH";

    /// <summary>The labels of a turn.</summary>
    public static IntentLabels Of(IntentMoment moment)
    {
        var intents = moment.Acts.Select(a => IntentOf(a, moment)).OfType<string>().ToHashSet();
        if (intents.Count == 0)
        {
            intents.Add(moment.HasShown ? Feedback : Other);
        }

        return new(intents, moment.Acts.Any(a => Accepts(a, moment)) ? 1 : 0, moment.Acts.Any(a => Rejects(a, moment)) ? 1 : 0);
    }

    private static string? IntentOf(Act act, IntentMoment moment) => act switch
    {
        MoveAct { Move: Move.Greet or Move.Thank or Move.Stop } or AsideAct => Other,
        MoveAct { Move: Move.StartOver or Move.More or Move.Request } => Ask,
        MoveAct { Move: Move.NoneOfThese or Move.Why } or TellAct or ShownAct => moment.HasShown ? Feedback : null,
        MoveAct { Move: Move.Accept or Move.Decline or Move.NoMatter or Move.Forget } => moment.HasShown ? Feedback : moment.HasAsked ? Details : null,
        ItemAct item when item.Items.Any(moment.Shown.Contains) => Feedback,
        ItemAct { Stance: Stance.Example or Stance.CounterExample } => Wished(moment),
        ItemAct => Details,
        // Words left over are a wish only where something asks for one.
        WishAct { Begins: false } => moment.HasShown ? Feedback : moment.HasAsked ? Wished(moment) : null,
        _ => Wished(moment),
    };

    /// <summary>A wish behind a recommendation criticises it; the first one asks; a later one adds to it.</summary>
    private static string Wished(IntentMoment moment) => moment.HasShown ? Feedback : moment.Before <= 1 ? Ask : Details;

    /// <summary>To agree to one of those shown is read as liking it; "I love it" says that it is known.</summary>
    private static bool Accepts(Act act, IntentMoment moment) => moment.HasShown && act is MoveAct { Move: Move.Accept } or ShownAct { Stance: Stance.Chosen };

    private static bool Rejects(Act act, IntentMoment moment) => moment.HasShown && act switch
    {
        MoveAct { Move: Move.Decline or Move.NoneOfThese } or ShownAct { Stance: Stance.Disliked or Stance.CounterExample } => true,
        ItemAct { Stance: Stance.Disliked or Stance.CounterExample } item => item.Items.Any(moment.Shown.Contains),
        _ => false,
    };
}
