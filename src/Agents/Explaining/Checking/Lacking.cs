namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Titles that something is not said of though they stand beside it.</summary>
internal static class Lacking
{
    /// <summary>Whether a title stands behind "unlike", "not" or "rather than".</summary>
    public static bool IsExcluded(Sentence sentence, int title)
    {
        var at = title - 1;
        while (at >= 0 && (sentence.Pieces[at].Text == "\"" || sentence.Is(at, "the", "to", "of")))
        {
            at--;
        }

        return sentence.Is(at, "unlike", "not", "than", "without", "opposed", "except", "over", "above", "against", "versus") || IsLacking(sentence, title);
    }

    /// <summary>"…, which X doesn't have", "and X isn't": what X lacks was named before.</summary>
    public static bool IsLacking(Sentence sentence, int title)
    {
        var at = sentence.After(title);
        if (at < sentence.Pieces.Count && sentence.Pieces[at].Text == "," && sentence.Is(at + 1, "which", "that", "one", "a"))
        {
            at = sentence.Between(at, sentence.Pieces.Count).FirstOrDefault(i => sentence.Pieces[i].Text == ",", sentence.Pieces.Count) + 1;
        }

        var before = title - 1;
        while (before >= 0 && sentence.Pieces[before].Text == "\"")
        {
            before--;
        }

        if ((sentence.Is(before, "of") && sentence.Is(before - 1, "instead")) || (sentence.Is(before, "from") && sentence.Is(before - 1, "apart", "away", "differs", "differ", "different", "distinguishes", "distinguished", "departs")))
        {
            return true;
        }

        return sentence.Is(at, "isn't", "doesn't", "hasn't", "wasn't", "lacks", "does", "is", "did", "didn't", "has")
            && (sentence.Pieces[at].Lower.EndsWith("n't", StringComparison.Ordinal) || sentence.Is(at, "lacks") || sentence.Is(at + 1, "not"))
            && (DenialKinds.IsCutOff(sentence, at) || !sentence.Between(at - 1, sentence.Pieces.Count).TakeWhile(i => sentence.Unit(i) == sentence.Unit(at)).Any(i => sentence.Pieces[i].Mention is { Kind: MentionKind.Facet }));
    }
}
