using System.Globalization;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Items;

namespace LlmRec.Agents.Conversing.Replies;

/// <summary>Puts a turn into words by templates; which of several depends on the number of the turn alone.</summary>
/// <param name="items">The catalogue.</param>
internal sealed class ReplyWriter(ItemTable items)
{
    private static readonly string[] Several = ["How about {0}?", "You could try {0}.", "What about {0}?", "I'd suggest {0}."];
    private static readonly string[] One = ["How about {0}?", "You could try {0}.", "I found one: {0}.", "I'd suggest {0}."];
    private static readonly string[] Elsewhere =
    [
        "That is nothing I can help with: I only know this catalogue. Tell me what you feel like, or name something you liked.",
        "I can't answer that; I find things in this catalogue. What are you in the mood for?",
    ];

    private const string About = "I'm the recommender of this catalogue, a program. Say what you feel like, name something you liked or disliked, or ask me why I showed something; “start over” forgets all of it.";
    private const string Sorry = "I'm sorry this isn't working for you. Name one thing you really liked, or say what to leave out, and I'll look again.";
    private static readonly string[] Goodbyes = ["You're welcome. Come back when you feel like something else.", "Glad to help. Until next time."];
    private static readonly string[] Delights = ["Enjoy it! Tell me how it was, and I'll know better next time.", "Good. When you want something after that, just say so."];

    /// <summary>The reply.</summary>
    /// <param name="plan">What the turn does.</param>
    /// <param name="acts">What the message said.</param>
    /// <param name="turn">The number of the turn, from 0.</param>
    public string Write(TurnPlan plan, IReadOnlyList<Act> acts, int turn)
    {
        var parts = new List<string>();
        if (acts.OfType<MoveAct>().Any(m => m.Move == Move.Greet) && turn == 0)
        {
            parts.Add("Hello!");
        }

        if (Acknowledged(plan, acts) is { Length: > 0 } heard)
        {
            parts.Add(heard);
        }

        parts.AddRange(plan.Kind switch
        {
            TurnKind.Recommend => Recommended(plan, turn),
            TurnKind.Ask => [Asked(plan.Question!)],
            TurnKind.Explain => plan.Explanations.Select(e => e.Text),
            TurnKind.Accepted => [Delights[turn % Delights.Length]],
            TurnKind.NothingFits => ["Nothing in the catalogue fits that, not even when I leave out one of your conditions. Take one back, or start over."],
            TurnKind.Tell => [plan.Told!],
            TurnKind.Aside => [acts.OfType<AsideAct>().First().About switch
            {
                Aside.AboutUs => About,
                Aside.Abuse => Sorry,
                _ => Elsewhere[turn % Elsewhere.Length],
            }],
            TurnKind.Close => [Goodbyes[turn % Goodbyes.Length]],
            _ => ["I didn't get that. Name something you liked, say what you feel like, or what you don't want."],
        });
        return string.Join(' ', parts);
    }

    private static IEnumerable<string> Recommended(TurnPlan plan, int turn)
    {
        if (plan.Relaxed is { } relaxed)
        {
            yield return $"Nothing fits all of that, so I left out “{relaxed}”.";
        }

        var titles = plan.List!.Items.Select(i => SayableText.ShortTitle(i.Title)).ToList();
        // Two that are told apart by their ends alone are said in full.
        titles = titles.Distinct().Count() == titles.Count ? titles : [.. plan.List.Items.Select(i => i.Title)];
        yield return string.Format(CultureInfo.InvariantCulture, (titles.Count > 1 ? Several : One)[turn % Several.Length], Reason.Listed(titles, "or"));
        // Why the others are here stands beside each of them: a reply that says it all is not read.
        if (plan.Explanations.Count > 0)
        {
            yield return plan.Explanations[0].Text;
        }
    }

    private static string Asked(OpenQuestion question)
    {
        var what = question.Kind == Facet.Category ? "kind" : FacetKinds.Singular(question.Kind);
        return $"Which {what} do you feel like: {Reason.Listed([.. question.Options], "or")}? Or doesn't it matter?";
    }

    /// <summary>What was understood, so that a misunderstanding can be set right.</summary>
    private string Acknowledged(TurnPlan plan, IReadOnlyList<Act> acts)
    {
        var heard = new List<string>();
        void Add(string format, IEnumerable<string> names)
        {
            string[] all = [.. names.Distinct()];
            if (all.Length > 0)
            {
                heard.Add(string.Format(CultureInfo.InvariantCulture, format, Reason.Listed(all)));
            }
        }

        IEnumerable<string> Titles(params Stance[] stances) => acts.OfType<ItemAct>().Where(a => stances.Contains(a.Stance)).Select(a => items[a.Items[0]]?.DisplayTitle).OfType<string>().Select(SayableText.ShortTitle);
        if (acts.OfType<MoveAct>().Any(m => m.Move == Move.StartOver))
        {
            heard.Add("all forgotten");
        }

        Add("you like {0}", Titles(Stance.Liked));
        Add("you don't like {0}", Titles(Stance.Disliked));
        Add("something like {0}", Titles(Stance.Example, Stance.Named));
        Add("nothing like {0}", Titles(Stance.CounterExample));
        Add("you know {0}", Titles(Stance.Seen));
        Add("{0}", acts.OfType<FacetAct>().Where(f => f.IsWanted).Select(f => f.Facets[0].Value));
        Add("no {0}", acts.OfType<FacetAct>().Where(f => !f.IsWanted).Select(f => f.Facets[0].Value));
        Add("{0}", plan.State.Ranges.Where(r => acts.Any(a => (a is RangeAct range && range.Attribute == r.Attribute) || (a is NumberAct number && number.Attribute == r.Attribute))).Select(Relaxations.Said));
        Add("{0}", acts.OfType<CritiqueAct>().Select(c => c.Said));
        Add("not {0}", acts.OfType<AversionAct>().Select(a => a.Text));
        return heard.Count == 0 || plan.Kind is TurnKind.Aside or TurnKind.Explain or TurnKind.Close or TurnKind.Tell ? "" : $"Got it: {string.Join(", ", heard)}.";
    }
}
