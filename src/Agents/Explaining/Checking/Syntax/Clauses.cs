using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Where a clause begins, and which comma begins none.</summary>
internal static class Clauses
{
    private const int LongestSubject = 16;

    private static readonly FrozenSet<string> Subordinators = Lexicon.Words("while whereas though although because since so yet hence therefore when if once whereby unless");

    public static bool IsSubordinator(this Sentence sentence, int i) => (sentence.Is(i, "as") && sentence.Is(i + 1, "it's", "they", "they're", "that's", "this")) || !(i > 0 && sentence.IsMarkAt(i - 1, ",") && (i + 1 >= sentence.Pieces.Count || sentence.IsMarkAt(i + 1, ","))) && i >= 0 && i < sentence.Pieces.Count && sentence.Pieces[i].IsWord && Subordinators.Contains(sentence.Pieces[i].Lower)
        && !(sentence.Is(i, "so") && (sentence.IsAuxiliary(i + 1) || sentence.Is(i + 1, "far", "much", "many"))) && !(sentence.Is(i, "because") && sentence.Is(i + 1, "of")) && !(sentence.Is(i, "since") && (i + 1 >= sentence.Pieces.Count || sentence.Pieces[i + 1].IsNumber)) && !(sentence.Is(i, "once") && sentence.Is(i + 1, "more", "again"))
        && !(sentence.Is(i, "yet") && !sentence.IsMarkAt(i - 1, ","));

    /// <summary>"So is L", "nor does L", "and so does L": the clause before said again of L.</summary>
    public static bool IsEllipsis(this Sentence sentence, int i)
    {
        var at = sentence.Is(i, "and", "but") ? i + 1 : i;
        return (sentence.Is(at, "not") && sentence.Is(at + 1, "so") && sentence.IsNamed(at + 2)) || sentence.Is(at, "so", "nor", "neither") && sentence.IsAuxiliary(at + 1) && (sentence.IsNamed(at + 2) || sentence.IsPronoun(at + 2) || sentence.Is(at + 2, "it", "your"));
    }

    /// <summary>"…, too", "…, though, …": an adverb between commas.</summary>
    public static bool IsLoneAdverb(this Sentence sentence, int i) => (sentence.IsAdverb(i) || sentence.Is(i, "though")) && (i + 1 >= sentence.Pieces.Count || sentence.Pieces[i + 1].IsMark);

    /// <summary>Whether a subject begins at a place that a finite verb follows.</summary>
    public static bool IsClause(this Sentence sentence, int i)
    {
        if (i >= sentence.Pieces.Count)
        {
            return false;
        }

        if (sentence.IsReader(i) || sentence.IsWriter(i))
        {
            return !sentence.Is(i + 1, "included", "too", "and");
        }

        if (sentence.IsAuxiliary(i) && sentence.Pieces[i].Lower.Contains('\'', StringComparison.Ordinal) && !sentence.Pieces[i].Lower.EndsWith("n't", StringComparison.Ordinal))
        {
            return true;
        }

        var hasSubject = false;
        for (var j = i; j < Math.Min(i + LongestSubject, sentence.Pieces.Count); j++)
        {
            if (sentence.IsRelative(j) && j > i)
            {
                // The relative clause ends at a comma, or where the verb of the clause follows its own.
                var end = sentence.Between(j - 1, sentence.Pieces.Count).FirstOrDefault(k => sentence.IsMarkAt(k, ","), sentence.Pieces.Count);
                if (end >= sentence.Pieces.Count || !sentence.IsMarkAt(j - 1, ",") && sentence.Title(j - 1) is null)
                {
                    return false;
                }

                j = end;
                continue;
            }

            if (hasSubject && sentence.IsFinite(j))
            {
                return true;
            }

            if (j > i && sentence.IsComparison(j))
            {
                var end = sentence.Between(j - 1, sentence.Pieces.Count).FirstOrDefault(k => sentence.IsMarkAt(k, ","), sentence.Pieces.Count);
                if (end >= sentence.Pieces.Count || !sentence.IsMarkAt(j - 1, ","))
                {
                    return false;
                }

                j = end;
                continue;
            }

            if (sentence.IsReader(j) || sentence.IsWriter(j) || sentence.IsMarkAt(j, ";", ":", "–", "—") || (sentence.IsSubordinator(j) && j > i) || (sentence.Is(j, "and", "or", "but") && !sentence.IsNamed(j + 1) && !sentence.IsDeterminer(j + 1)))
            {
                return false;
            }

            if (sentence.IsMarkAt(j, ",") && !sentence.IsListComma(j) && !(j > 0 && (sentence.Pieces[j - 1].Mention is not null || sentence.IsNoun(j - 1) || sentence.IsQuote(j - 1)) && (sentence.IsRelative(j + 1) || sentence.IsApposition(j))))
            {
                return false;
            }

            hasSubject |= sentence.Pieces[j].Mention is not null || sentence.IsNoun(j) || sentence.IsPronoun(j) || sentence.IsPerson(j) || sentence.Is(j, "there", "here", "one", "other", "others");
        }

        return false;
    }

    /// <summary>Whether a name or a noun phrase stands between this comma and the next, as in "one of your likes, X, is …".</summary>
    public static bool IsApposition(this Sentence sentence, int comma)
    {
        for (var i = comma + 1; i < Math.Min(comma + 10, sentence.Pieces.Count); i++)
        {
            if (sentence.IsMarkAt(i, ","))
            {
                return i > comma + 1 && sentence.GoesOnWithVerb(i + 1);
            }

            if (sentence.IsAuxiliary(i) || sentence.IsReader(i))
            {
                return false;
            }
        }

        return false;
    }

    public static bool GoesOnWithVerb(this Sentence sentence, int i)
    {
        while (sentence.IsAdverb(i) && !sentence.IsAuxiliary(i))
        {
            i++;
        }

        return (sentence.IsAuxiliary(i) && !sentence.Pieces[i].Lower.EndsWith("'s", StringComparison.Ordinal) || sentence.LooksLikeVerb(i)) && !sentence.Is(i + 1, "by");
    }
}
