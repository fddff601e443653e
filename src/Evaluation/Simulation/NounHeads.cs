using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace LlmRec.Evaluation.Simulation;

/// <summary>
/// Finds what a text speaks of: the last words of groups that begin with an article or the like ("a drowsy railway
/// station" → station). People ask for stories about stations, not about "drowsy" or "takes".
/// </summary>
internal static partial class NounHeads
{
    private const int MostBetween = 2;

    private static readonly FrozenSet<string> Openers = "a an the his her their its our two three four five six seven ten young old new".Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> Closers =
        "and or who whom whose that which with from into onto when while where why how of in on at to for by as is are was were be been has have had but after before until against between under over through during without about he she they it must will can if than then so not across behind beyond around toward towards both each all neither either other others another same most more own himself herself itself themselves".Split(' ').ToFrozenSet();

    /// <summary>The words in lower case, in order.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var words = Word().Matches(text).ToList();
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i].Value.ToLowerInvariant();
            var behind = i + 1 < words.Count ? text[(words[i].Index + words[i].Length)..words[i + 1].Index] : ".";
            var ends = behind.Trim().Length > 0 || Closers.Contains(words[i + 1].Value.ToLowerInvariant()) || Openers.Contains(words[i + 1].Value.ToLowerInvariant());
            if (ends && !IsFunctional(word) && IsOpened(words, i, text))
            {
                yield return word;
            }
        }
    }

    private static bool IsOpened(List<Match> words, int at, string text)
    {
        for (var i = at - 1; i >= Math.Max(0, at - 1 - MostBetween); i--)
        {
            var word = words[i].Value.ToLowerInvariant();
            if (text[(words[i].Index + words[i].Length)..words[i + 1].Index].Trim().Length > 0 || Closers.Contains(word))
            {
                return false;
            }

            if (Openers.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a word is no noun: one that holds sentences together, an adverb, or a verb's form ("the killed").</summary>
    private static bool IsFunctional(string word) => Openers.Contains(word) || Closers.Contains(word) || word.EndsWith("ly", StringComparison.Ordinal) || word.EndsWith("ed", StringComparison.Ordinal);

    [GeneratedRegex(@"\p{L}[\p{L}\p{N}'-]*")]
    private static partial Regex Word();
}
