using System.Globalization;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Wording.Acts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Replies;

/// <summary>Puts a turn into words by templates; which of several depends on the number of the turn alone.</summary>
/// <param name="items">The catalogue.</param>
/// <param name="reasons">Why items are shown, for a model to say.</param>
internal sealed class ReplyWriter(ItemTable items, SuggestionReasons reasons)
{
    private static readonly string[] Several = ["How about {0}?", "You could try {0}.", "What about {0}?", "I'd suggest {0}."];
    private static readonly string[] One = ["How about {0}?", "You could try {0}.", "I found one: {0}.", "I'd suggest {0}."];
    private static readonly string[] LeadIns = ["Here is what I found.", "I had a look.", "Let me see."];
    private static readonly string[] Narrower = ["To narrow it down: which {0} do you feel like, {1}?", "Which {0} would you rather have: {1}?"];
    private static readonly string[] Elsewhere =
    [
        "That is nothing I can help with: I only know this catalogue. Tell me what you feel like, or name something you liked.",
        "I can't answer that; I find things in this catalogue. What are you in the mood for?",
    ];

    private const string About = "I'm the recommender of this catalogue, a program. Say what you feel like, name something you liked or disliked, or ask me why I showed something; “start over” forgets all of it.";
    private const string Sorry = "I'm sorry this isn't working for you. Name one thing you really liked, or say what to leave out, and I'll look again.";
    private static readonly string[] Goodbyes = ["You're welcome. Come back when you feel like something else.", "Glad to help. Until next time."];
    private static readonly string[] Delights = ["Enjoy it! Tell me how it was, and I'll know better next time.", "Good. When you want something after that, just say so."];

    /// <summary>The reply by templates.</summary>
    /// <param name="plan">What the turn does.</param>
    /// <param name="acts">What the message said.</param>
    /// <param name="turn">The number of the turn, from 0.</param>
    public string Write(TurnPlan plan, IReadOnlyList<Act> acts, int turn) => string.Join(' ', Pieces(plan, acts, turn).Select(p => p.Template));

    /// <summary>The reply piece by piece, in order: what a template says, and what a model is asked to say instead.</summary>
    /// <inheritdoc cref="Write"/>
    public IEnumerable<ReplyPiece> Pieces(TurnPlan plan, IReadOnlyList<Act> acts, int turn)
    {
        if (acts.OfType<MoveAct>().Any(m => m.Move == Move.Greet) && turn == 0)
        {
            yield return new("Hello!");
        }

        if (Acknowledged(plan, acts) is { Length: > 0 } heard)
        {
            yield return new(heard, Understood(acts));
        }

        if (acts.OfType<LackAct>().FirstOrDefault() is { } lack)
        {
            yield return new($"This catalogue knows no {lack.Of}, so I can't go by that.");
        }

        if (plan is { Kind: TurnKind.Recommend, Relaxed: { } relaxed })
        {
            // After some that did fit, a model would say that there were none.
            yield return plan.State.Shown.Count > plan.List!.Items.Count
                ? new($"Nothing else fits all of that, so I left out “{relaxed}”.")
                : new($"Nothing fits all of that, so I left out “{relaxed}”.", new NothingFits(null, relaxed));
        }

        yield return plan.Kind switch
        {
            TurnKind.Recommend => new(Recommended(plan, turn), reasons.Of(plan.List!.Items, plan.State), LeadIns[turn % LeadIns.Length]),
            TurnKind.Ask => new(Asked(plan.Question!), new Ask(KindOf(plan.Question!), plan.Question!.Options)),
            TurnKind.Explain => new(string.Join(' ', plan.Explanations.Select(e => e.Text))),
            TurnKind.Accepted => new(Delights[turn % Delights.Length]),
            TurnKind.NothingFits => new("Nothing in the catalogue fits that, not even when I leave out one of your conditions. Take one back, or start over."),
            TurnKind.Tell => new(plan.Told!),
            TurnKind.Aside => acts.OfType<AsideAct>().First().About switch
            {
                Aside.AboutUs => new(About),
                Aside.Abuse => new(Sorry),
                _ => new(Elsewhere[turn % Elsewhere.Length], new Decline()),
            },
            TurnKind.Close => new(Goodbyes[turn % Goodbyes.Length]),
            _ => new("I didn't get that. Name something you liked, say what you feel like, or what you don't want."),
        };

        if (plan.Kind == TurnKind.Recommend && IsUnfound(plan, acts))
        {
            yield return new(plan.List!.Items.Count > 1 ? "None of them says that in so many words." : "It doesn't say that in so many words.");
        }

        if (plan is { Kind: TurnKind.Recommend, Question: { } question })
        {
            yield return new(string.Format(CultureInfo.InvariantCulture, Narrower[turn % Narrower.Length], KindOf(question), Reason.Listed([.. question.Options], "or")), new Ask(KindOf(question), question.Options));
        }
    }

    private static string Recommended(TurnPlan plan, int turn)
    {
        var titles = plan.List!.Items.Select(i => SayableText.ShortTitle(i.Title)).ToList();
        // Two that are told apart by their ends alone are said in full.
        titles = titles.Distinct().Count() == titles.Count ? titles : [.. plan.List.Items.Select(i => i.Title)];
        var list = string.Format(CultureInfo.InvariantCulture, (titles.Count > 1 ? Several : One)[turn % Several.Length], Reason.Listed(titles, "or"));
        // Why the others are here stands beside each of them: a reply that says it all is not read.
        return plan.Explanations.Count > 0 ? $"{list} {plan.Explanations[0].Text}" : list;
    }

    /// <summary>What was understood, as a model is asked to say it; null when it is more than one thing, or none that an act knows.</summary>
    private Acknowledge? Understood(IReadOnlyList<Act> acts)
    {
        Acknowledge?[] all = [.. acts.Where(a => a is not MoveAct { Move: Move.Greet } and not WishAct).Select(act => act switch
        {
            ItemAct { Stance: Understanding.Stance.Liked } a when items[a.Items[0]] is { } item => new Acknowledge(Wording.Acts.Stance.Likes, SuggestionReasons.Spoken(item)),
            ItemAct { Stance: Understanding.Stance.Disliked } a when items[a.Items[0]] is { } item => new Acknowledge(Wording.Acts.Stance.Dislikes, SuggestionReasons.Spoken(item)),
            FacetAct a => new Acknowledge(a.IsWanted ? Wording.Acts.Stance.Wants : Wording.Acts.Stance.Avoids, a.Facets[0].Value),
            _ => null,
        })];
        return all is [{ } only] ? only : null;
    }

    /// <summary>Whether this message wishes for something of which nothing shown holds a word.</summary>
    private static bool IsUnfound(TurnPlan plan, IReadOnlyList<Act> acts)
    {
        static IEnumerable<string> Terms(string text) => SearchTerms.OfText(text).Select(t => t.Term);
        var found = plan.List!.Items.SelectMany(i => i.Evidence?.MatchedWords ?? []).SelectMany(Terms).ToHashSet();
        return !acts.Contains(new MoveAct(Move.Forget)) && acts.OfType<WishAct>().Any(wish => !Terms(wish.Text).Any(found.Contains));
    }

    private static string KindOf(OpenQuestion question) => question.Kind == Facet.Category ? "kind" : FacetKinds.Singular(question.Kind);

    private static string Asked(OpenQuestion question)
    {
        return $"Which {KindOf(question)} do you feel like: {Reason.Listed([.. question.Options], "or")}? Or doesn't it matter?";
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

        IEnumerable<string> Titles(params Understanding.Stance[] stances) => acts.OfType<ItemAct>().Where(a => stances.Contains(a.Stance)).Select(a => items[a.Items[0]]?.DisplayTitle).OfType<string>().Select(SayableText.ShortTitle);
        if (acts.OfType<MoveAct>().Any(m => m.Move == Move.StartOver))
        {
            heard.Add("all forgotten");
        }

        Add("you like {0}", Titles(Understanding.Stance.Liked));
        Add("you don't like {0}", Titles(Understanding.Stance.Disliked));
        Add("something like {0}", Titles(Understanding.Stance.Example, Understanding.Stance.Named));
        Add("nothing like {0}", Titles(Understanding.Stance.CounterExample));
        Add("you know {0}", Titles(Understanding.Stance.Seen));
        Add("{0}", acts.OfType<FacetAct>().Where(f => f.IsWanted).Select(f => f.Facets[0].Value));
        Add("no {0}", acts.OfType<FacetAct>().Where(f => !f.IsWanted).Select(f => f.Facets[0].Value));
        Add("{0}", plan.State.Ranges.Where(r => acts.Any(a => (a is RangeAct range && range.Attribute == r.Attribute) || (a is NumberAct number && number.Attribute == r.Attribute))).Select(Relaxations.Said));
        Add("{0}", acts.OfType<CritiqueAct>().Select(c => c.Said));
        Add("not {0}", acts.OfType<AversionAct>().Select(a => a.Text));
        return heard.Count == 0 || plan.Kind is TurnKind.Aside or TurnKind.Explain or TurnKind.Close or TurnKind.Tell ? "" : $"Got it: {string.Join(", ", heard)}.";
    }
}

/// <summary>A piece of a reply.</summary>
/// <param name="Template">What a template says.</param>
/// <param name="Act">What a language model is asked to say instead; null for nothing.</param>
/// <param name="LeadIn">What may be said before the model's words when they take long; null for nothing: then the template is said.</param>
internal sealed record ReplyPiece(string Template, DialogueAct? Act = null, string? LeadIn = null);
