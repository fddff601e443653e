using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>A word of a message.</summary>
/// <param name="Term">As words are searched by: folded, plural endings gone.</param>
/// <param name="Written">As it was written, in lower case.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="IsCapital">Whether it begins with a capital.</param>
/// <param name="Before">What stands between the word before and this one.</param>
internal sealed record MessageTerm(string Term, string Written, int Start, int End, bool IsCapital, string Before)
{
    private const string SentenceEnds = ".!?\n";
    private const string Quotes = "\"“”„«»";

    /// <summary>Whether a sentence begins here: a capital then says nothing.</summary>
    public bool BeginsSentence { get; init; }

    /// <summary>Whether a quotation begins right before it.</summary>
    public bool IsQuoted => Before.Length > 0 && Quotes.Contains(Before[^1], StringComparison.Ordinal);

    /// <summary>Whether a mark before it ends what was said: of a sentence, or a semicolon or dash.</summary>
    public bool BeginsPart => BeginsSentence || Before.AsSpan().IndexOfAny(";—–…") >= 0 || Before.Contains(" - ", StringComparison.Ordinal);

    /// <summary>The words of a message, in order.</summary>
    public static IReadOnlyList<MessageTerm> Of(string message)
    {
        var terms = new List<MessageTerm>();
        foreach (var found in SearchTerms.OfText(message))
        {
            var before = message[(terms.Count > 0 ? Math.Min(terms[^1].End, found.Start) : 0)..found.Start];
            var written = message.Substring(found.Start, found.Length);
            terms.Add(new(found.Term, written.ToLowerInvariant().Replace('’', '\''), found.Start, found.Start + found.Length, char.IsUpper(written[0]), before)
            {
                BeginsSentence = terms.Count == 0 || before.AsSpan().IndexOfAny(SentenceEnds) >= 0,
            });
        }

        return terms;
    }
}
