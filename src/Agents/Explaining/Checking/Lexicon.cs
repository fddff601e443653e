using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>
/// The words that an explanation may use beside the evidence. Closed on purpose: a word that is not here may claim
/// something that nothing speaks for. What says nothing stands in <see cref="NeutralWords"/>, what claims in <see cref="ClaimWords"/>.
/// </summary>
internal static class Lexicon
{
    /// <summary>Words that praise or advise: never of something that is disliked.</summary>
    public static FrozenSet<string> Praise { get; } = Words(
        "good great nice solid strong worth worthy recommend recommends recommended suggest suggests suggested consider try enjoy enjoys love loves like fit fits match matches suit suits appeal appeals appealing offer offers perfect");

    /// <summary>Words of measure and praise that a reason, a fit or a list may have, never an item.</summary>
    public static FrozenSet<string> Fitting { get; } = Words(
        "good great nice solid strong natural sensible fair decent fine safe sound easy right perfect proper long short brief large small neat happy worthy simple special valid hard soft small little big blind wrong clean tough tricky plain warm weak rough thin thick wise brave bold light heavy quick slow high low deep");

    /// <summary>What words of <see cref="Fitting"/> may be said of.</summary>
    public static FrozenSet<string> Fits { get; } = Words(
        "fit fits match matches choice choices bet pick picks reason reasons case place start step idea guess chance company list look answer way number word words story link thing deal many few sign news to for of next call match-up point argument argument's connection note mention that and enough here or");

    /// <summary>Words that stand for an item, so that a word of praise before them praises it.</summary>
    public static FrozenSet<string> Things { get; } = Words("item items thing things title titles piece pieces object objects work works series set sets edition version copy volume volumes candidate candidates type kind sort style atmosphere mood tone quality qualities story value element elements feature features");

    /// <summary>Words that deny.</summary>
    public static FrozenSet<string> Negations { get; } = Words(
        """
        not no zero never none nor neither nobody nothing nowhere without hardly barely scarcely rarely seldom cannot can't don't doesn't didn't isn't aren't ain't wasn't weren't hasn't haven't hadn't won't wouldn't couldn't shouldn't needn't mustn't
        lack lacks lacked lacking less least fewer unlike unless dislike dislikes disliked disliking hate hates hated avoid avoids avoided unrated miss misses missing absent free fail fails failed
        reject rejects rejected rejecting refuse refused refuses deny denies opposed unknown instead-of
        """);

    /// <summary>Numbers as words.</summary>
    public static FrozenDictionary<string, int> Numbers { get; } = new Dictionary<string, int>
    {
        ["two"] = 2,
        ["pair"] = 2,
        ["couple"] = 2,
        ["duo"] = 2,
        ["three"] = 3,
        ["trio"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["dozen"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
        ["hundred"] = 100,
        ["thousand"] = 1_000,
        ["million"] = 1_000_000,
    }.ToFrozenDictionary();

    internal static FrozenSet<string> Words(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet();
}
