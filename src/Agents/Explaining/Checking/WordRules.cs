using System.Globalization;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Every word is the evidence's or the lexicon's; every number is the evidence's.</summary>
internal static class WordRules
{
    public static IEnumerable<string> Faults(IReadOnlyList<Piece> sentence, PickFacts facts)
    {
        var kinds = Holders.AllFacets(facts).SelectMany(f => KindWords(f.Kind)).ToHashSet();
        var nouns = FacetKinds.NounsOf(Holders.AllFacets(facts)).SelectMany(n => new[] { n, n + "s" }).ToHashSet();
        for (var i = 0; i < sentence.Count; i++)
        {
            var piece = sentence[i];
            if (piece.IsWord && !IsKnown(piece.Lower, kinds, nouns))
            {
                yield return $"'{piece.Text}' is neither in the evidence nor a word that says nothing.";
            }
            else if (piece.IsWord && char.IsUpper(piece.Text[0]) && !piece.BeginsSentence && piece.Text != "I" && !piece.Text.StartsWith("I'", StringComparison.Ordinal))
            {
                yield return $"'{piece.Text}' looks like a name, and none of the evidence.";
            }
            else if (piece.IsWord && Lexicon.Numbers.TryGetValue(piece.Lower, out var number) && !Counts(facts).Contains(number))
            {
                yield return $"'{piece.Text}' is no number of the evidence.";
            }
            else if (piece.IsNumber && !IsNumberOf(sentence, i, facts))
            {
                yield return $"{piece.Text} is no number of the evidence.";
            }
        }
    }

    private static bool IsKnown(string word, HashSet<string> kinds, HashSet<string> nouns)
    {
        word = word.EndsWith("'s", StringComparison.Ordinal) && !Lexicon.Neutral.Contains(word) ? word[..^2] : word;
        return Lexicon.Neutral.Contains(word) || ClaimWords.Any.Contains(word) || Lexicon.Negations.Contains(word) || Lexicon.Numbers.ContainsKey(word)
            || Lexicon.Praise.Contains(word) || kinds.Contains(word) || nouns.Contains(word)
            || word == "s"
            || (ClaimWords.Roles.TryGetValue(word, out var roles) && roles.Any(kinds.Contains))
            || (word.Contains('-', StringComparison.Ordinal) && word.Split('-').All(part => part.Length > 0 && IsKnown(part, kinds, nouns)));
    }

    private static IEnumerable<string> KindWords(string kind)
    {
        var singular = FacetKinds.Singular(kind);
        return [.. singular.Split(' '), .. FacetKinds.Plural(kind).Split(' '), kind.ToLowerInvariant()];
    }

    private static bool IsNumberOf(IReadOnlyList<Piece> sentence, int at, PickFacts facts)
    {
        var text = sentence[at].Text;
        if (int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && (number == facts.Likes || number == facts.Versus?.Facts.Likes))
        {
            return true;
        }

        // Years are looked at with their item; here only whether anything is of that year.
        return SubjectRules.IsYearOfAny(text, facts)
            || (at + 1 < sentence.Count && sentence[at + 1].Text == "%" && facts.Liked.Any(l => Math.Round(l.Share * 100).ToString(CultureInfo.InvariantCulture) == text));
    }

    /// <summary>What may be counted in words.</summary>
    private static IEnumerable<int> Counts(PickFacts facts)
    {
        yield return facts.Likes ?? -1;
        yield return facts.Liked.Count;
        yield return facts.Words.Count;
        yield return facts.InCommon.Select(f => f.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        // The item and what it shares something with, or is held against.
        yield return facts.Liked.Count > 0 ? facts.Liked.Count + 1 : -1;
        yield return facts.Versus is null ? -1 : 2;
    }
}
