using System.Collections.Frozen;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>
/// Tells apart what asks for no item: questions about one that is named or shown ("what is it about?"), about the service
/// itself, about anything else ("what's the weather like?"), and abuse. English, of any domain.
/// </summary>
internal static class Asides
{
    private const int LongestAbuse = 8;

    private static readonly FrozenSet<string> Openers = Set("what what's whats who who's whos whose when where where's how");

    /// <summary>"Is it scary?" is asked of what was shown.</summary>
    private static readonly FrozenSet<string> IsOrDoes = Set("is are was were does do did has have");

    /// <summary>What a helper for anything is asked to do, and a recommender isn't.</summary>
    private static readonly FrozenSet<string> Tasks = Set("ignore disregard reveal print repeat pretend write calculate compute translate solve code program sing define summarize summarise draw compose rewrite proofread");

    private static readonly FrozenSet<string> Abuse = Set("stupid idiot idiotic dumb useless moron fuck fucking fucked shit shitty crap crappy bullshit pathetic worthless asshole suck sucks screw damn");

    private static readonly FrozenSet<string> Fillers = Set("and so ok okay well hey hi hello but then um oh now also please");

    private static readonly string[] AboutUs =
    [
        "who are you", "what are you", "are you a", "are you human", "are you real", "are you an", "what can you do", "what do you do", "how does this work", "how do you work", "how does it work",
        "help", "help me", "what can i ask", "what can i say", "what should i say", "who made you", "what is this", "what's your name", "what is your name", "whats your name",
    ];

    /// <summary>Nouns for an item of any kind, and words that ask for one.</summary>
    private static readonly FrozenSet<string> ItemNouns = Set(
        "movie movies film films book books product products item items thing things something anything one ones stuff show shows game games gift gifts present options option ideas recommendation recommendations suggestion suggestions title titles watch read buy play");

    /// <summary>What a part is beside the matter, or asks about an item; null when it is neither.</summary>
    public static Act? Of(IReadOnlyList<Token> part)
    {
        string[] words = [.. part.SelectMany(t => Enumerable.Range(t.At, t.Length).Select(i => t.Terms[i].Written)).SkipWhile(Fillers.Contains)];
        if (words.Length == 0)
        {
            return null;
        }

        var text = string.Join(' ', words);
        if (AboutUs.Any(phrase => text == phrase || (phrase.Contains(' ', StringComparison.Ordinal) && text.StartsWith(phrase + " ", StringComparison.Ordinal) && part.All(t => t.Title is null && t.Facets is null))))
        {
            return new AsideAct(Aside.AboutUs);
        }

        var namesItem = part.Any(t => t.Title is not null || t.Facets is not null || t.Critique is not null || t.Number is not null || t.Years is not null);
        if (!namesItem && words.Length <= LongestAbuse && words.Any(Abuse.Contains) && part.All(t => t.Shown is null) && ((words.Length <= 3 && !words.Any(w => w is "not" or "too" or "less" or "never" or "no")) || words.Any(w => w is "you" or "your" or "you're" or "bot" or "this")))
        {
            return new AsideAct(Aside.Abuse);
        }

        // "Are you even trying?", "you are now someone else": about whom it speaks to.
        if (words.Length > 1 && (words[0], words[1]) is ("are", "you") or ("you", "are") or ("do", "you") && !namesItem && !words.Any(ItemNouns.Contains) && part.All(t => t.Move is null && (!t.IsPlain || !(Cues.Wanting.Contains(t.Term) || Cues.Liking.Contains(t.Term)))))
        {
            return new AsideAct(Aside.AboutUs);
        }

        var asks = Openers.Contains(words[0]) && !(words.Length > 1 && words[1] is "about" or "else");
        var wants = part.Any(t => t.Move == Move.Request) || part.Any(t => t.IsPlain && (Cues.Wanting.Contains(t.Term) || Cues.Liking.Contains(t.Term) || Cues.Disliking.Contains(t.Term) || Cues.Comparing.Contains(t.Term)) && !Openers.Contains(t.First.Written) && !(asks && t.First.Written == "like" && t == part[^1]));
        if ((asks && !wants) || text.StartsWith("tell me about ", StringComparison.Ordinal) || text.StartsWith("tell me more about ", StringComparison.Ordinal))
        {
            if (part.FirstOrDefault(t => t.Title is { IsSure: true }) is { Title: { } title })
            {
                return new TellAct(title.Items, null);
            }

            if (part.FirstOrDefault(t => t.Shown is not null) is { Shown: { } shown } && !namesItem)
            {
                return new TellAct(null, shown[0]);
            }
        }

        if (words.Length > 1 && IsOrDoes.Contains(words[0]) && part.All(t => t.Title is null) && part is [_, { Shown: { } asked }, _, ..])
        {
            return new TellAct(null, asked[0]);
        }

        // "What's it like" is asked of items, "what's the weather like" is not.
        var saysMore = part.Any(t => t.IsPlain && PartReader.IsTelling(t) && !Openers.Contains(t.First.Written) && !Tasks.Contains(t.First.Written));
        var likesNothing = part.All(t => !t.IsPlain || t.First.Written == "like" || !(Cues.Liking.Contains(t.Term) || Cues.Wanting.Contains(t.Term)) || Openers.Contains(t.First.Written));
        var isElse = saysMore && likesNothing && part.All(t => t.Move != Move.Request) && !words.Any(ItemNouns.Contains) && part.All(t => t.Title is not { IsSure: true } && t.Shown is null or [null] && t.Critique is null && t.Number is null);
        return isElse && (asks || (Tasks.Contains(words[0]) && !namesItem) || text.Contains(" a joke", StringComparison.Ordinal)) ? new AsideAct(Aside.Else) : null;
    }

    /// <summary>Whether a word is meant to hurt and says nothing of what is wanted.</summary>
    public static bool IsAbuse(string word) => Abuse.Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();
}

/// <summary>What a message is about beside items.</summary>
internal enum Aside
{
    /// <summary>The service itself.</summary>
    AboutUs,

    /// <summary>Something it knows nothing of.</summary>
    Else,

    /// <summary>Abuse.</summary>
    Abuse,
}
