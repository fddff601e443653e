namespace LlmRec.Agents.Explaining.Checking.Words;

/// <summary>
/// What a shop, a library, a film club or a terse interface says around the evidence: words that say nothing of an item by
/// themselves. Base forms; <see cref="Inflection"/> knows their others. What a word of quality, plot, feeling, genre, price
/// or award would claim, nothing here may claim.
/// </summary>
internal static class NeutralWords
{
    /// <summary>Whether a word, in any of its forms, says nothing of an item by itself.</summary>
    public static bool Contains(string word) => SmallWords.All.Contains(word) || (!ClosedWords.All.Contains(word) && (IsVerb(word) || IsNoun(word) || IsQualifier(word)));

    /// <summary>Whether it may be a form of a neutral verb.</summary>
    public static bool IsVerb(string word) => Inflection.OfVerb(word).Any(VerbWords.All.Contains);

    /// <summary>Whether it may be a neutral noun, in singular or plural.</summary>
    public static bool IsNoun(string word) => Inflection.OfNoun(word).Any(NounWords.All.Contains);

    /// <summary>Whether it may be a neutral adjective, its comparison or its adverb.</summary>
    public static bool IsQualifier(string word) => Inflection.OfAdjective(word).Any(QualifierWords.All.Contains);
}
