using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Tools.Functions;

/// <summary>What a model can remember of the person, and forget. It changes the state as the policy <c>state</c> does, by the same acts.</summary>
/// <param name="sources">The catalogue.</param>
/// <param name="lexicon">Its values.</param>
/// <param name="update">Puts acts into the state.</param>
/// <param name="work">The turn.</param>
internal sealed class PreferenceFunctions(FunctionSources sources, CurrentLexicon lexicon, StateUpdate update, TurnWork work)
{
    private const int LongestValue = 200;
    private const int EarliestYear = 1000;
    private const int LatestYear = 3000;
    private const int MostNames = 12;

    [Description("Remember what the person said of their taste. Only what they said themselves, never what a description says.")]
    public object Remember(
        [Description("likes, dislikes, knows: an item they liked, disliked, or have seen, read or owned; example: an item they want more like; wants, avoids: a value such as a category or a person, or free words; more, less: a quality they want more or less of; years, number: a span of years, or of a number such as a price.")] Preference kind,
        [Description("The item's id or exact title, the value, the words, or the number's name. Leave it out for years."), StringLength(LongestValue, MinimumLength = 1)] string? value = null,
        [Description("For years and number: the least wanted.")] double? from = null,
        [Description("For years and number: the most wanted.")] double? to = null)
    {
        if (kind is Preference.Years or Preference.Number)
        {
            return OfSpan(kind, value, from, to);
        }

        var text = SayableText.Within(value ?? throw new FunctionRefusal("value is missing: what do they like, know, want or avoid?"), LongestValue);
        return kind switch
        {
            Preference.Wants or Preference.Avoids => OfValue(kind, text),
            Preference.More or Preference.Less => OfQuality(kind, text),
            _ => OfItem(kind, text),
        };
    }

    [Description("Forget something that was remembered, when the person takes it back.")]
    public object Forget(
        [Description("The item's id or exact title, the value, the words or the number's name as they stand in the state; or years; or everything, to start over."), StringLength(LongestValue, MinimumLength = 1)] string what)
    {
        var (before, text) = (work.State, SayableText.Within(what, LongestValue));
        if (text.Equals("everything", StringComparison.OrdinalIgnoreCase))
        {
            work.State = update.Apply(work.State, [new MoveAct(Move.StartOver)]);
            return new { forgotten = "everything" };
        }

        bool IsIt(string words) => words.Equals(text, StringComparison.OrdinalIgnoreCase);
        Act[] acts =
        [
            .. sources.Named.Find(text) is { } item ? new[] { new ItemAct([item.Key], Stance.Named, IsSure: true) } : [],
            .. before.Wanted.Concat(before.Unwanted).Where(w => IsIt(w.Value)).Select(w => new FacetAct([.. w.Facets], IsWanted: false)),
            .. IsIt("years") ? new[] { new YearsAct(null, null, IsWanted: false) } : [],
        ];
        var after = acts.Length == 0 ? before : update.Apply(before, [new MoveAct(Move.Forget), .. acts]);
        after = after with
        {
            Wishes = [.. after.Wishes.Where(w => !IsIt(w))],
            MoreOf = [.. after.MoreOf.Where(m => !IsIt(m))],
            Aversions = [.. after.Aversions.Where(a => !IsIt(a))],
            Ranges = [.. after.Ranges.Where(r => !IsIt(r.Attribute))],
        };
        if (Count(after) == Count(before))
        {
            throw new FunctionRefusal("Nothing of that kind is remembered; look at the state.");
        }

        work.State = after;
        return new { forgotten = text };
    }

    private static int Count(DialogueState s) =>
        s.Likes.Count + s.Dislikes.Count + s.Examples.Count + s.Wanted.Count + s.Unwanted.Count + s.Wishes.Count + s.MoreOf.Count + s.Aversions.Count + s.Ranges.Count + (s.YearFrom is null ? 0 : 1) + (s.YearTo is null ? 0 : 1);

    private object OfItem(Preference kind, string text)
    {
        var item = sources.Named.Get(text);
        // What is liked is kept beyond the conversation: a description that asks for it, or a model that errs, doesn't decide it.
        if (kind is Preference.Likes or Preference.Dislikes && !work.State.Shown.Contains(item.Id) && !sources.Named.IsNamed(item, work.Messages))
        {
            throw new FunctionRefusal("The person named no such item, and it was not shown to them. Remember only what they said themselves.");
        }

        var stance = kind switch { Preference.Likes => Stance.Liked, Preference.Dislikes => Stance.Disliked, Preference.Knows => Stance.Seen, _ => Stance.Example };
        work.State = update.Apply(work.State, [new ItemAct([item.Key], stance, IsSure: true)]);
        work.Speak(item);
        return new { remembered = kind, item = new { item.Id, Title = SayableText.Of(item.DisplayTitle) } };
    }

    /// <summary>A value of the catalogue is a condition; other words are looked for, or only noted where they are unwanted.</summary>
    private object OfValue(Preference kind, string text)
    {
        var wants = kind == Preference.Wants;
        IReadOnlyList<Facet> facets = lexicon.Get().Facets[string.Join(' ', SearchTerms.OfText(text).Select(t => t.Term))];
        work.State = update.Apply(work.State, [facets.Count > 0 ? new FacetAct(facets, wants) : wants ? new WishAct(text) : new AversionAct(text)]);
        return facets.Count > 0 ? new { remembered = kind, value = facets[0].Value } : (object)new { remembered = kind, words = text };
    }

    private object OfQuality(Preference kind, string text)
    {
        work.State = update.Apply(work.State, [new CritiqueAct(text, kind == Preference.More, text)]);
        return new { remembered = kind, words = text };
    }

    private object OfSpan(Preference kind, string? name, double? from, double? to)
    {
        if ((from ?? to) is null || from > to)
        {
            throw new FunctionRefusal("Give from, to or both, the smaller one as from.");
        }

        if (kind == Preference.Years)
        {
            bool IsYear(double? year) => year is null or (>= EarliestYear and <= LatestYear);
            work.State = IsYear(from) && IsYear(to)
                ? update.Apply(work.State, [new YearsAct((int?)from, (int?)to, IsWanted: true)])
                : throw new FunctionRefusal($"Years are from {EarliestYear} to {LatestYear}.");
            return new { remembered = kind, from, to };
        }

        string[] known = [.. sources.Items.All().SelectMany(i => i.Numbers.Keys).Distinct().Order(StringComparer.Ordinal)];
        var attribute = known.FirstOrDefault(k => k.Equals(name?.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new FunctionRefusal(known.Length > 0 ? $"value must name a number that items have: {string.Join(", ", known.Take(MostNames))}." : "Items of this catalogue have no such numbers.");
        work.State = update.Apply(work.State, [new RangeAct(attribute, from, to)]);
        return new { remembered = kind, value = attribute, from, to };
    }
}

/// <summary>What can be remembered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Preference>))]
internal enum Preference
{
    [JsonStringEnumMemberName("likes")]
    Likes,

    [JsonStringEnumMemberName("dislikes")]
    Dislikes,

    [JsonStringEnumMemberName("knows")]
    Knows,

    [JsonStringEnumMemberName("example")]
    Example,

    [JsonStringEnumMemberName("wants")]
    Wants,

    [JsonStringEnumMemberName("avoids")]
    Avoids,

    [JsonStringEnumMemberName("more")]
    More,

    [JsonStringEnumMemberName("less")]
    Less,

    [JsonStringEnumMemberName("years")]
    Years,

    [JsonStringEnumMemberName("number")]
    Number,
}
