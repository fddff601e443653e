using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Whether something is said of several items at once.</summary>
internal static class SharedWords
{
    private static readonly FrozenSet<string> Sharing = Lexicon.Words(
        "share shares shared sharing common same both alike each overlap overlaps");

    private static readonly FrozenSet<string> Linking = Lexicon.Words(
        "link links linked linking connect connects connected join joins joined tie ties tied unite unites united bridge bridges between meet meets match matched");

    public static Party[] Included(Sentence sentence, IEnumerable<int> places) =>
        [.. sentence.Titles(places).Where(i => !Lacking.IsExcluded(sentence, i)).Select(i => sentence.Title(i)!).Distinct()];

    public static bool IsShared(Sentence sentence, int at)
    {
        var places = sentence.Segment(at).ToArray();
        return IsToo(sentence, at) || IsOfBoth(sentence, at) || Enumerable.Range(0, at).Any(i => sentence.Is(i, "like", "as") && IsLikening(sentence, i) && !sentence.SameSegment(i, at) && IsOpening(sentence, i)
                && !Enumerable.Range(i, at - i).Any(j => sentence.Pieces[j].Text is ";" or ":" or "–" || sentence.Is(j, "but", "while", "whereas", "though", "adds", "also"))) || places.Any(i => sentence.Pieces[i].IsWord && (Sharing.Contains(sentence.Pieces[i].Lower) || IsLikening(sentence, i) || (Linking.Contains(sentence.Pieces[i].Lower) && sentence.Titles(sentence.Clause(at)).Count > 0)));
    }

    /// <summary>"Both X, which you liked, and Y are …", "X and Y have one maker".</summary>
    public static bool IsOfBoth(Sentence sentence, int at) =>
        (sentence.Clause(at).Any(i => i < at && sentence.Is(i, "both", "all", "each")) && sentence.Segment(at).Any(i => i < at && sentence.Is(i, "are", "were", "have", "come", "belong", "came")))
        || (sentence.Segment(at).Any(i => sentence.Is(i, "one") && sentence.IsKind(i + 1)) && sentence.Titles(sentence.Clause(at)).Count > 1);

    /// <summary>"Like L, …", "Just as L does, …".</summary>
    public static bool IsOpening(Sentence sentence, int at) => at == 0 || sentence.Pieces[at - 1].IsMark || sentence.Is(at - 1, "just", "much", "exactly");

    /// <summary>"You liked X; Y is a Drama too".</summary>
    public static bool IsToo(Sentence sentence, int at)
    {
        var end = Enumerable.Range(at + 1, 3).FirstOrDefault(i => sentence.Is(i, "too", "likewise") || (sentence.Is(i, "as") && sentence.Is(i + 1, "well")), -1);
        return end > 0 && sentence.SameSegment(end, at) && Enumerable.Range(at + 1, end - at - 1).All(i => sentence.Pieces[i].IsWord)
            && !sentence.Clause(at).Any(i => i < at && sentence.Pieces[i].Mention is { Kind: MentionKind.Facet }) && !sentence.Is(at - 2, "also") && (end + 1 >= sentence.Pieces.Count || !sentence.Is(end + 2, "as"));
    }

    /// <summary>"like L", "as does L", "so is L", "as with L".</summary>
    public static bool IsLikening(Sentence sentence, int at) => sentence.Pieces[at].Lower switch
    {
        "like" => sentence.Title(sentence.After(at)) is not null && !sentence.Is(at - 1, "you", "who", "people", "may", "might", "could", "would", "will", "often", "also", "here", "to", "a", "your", "fans", "i", "we", "they", "that"),
        "as" or "so" => sentence.Is(at + 1, "does", "do", "did", "is", "are", "was", "were", "has", "have", "with", "in")
            || (sentence.Title(sentence.After(at)) is not null && sentence.Is(sentence.After(sentence.After(at)), "does", "is", "did", "was", "has")),
        _ => false,
    };
}
