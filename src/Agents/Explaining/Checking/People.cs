using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Words for people other than the reader and the makers of an item.</summary>
internal static class People
{
    /// <summary>The words.</summary>
    public static FrozenSet<string> All { get; } = Lexicon.Words(
        "people others users user readers reader viewers viewer players player customers customer buyers buyer shoppers fans fan audience audiences folks members listeners gamers gardeners cooks drinkers neighbors neighbours");

    /// <summary>Whether people stand at a place: "those who", "the ones who" too.</summary>
    public static bool Is(Sentence sentence, int at) => (sentence.IsOf(at, All) && !sentence.Is(at, "user", "reader", "viewer", "player", "customer", "buyer", "fan", "audience"))
        || (sentence.Is(at, "them") && sentence.Is(at - 1, "of") && sentence.Is(at - 2, "all", "some", "many", "most", "half", "several") && sentence.Between(-1, at).Any(i => sentence.IsOf(i, All)))
        || (sentence.Is(at, "those", "ones", "many", "some", "anyone", "everyone", "someone", "somebody") && sentence.Is(at + 1, "who", "whose", "with"));

    /// <summary>"The people behind X", "the people at F", "the ones who made X"; "you of all people".</summary>
    public static bool AreMakers(Sentence sentence, int at) => sentence.Is(at + 1, "behind") || (sentence.Is(at + 1, "at", "from") && sentence.IsNamed(at + 2)) || (sentence.Is(at - 1, "all") && sentence.Is(at - 2, "of"))
        || (sentence.Is(at + 1, "who") && sentence.Is(at + 2, "made", "make", "directed", "wrote", "designed", "published", "developed", "brought", "also"));
}
