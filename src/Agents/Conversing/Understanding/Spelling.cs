using System.Text;
using LlmRec.Catalog.Lexical;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>
/// Puts right misspelt words of talking and kinds of items ("somthing", "allready", "comdy"): only where no item's text
/// holds the word, so that no word of a catalogue is ever mistaken for another. Titles are looked for by <see cref="TitleLinker"/>.
/// </summary>
/// <param name="texts">The words of all texts.</param>
internal sealed class Spelling(LexicalIndex texts)
{
    private const int ShortestWord = 5;
    private const int LongWord = 8;
    private const int MostWords = 12;

    /// <summary>The message with its misspelt words put right; the rest stays as it is.</summary>
    /// <param name="message">The message.</param>
    /// <param name="known">What can be said of the catalogue.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<string> CorrectAsync(string message, CatalogueLexicon known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var near = MessageTerm.Of(message.Length > MessageReader.LongestMessage ? message[..MessageReader.LongestMessage] : message)
            .Where(t => t.Written.Length >= ShortestWord && !(t.IsCapital && !t.BeginsSentence) && t.Written.All(char.IsLetter) && !IsKnown(t, known))
            .Select(t => (Term: t, Right: Nearest(t.Written, known)))
            .Where(t => t.Right is not null).Take(MostWords).ToList();
        if (near.Count == 0)
        {
            return message;
        }

        var words = await texts.KnownTermsAsync([.. near.Select(n => n.Term.Term)], cancellationToken);
        var corrected = new StringBuilder(message);
        foreach (var (term, right) in near.Where(n => !words.Contains(n.Term.Term)).Reverse())
        {
            corrected.Remove(term.Start, term.End - term.Start).Insert(term.Start, right);
        }

        return corrected.ToString();
    }

    private static bool IsKnown(MessageTerm term, CatalogueLexicon known) =>
        Cues.IsAny(term.Term) || Cues.Talk.Contains(term.Term) || known.Vocabulary.Contains(term.Term) || Moves.Words.Contains(term.Written) || !SearchTerms.IsTelling(term.Term);

    private static string? Nearest(string word, CatalogueLexicon known)
    {
        var allowed = word.Length >= LongWord ? 2 : 1;
        return Moves.Words.Concat(Cues.Words).Concat(known.Kinds)
            .Where(w => w.Length >= ShortestWord && w[0] == word[0] && Math.Abs(w.Length - word.Length) <= allowed
                // "Lovers" are no misspelt "love".
                && !word.StartsWith(w, StringComparison.Ordinal) && !w.StartsWith(word, StringComparison.Ordinal))
            .Select(w => (Word: w, Edits: FuzzyTitles.Edits(word, w, allowed)))
            .Where(w => w.Edits <= allowed)
            .OrderBy(w => w.Edits).ThenBy(w => w.Word, StringComparer.Ordinal)
            .Select(w => w.Word).FirstOrDefault();
    }
}
