using System.Text;

namespace LlmRec.Text.Lexical;

/// <summary>Text as it is compared with what somebody is about to type: folded, but with the endings that they may yet type.</summary>
/// <param name="Folded">The words, lower case, compatibility forms and diacritics gone, one space between.</param>
/// <param name="Beginnings">
/// Indexes in <see cref="Folded"/> where a match may begin, in order: at every word and, in scripts written without spaces,
/// at every character.
/// </param>
public sealed record TypedText(string Folded, IReadOnlyList<int> Beginnings)
{
    /// <summary>Folds a text.</summary>
    /// <param name="text">Any text; without a letter or digit in it nothing is left.</param>
    public static TypedText Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (folded, beginnings) = (new StringBuilder(text.Length), new List<int>());
        var runsOn = false;
        foreach (var run in TextRuns.Of(text))
        {
            // Between two runs without spaces, as of kanji and digits, people type none.
            if (folded.Length > 0 && !(runsOn && run.IsUnspaced))
            {
                folded.Append(' ');
            }

            runsOn = run.IsUnspaced;
            foreach (var (cluster, place) in run.Clusters.Select((c, i) => (c, i)))
            {
                if (place == 0 || run.IsUnspaced)
                {
                    beginnings.Add(folded.Length);
                }

                folded.Append(cluster.Folded);
            }
        }

        return new(folded.ToString(), beginnings);
    }
}
