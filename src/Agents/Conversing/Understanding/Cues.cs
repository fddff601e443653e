using System.Collections.Frozen;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>What a word or two of a message say about what stands near it. English, of any domain; terms as they are searched by.</summary>
internal static class Cues
{
    /// <summary>What follows, or came before, is liked.</summary>
    public static readonly FrozenSet<string> Liking = Terms(
        "like liked loved love adore adored enjoy enjoyed enjoying fan favorite favourite fave obsessed fond great amazing awesome excellent fantastic brilliant wonderful perfect best good nice cool into dig dug appreciate appreciated beautiful hilarious");

    /// <summary>What follows, or came before, is disliked.</summary>
    public static readonly FrozenSet<string> Disliking = Terms(
        "hate hated dislike disliked loathe loathed detest detested boring bored awful terrible horrible bad worst overrated crap garbage trash sucked suck disappointing disappointed annoying stupid dull avoid sick tired meh lame couldnt stand cant");

    /// <summary>What is said is denied, up to the end of its part.</summary>
    public static readonly FrozenSet<string> Denying = Terms(
        "not no dont doesnt didnt wasnt isnt arent werent never nothing without havent hasnt hadnt except neither nor wont wouldnt cant cannot couldnt aint excluding minus skip hardly less");

    /// <summary>A new part begins whose mood is its own.</summary>
    public static readonly FrozenSet<string> Turning = Terms("but however though although yet except instead rather otherwise while whereas still");

    /// <summary>What follows is known to the writer already.</summary>
    public static readonly FrozenSet<string> Seeing = Terms("seen saw watched watch read heard played own owned bought tried already rewatched finished");

    /// <summary>What follows is an example of what is wanted.</summary>
    public static readonly FrozenSet<string> Comparing = Terms("like similar alike same along reminiscent resemble resembling closer close vein");

    /// <summary>Something is asked for.</summary>
    public static readonly FrozenSet<string> Wanting = Terms(
        "want wanted need looking look search searching find recommend suggest suggestion recommendation mood feel feeling craving after hoping wish would give show prefer prefered interested something anything maybe some any how");

    /// <summary>Words that ask for something where nothing else is said.</summary>
    public static readonly FrozenSet<string> Asking = Terms("idea ideas watch read play buy choose choice");

    /// <summary>Words before which a title may stand uncapitalised.</summary>
    public static readonly FrozenSet<string> BeforeTitles =
        [.. Liking, .. Disliking, .. Seeing, .. Comparing, .. Terms("to than about called named of is was and or think thought know remember recommend suggest watching reading playing")];

    /// <summary>Words before which a title of one word may stand uncapitalised: "great conversation" names none.</summary>
    public static readonly FrozenSet<string> BeforeSingles =
        Terms("like liked love loved adore adored enjoy enjoyed hate hated dislike disliked loathe detest seen saw watched watch watching see rewatched read reading played playing than called named to recommend suggest similar");

    /// <summary>Words with which a new clause begins behind a comma; as they are written.</summary>
    public static readonly FrozenSet<string> Speaking =
        "i i'm im i'd id i've ive we we're we've my give show please maybe can could do what how it it's is are".Split(' ').ToFrozenSet();

    /// <summary>Words of talking that say nothing of what is wanted.</summary>
    public static readonly FrozenSet<string> Talk = Terms(
        "movie movies film films book books product products thing things item items kind sort type genre lot lots bit little today tonight tomorrow weekend week day night time please help me my you your the one ones people person think thought know say tell lets let get got go going see kinda pretty really very much many most even also too just right now ever all always usually often sometimes new with about that this those these who what where when which they them his her its our us had has have been being could should might may must can will did does done made make makes find found were was are is am recently lately course changed mind instead sequel prequel pick picked chose choose keep least guess english explain mind sorry idea ideas better worse chance luck guess hope hopefully i'll we'll she'll gonna wanna well oh ah hmm um lol older newer earlier later haha wow actually honestly basically thats im ive id youre theyre");

    /// <summary>All words that say what is thought, asked or compared.</summary>
    public static IEnumerable<string> Words => Liking.Concat(Disliking).Concat(Seeing).Concat(Comparing).Concat(Wanting).Concat(Talk);

    /// <summary>Whether a term is a cue of any kind.</summary>
    public static bool IsAny(string term) => Liking.Contains(term) || Disliking.Contains(term) || Denying.Contains(term) || Turning.Contains(term) || Seeing.Contains(term) || Comparing.Contains(term) || Wanting.Contains(term);

    /// <summary>Whether a term says what is thought of something.</summary>
    public static bool IsCue(string term) => Liking.Contains(term) || Disliking.Contains(term) || Seeing.Contains(term) || Comparing.Contains(term);

    private static FrozenSet<string> Terms(string words) => words.Split(' ').SelectMany(w => LlmRec.Text.Lexical.SearchTerms.OfText(w)).Select(t => t.Term).ToFrozenSet();
}
