namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Which commas part members of a list, so that they end nothing.</summary>
internal static class Lists
{
    /// <summary>Whether a comma parts members of a list.</summary>
    public static bool IsListComma(this Sentence sentence, int comma)
    {
        var left = comma - 1;
        while (left > 0 && (sentence.IsQuote(left) || sentence.IsMarkAt(left, ")")))
        {
            left--;
        }

        // "The drama genre, a dark mood": the value with its kind.
        left = sentence.IsKind(left) && sentence.IsFacet(left - 1) ? left - 1 : left;
        var right = comma + 1;
        while (right < sentence.Pieces.Count && (sentence.IsQuote(right) || sentence.IsMarkAt(right, "(") || sentence.Is(right, "and", "or", "the", "a", "an", "by", "in", "both") || sentence.IsKind(right)))
        {
            right++;
        }

        if (left < 0 || right >= sentence.Pieces.Count || sentence.Pieces[left].Mention is not { } one)
        {
            // "The director, F": the value of the kind before.
            return left >= 0 && sentence.IsKind(left) && sentence.IsFacet(comma + 1);
        }

        if (sentence.Pieces[right].Mention is not { } other || one.IsTitle != other.IsTitle)
        {
            return false;
        }

        // "After X, Y is …": two titles are a list only where something joins them.
        var next = sentence.After(right);
        return !one.IsTitle || (sentence.Is(comma + 1, "and", "or") && !sentence.IsClause(sentence.After(comma + 1))) || (next < sentence.Pieces.Count && (sentence.IsMarkAt(next, ",") || sentence.Is(next, "and", "or")) && !sentence.IsClause(right));
    }
}
