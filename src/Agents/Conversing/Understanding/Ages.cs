namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Finds what asks for something older or newer than what is spoken of: "older", "more recent", "too old", "not that new".</summary>
internal static class Ages
{
    /// <summary>What is said of age at a place, and how many words say so; 0 and null when nothing is.</summary>
    public static (int Length, AgeAct? Act) At(IReadOnlyList<MessageTerm> terms, int at)
    {
        string? Word(int ahead) => at + ahead < terms.Count && (ahead == 0 || !terms[at + ahead].BeginsPart) ? terms[at + ahead].Written : null;
        return (Word(0), Word(1), Word(2)) switch
        {
            ("not" or "isn't" or "aren't", "so" or "that" or "too" or "very" or "as", { } age) when AgeOf(age) is { } isNew => (3, new(!isNew)),
            ("more", { } age, _) when AgeOf(age) is { } isNew => (2, new(isNew)),
            ("too" or "less", { } age, _) when AgeOf(age) is { } isNew => (2, new(!isNew)),
            ("older" or "newer", _, _) when !IsOf(terms, at) => (1, new(Word(0) == "newer")),
            ("earlier" or "later", "than", _) => (1, new(Word(0) == "later")),
            ("something" or "anything" or "bit" or "little" or "much" or "but", "earlier" or "later", _) => (2, new(Word(1) == "later")),
            _ => (0, null),
        };
    }

    private static bool? AgeOf(string word) => word switch
    {
        "new" or "recent" or "modern" or "contemporary" or "current" => true,
        "old" or "dated" or "ancient" or "vintage" => false,
        _ => null,
    };

    /// <summary>"My older brother" is no item.</summary>
    private static bool IsOf(IReadOnlyList<MessageTerm> terms, int at) =>
        at > 0 && !terms[at].BeginsPart && terms[at - 1].Written is "my" or "your" or "his" or "her" or "our" or "their" or "for";
}
