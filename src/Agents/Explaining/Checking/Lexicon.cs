using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>
/// The words that an explanation may use beside the evidence. Closed on purpose: a word that is not here may claim
/// something that nothing speaks for. Words that claim something are in <see cref="ClaimWords"/>.
/// </summary>
internal static class Lexicon
{
    /// <summary>Words that say nothing of an item by themselves.</summary>
    public static FrozenSet<string> Neutral { get; } = Words(
        """
        a an the this that these those it its it's itself that's there here there's here's one ones another other others' such
        i we our us you your yours yourself you've you're you'd you'll we've we're we'd we'll i'd i've let let's me my
        what which who whom whose whatever whichever how why when where while whenever wherever anything something everything someone anyone
        and or but so yet as if than then though although because since for therefore hence thus given considering provided
        of in on at by with from to into onto toward towards through throughout over under about around among amongst between across along behind beside besides beyond within after before during until till up down out off per via upon against
        is are was were be been being am do does did done doing has have had having can could may might must shall should will would
        also too again still even just only quite rather very really simply once already now today next time
        mainly mostly chiefly primarily especially particularly largely partly notably above all particular personal direct directly clear clearly
        more some any each every either several bit little lot much first second further extra alone together
        they them their theirs themselves they're they've he him his she her hers himself herself who's that'd
        far specific specifically exact precisely own overall general generally actually basically essentially truly otherwise moreover furthermore meanwhile plus etc
        mix mixes mixed mixing combine combines combined combining blends blended pair pairs paired pairing bridge bridges span spans cross crosses
        work works working produce product-line made-by creator maker mind name hand signature familiar established past previous previously earlier previously-liked
        trait traits attribute attributes characteristic characteristics aspect aspects feature detail details label labels tag tags
        likely less-known roughly nearly almost exactly approximately total number numbers count
        lies lie lying sits sit sitting falls fall falling runs run running goes moves move moving shines stays remains remain
        choice bet route way step path direction place home room space world
        happen happens happened result results basis score outcome cause causes caused causing explain explains explained explaining explanation
        seen ever long-time latest-liked quick slight slightly strongly heavily highly fully
        kind-of because-of due thank reading watching using
        available recommended-for aligned aligns align line-up correspond corresponds corresponding reflect reflects reflecting speak-to
        favour favor
        sure glad happy welcome please hi hello enough worthwhile
        common-ground ties bond bonds bonded
        opt opted based-on built-on
        yes well indeed perhaps maybe probably possibly certainly naturally obviously
        reason reasons evidence based ground grounds fact facts point points pointed pointing pointer hint hints sign signs known
        recommend recommends recommended recommending recommendation recommendations suggest suggests suggested suggesting suggestion suggestions
        pick picks picked picking choose chosen chose choices choosing select selected selection list listed lists offer offers offered offering
        item items title titles option options thing things candidate candidates entry entries match matches matched matching fit fits fitting suit suits suited suitable
        go going gone come comes coming came bring brings brought bringing lead leads led leading make makes made making take takes took taking taken get gets got give gives gave giving
        keep keeps kept put puts see sees find finds found finding show shows showed shown showing stand stands standing stay turn turns turned start starts started starting begin
        consider considers considered try trying tried worth look looks looked looking explore exploring discover check decide
        seem seems seemed feel feels think thought believe know knows mean means meant hope help helps helped
        say says said saying tell tells told speak speaks spoke speaking note noted call calls called names named
        places spot spots ways kind kinds sort sorts type types side sides part parts line lines thread threads
        good great nice solid strong natural sensible fair sound decent fine right easy safe worthy
        interest interests interested interesting appeal appeals appealed appealing attract attracted attracts draw draws drew drawn drawing catch catches caught
        follow follows followed following continue continues continuing carry carries carried extend extends build builds built
        add adds added adding include includes included including contain contains contained hold holds held belong belongs features featured featuring
        counts counted weigh weighs rest rests tie tied link links linked linking connect connects connected connecting connection connections relate relates related
        surface surfaced surfaces rise rose appear appears appeared land landed lands reach reaches reached end ends ended
        answer answers answered answering respond responds reply replies meet meets met serve serves served hit hits
        both two three four couple trio set
        want wants need needs able ready
        mood moods tone tones style styles spirit atmosphere theme themes element elements genre genres category categories territory touch flavour flavor blend combination angle quality qualities notes
        people's else instead thanks owing account light view sense terms regard respect heart eye eyes
        bound aimed closely similarly likewise equally alike simple short long small big
        """);

    /// <summary>Words that praise or advise: never of something that is disliked.</summary>
    public static FrozenSet<string> Praise { get; } = Words(
        "good great nice solid strong worth worthy recommend recommends recommended suggest suggests suggested consider try enjoy enjoys love loves like fit fits match matches suit suits appeal appeals appealing offer offers perfect");

    /// <summary>Words that deny.</summary>
    public static FrozenSet<string> Negations { get; } = Words(
        "not no never none nor neither nobody nothing without hardly barely rarely seldom cannot can't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't couldn't shouldn't lack lacks lacking less least fewer unlike dislike dislikes disliked disliking hate hates hated avoid avoids avoided unrated");

    /// <summary>Numbers as words.</summary>
    public static FrozenDictionary<string, int> Numbers { get; } = new Dictionary<string, int>
    {
        ["two"] = 2,
        ["both"] = 2,
        ["pair"] = 2,
        ["couple"] = 2,
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
        ["twenty"] = 20,
        ["hundred"] = 100,
        ["thousand"] = 1_000,
        ["million"] = 1_000_000,
    }.ToFrozenDictionary();

    internal static FrozenSet<string> Words(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet();
}
