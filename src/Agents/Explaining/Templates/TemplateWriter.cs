using System.Text.RegularExpressions;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Recommending.Evidence;

namespace LlmRec.Agents.Explaining.Templates;

/// <summary>
/// Says facts by templates: every fact handed over, in one or two sentences. Which template is chosen depends on user and
/// item alone, so that an explanation stays what it was; in a list, on what was said before too.
/// </summary>
public sealed partial class TemplateWriter
{
    private readonly Dictionary<string[], HashSet<int>> _used = [];

    /// <summary>Says the facts of a pick.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="userId">The user; null for a visitor.</param>
    public string Write(PickFacts facts, string? userId)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var seed = (uint)WordingSeed.Of(userId, facts.Item.Id);
        List<string> sentences = [.. Parts(facts).Select((part, i) => Said(part.Of(i > 0), facts, seed))];
        if (facts.Versus is { } versus)
        {
            sentences.AddRange(Held(facts, versus, seed));
        }

        return string.Join(' ', sentences);
    }

    private IEnumerable<string> Held(PickFacts facts, VersusFacts versus, uint seed)
    {
        foreach (var part in Parts(versus.Facts).Take(1))
        {
            yield return Said(part.First, versus.Facts, seed);
        }

        if (versus.RanksHigher is { } otherWins)
        {
            yield return Said(TemplateTexts.RanksHigher, otherWins ? versus.Facts with { Versus = new(facts, null) } : facts, seed);
        }
    }

    private static IEnumerable<Part> Parts(PickFacts facts)
    {
        if (facts.Standing != Standing.None)
        {
            yield return new(facts.Standing == Standing.Liked ? TemplateTexts.AlreadyLiked : TemplateTexts.Disliked);
            yield break;
        }

        if (facts.Words.Count > 0)
        {
            yield return new(facts.WordsAreFacets ? TemplateTexts.Asked : TemplateTexts.Words);
        }

        if (facts.ByMeaning)
        {
            yield return new(TemplateTexts.Meaning);
        }

        if (facts.Liked.Count > 0)
        {
            yield return new(facts.ByExample ? facts.InCommon.Count > 0 ? TemplateTexts.ExampleInCommon : facts.LikedTogether ? TemplateTexts.ExampleTogether : TemplateTexts.Example
                : facts.InCommon.Count > 0 ? TemplateTexts.LikedInCommon : facts.LikedTogether ? TemplateTexts.LikedTogether : TemplateTexts.Liked);
        }

        if (facts.LikedByAlike)
        {
            yield return new(TemplateTexts.Alike, TemplateTexts.AlikeFollower);
        }

        if (facts.Likes is not null)
        {
            yield return new(TemplateTexts.Popular, TemplateTexts.PopularFollower);
        }

        if (facts.IsNew)
        {
            yield return new(TemplateTexts.New, TemplateTexts.NewFollower);
        }

        if (facts.Different is not null)
        {
            yield return new(TemplateTexts.Different);
        }

        if (facts.IsBare)
        {
            yield return new(TemplateTexts.Bare);
        }
    }

    /// <summary>The first template from where the seed points that this list has not used yet; after all were used, from the start again.</summary>
    private int Choose(string[] texts, uint seed)
    {
        if (!_used.TryGetValue(texts, out var used) || used.Count == texts.Length)
        {
            _used[texts] = used = [];
        }

        var choice = (int)(seed % (uint)texts.Length);
        while (!used.Add(choice))
        {
            choice = (choice + 1) % texts.Length;
        }

        return choice;
    }

    private string Said(string[] texts, PickFacts facts, uint seed)
    {
        var text = texts[Choose(texts, seed)];
        var sentence = Filled(text, facts);
        // A name begins as its owner wrote it, even a sentence.
        return text.StartsWith("{T}", StringComparison.Ordinal) || !char.IsLower(sentence[0]) ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }

    private static string Filled(string text, PickFacts facts) => Slot().Replace(text, slot => slot.Value switch
    {
        "{T}" => facts.Item.Spoken,
        "{L}" => Reason.Listed([.. facts.Liked.Select(l => l.Item.Spoken)]),
        "{them}" => facts.Liked.Count > 1 ? "them" : "it",
        "{S}" => Phrases.InCommon(facts.InCommon),
        "{A}" => Reason.Listed(facts.Words),
        "{W}" => Phrases.Quoted(facts.Words),
        "{N}" => Phrases.People(facts.Likes ?? 0),
        "{like}" => facts.Likes == 1 ? "likes" : "like",
        "{D}" => facts.Different?.Value ?? "",
        "{V}" => facts.Versus is { } versus ? versus.Facts.Item.Spoken : "",
        _ => throw new InvalidOperationException($"No template may hold {slot.Value}."),
    });

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Slot();

    /// <param name="First">How to say it first.</param>
    /// <param name="Follower">How to say it second; null for alike.</param>
    private sealed record Part(string[] First, string[]? Follower = null)
    {
        public string[] Of(bool second) => second ? Follower ?? First : First;
    }
}
