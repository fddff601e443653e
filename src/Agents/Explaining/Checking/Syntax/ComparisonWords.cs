namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Where a comparison begins: "like", "unlike", "as", "than" with what they compare.</summary>
internal static class ComparisonWords
{
    /// <summary>"Like L", "as L does", "as with L", "unlike L", "than L", "to go with L".</summary>
    public static bool IsComparison(this Sentence sentence, int i)
    {
        if (sentence.Is(i, "unlike", "than"))
        {
            return true;
        }

        if (sentence.Is(i, "like"))
        {
            return (sentence.IsNamed(i + 1) || sentence.Is(i + 1, "your", "it", "them", "those", "that") || sentence.IsReader(i + 1)) && !sentence.IsReader(i - 1) && !sentence.IsPerson(i - 1)
                && !sentence.Is(i - 1, "may", "might", "could", "would", "will", "should", "seldom", "rarely", "sometimes", "hardly", "often", "also", "here", "to", "a", "your", "do", "did", "don't", "didn't", "already", "and", "not", "never", "really", "both", "who", "generally", "commonly", "all", "still", "frequently", "usually");
        }

        if (sentence.Is(i, "to") && ((sentence.Is(i + 1, "go") && sentence.Is(i + 2, "with")) || sentence.Is(i + 1, "match")))
        {
            return true;
        }

        if (!sentence.Is(i, "as") || sentence.Is(i - 1, "such"))
        {
            return false;
        }

        if (sentence.IsReader(i + 1) && sentence.IsAuxiliary(i + 2) && (i + 3 >= sentence.Pieces.Count || sentence.Pieces[i + 3].IsMark || sentence.Is(i + 3, "too", "with")))
        {
            return true;
        }

        // "As much a drama as L".
        if (sentence.IsNamed(i + 1) && Enumerable.Range(i - 8, 7).Any(j => sentence.Is(j, "as") && sentence.Is(j + 1, "much", "good", "well", "bleak", "fully")))
        {
            return true;
        }

        if (sentence.Is(i - 1, "same"))
        {
            return sentence.IsNamed(i + 1);
        }

        return sentence.Is(i + 1, "with", "in", "by", "from", "does", "do", "did", "is", "are", "was", "were", "has", "have", "it", "they", "your", "both", "for", "on", "that") || (sentence.IsNamed(i + 1) && AuxiliaryFollows(sentence, i + 1));
    }

    private static bool AuxiliaryFollows(Sentence sentence, int i)
    {
        for (var j = i; j < Math.Min(i + 8, sentence.Pieces.Count); j++)
        {
            if (sentence.IsAuxiliary(j))
            {
                return true;
            }

            if (!(sentence.Pieces[j].Mention is not null || sentence.IsQuote(j) || sentence.Is(j, "and", "the", "both", "a", "an", "s")))
            {
                return false;
            }
        }

        return false;
    }
}
