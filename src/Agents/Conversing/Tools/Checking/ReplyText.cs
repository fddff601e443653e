using System.Buffers;
using System.Globalization;
using System.Text;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Conversing.Tools.Checking;

/// <summary>A piece of a reply: a title, a value, or a word.</summary>
/// <param name="Terms">The reply's words.</param>
/// <param name="At">Its first.</param>
/// <param name="Length">How many.</param>
internal sealed record ReplyPiece(IReadOnlyList<MessageTerm> Terms, int At, int Length)
{
    private static readonly SearchValues<char> NewBeginnings = SearchValues.Create(":•*-–—");

    /// <summary>Items that the title may stand for, those found first; null when it is no title.</summary>
    public IReadOnlyList<SpeakableItem>? Items { get; init; }

    /// <summary>The value; null when it is none.</summary>
    public string? Value { get; init; }

    /// <summary>Whether the value is a person's name.</summary>
    public bool IsPerson { get; init; }

    public MessageTerm First => Terms[At];

    public MessageTerm Last => Terms[At + Length - 1];

    public bool IsWord => Items is null && Value is null;

    public bool IsNumber => IsWord && char.IsAsciiDigit(First.Written[0]);

    /// <summary>"Scott's Alien": what belongs to what follows.</summary>
    public bool IsPossessive => Last.Written.EndsWith("'s", StringComparison.Ordinal);

    /// <summary>Whether a capital means nothing here: behind a mark that a writer may begin anew after.</summary>
    public bool Begins => First.BeginsSentence || First.Before.AsSpan().IndexOfAny(NewBeginnings) >= 0;
}

/// <summary>A sentence of a reply.</summary>
/// <param name="Pieces">Its pieces.</param>
/// <param name="IsQuestion">Whether it asks.</param>
internal sealed record ReplySentence(IReadOnlyList<ReplyPiece> Pieces, bool IsQuestion)
{
    /// <summary>Whether it names an item.</summary>
    public bool NamesItem => Pieces.Any(p => p.Items is not null);
}

/// <summary>Cuts a reply into sentences of pieces; titles and values that may stand in it stay whole, marks within them too.</summary>
internal static class ReplyText
{
    /// <summary>The sentences.</summary>
    public static IReadOnlyList<ReplySentence> Sentences(string reply, ReplyEvidence evidence)
    {
        var terms = MessageTerm.Of(reply);
        var (titles, values) = (Titles(evidence), Values(evidence));
        var pieces = new List<ReplyPiece>();
        for (var at = 0; at < terms.Count; at += pieces[^1].Length)
        {
            pieces.Add(TitleAt(terms, at, titles) ?? ValueAt(terms, at, values) ?? new(terms, at, 1));
        }

        var sentences = new List<ReplySentence>();
        for (var from = 0; from < pieces.Count;)
        {
            var to = from + 1;
            while (to < pieces.Count && !pieces[to].First.BeginsSentence)
            {
                to++;
            }

            var after = to < pieces.Count ? pieces[to].First.Before : reply[pieces[^1].Last.End..];
            sentences.Add(new(pieces[from..to], after.Contains('?', StringComparison.Ordinal)));
            from = to;
        }

        return sentences;
    }

    /// <summary>Letters without marks, small.</summary>
    public static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).ToLowerInvariant();

    private static Dictionary<string, List<SpeakableItem>> Titles(ReplyEvidence evidence)
    {
        var titles = new Dictionary<string, List<SpeakableItem>>(StringComparer.Ordinal);
        foreach (var item in evidence.Items)
        {
            foreach (var form in TitleForms.Written(TitleForms.WithoutYear(item.Item)).Append(item.Item.Title).Append(SayableText.ShortTitle(item.Item.Title)))
            {
                var phrase = Phrase(MessageTerm.Of(form));
                if (phrase.Length > 0 && !(titles.TryAdd(phrase, [item]) || titles[phrase].Contains(item)))
                {
                    titles[phrase].Add(item);
                }
            }
        }

        return titles;
    }

    private static Dictionary<string, (string Value, bool IsPerson)> Values(ReplyEvidence evidence)
    {
        var values = new Dictionary<string, (string, bool)>(StringComparer.Ordinal);
        var facets = evidence.Items.SelectMany(i => i.Item.Facets).Select(f => (f.Value, FacetKinds.IsPerson(f.Kind)));
        foreach (var (value, isPerson) in facets.Concat(evidence.State.Wanted.Concat(evidence.State.Unwanted).Select(w => (w.Value, false))).Concat((evidence.Question?.Options ?? []).Select(o => (o, false))))
        {
            _ = Phrase(MessageTerm.Of(value)) is { Length: > 0 } phrase && values.TryAdd(phrase, (value, isPerson));
        }

        return values;
    }

    private static string Phrase(IEnumerable<MessageTerm> terms) => string.Join(' ', terms.Select(t => Plain(t.Written)));

    private static ReplyPiece? TitleAt(IReadOnlyList<MessageTerm> terms, int at, Dictionary<string, List<SpeakableItem>> titles)
    {
        var (length, items) = LongestAt(terms, at, titles);
        if (items is null)
        {
            return null;
        }

        // Behind a title, a year in brackets is its: it says which of two is meant.
        var next = at + length;
        if (next < terms.Count && terms[next].Before.TrimStart() == "(" && int.TryParse(terms[next].Written, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && items.Any(i => i.Item.Year == year))
        {
            return new(terms, at, length + 1) { Items = [.. items.Where(i => i.Item.Year == year)] };
        }

        return MayBeTitle(terms, at, length) ? new(terms, at, length) { Items = items } : null;
    }

    /// <summary>Plain words are a title only where they are written like one.</summary>
    private static bool MayBeTitle(IReadOnlyList<MessageTerm> terms, int at, int length)
    {
        var words = Enumerable.Range(at, length).Select(i => terms[i]).ToList();
        var hasCase = words.Any(w => char.IsUpper(w.Written.ToUpperInvariant()[0]));
        return !hasCase || words[0].IsQuoted || words.Any(w => w.IsCapital && !(w.BeginsSentence && length == 1 && SmallWords.All.Contains(w.Written)));
    }

    private static ReplyPiece? ValueAt(IReadOnlyList<MessageTerm> terms, int at, Dictionary<string, (string Value, bool IsPerson)> values)
    {
        var (length, value) = LongestAt(terms, at, values);
        return length == 0 ? null : new(terms, at, length) { Value = value.Value, IsPerson = value.IsPerson };
    }

    private static (int Length, T? Meaning) LongestAt<T>(IReadOnlyList<MessageTerm> terms, int at, Dictionary<string, T> phrases)
    {
        const int Longest = 24;
        for (var length = Math.Min(Longest, terms.Count - at); length > 0; length--)
        {
            var window = Enumerable.Range(at, length).Select(i => terms[i]);
            var phrase = Phrase(window);
            if (phrases.TryGetValue(phrase, out var meaning) || (phrase.EndsWith("'s", StringComparison.Ordinal) && phrases.TryGetValue(phrase[..^2], out meaning)))
            {
                return (length, meaning);
            }
        }

        return (0, default);
    }
}
