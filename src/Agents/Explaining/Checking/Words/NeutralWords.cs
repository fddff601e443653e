using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Words;

/// <summary>
/// What a shop, a library, a film club or a terse interface says around the evidence: words that say nothing of an item by
/// themselves. Base forms; <see cref="Inflection"/> knows their others. What a word of quality, plot, feeling, genre, price
/// or award would claim, nothing here may claim.
/// </summary>
internal static class NeutralWords
{
    /// <summary>Words whose other forms are not words of their own: articles, pronouns, prepositions, conjunctions, auxiliaries, adverbs.</summary>
    public static FrozenSet<string> Small { get; } = Split(
        """
        a an the this that these those such what which who whom whose whatever whichever whoever how however why when where while whenever wherever
        i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs themselves one ones oneself
        i'm i've i'd i'll we're we've we'd we'll you're you've you'd you'll he's she's it's it'd it'll they're they've they'd they'll that's that'd that'll there's there're here's what's who's who'd who've where's how's let's one's
        anything something everything anyone someone anybody somebody anywhere somewhere else other others other's others' another each either every any some all both enough more most much several few little lot half
        and or but so yet nor as if than then though although because since for therefore hence thus thereby whereby whether whereas unless until till once lest provided given considering
        of in on at by with from to into onto upon toward towards through throughout over under underneath beneath about around round among amongst between across along alongside amid behind beside besides beyond within before after during up down out off per via against above below near inside outside past apart aside
        am is are was were be been being do does did done doing have has had having can could may might must shall should will would ought need dare
        also too again still even just only quite rather very really simply now already today tonight tomorrow yesterday next soon later earlier ago lately nowadays always sometimes ever twice thrice
        mainly mostly chiefly primarily especially particularly largely partly notably namely respectively likewise similarly accordingly altogether together forward forwards backward back away
        here there hereby hereabouts elsewhere everywhere yes yeah ok okay well oh ah hey hi hello please thanks welcome sorry alas indeed perhaps maybe anyway anyhow instead meanwhile moreover furthermore otherwise plus minus versus vs etc e.g i.e incl re
        first second third fourth fifth last latter former own far straight alike apiece
        nonetheless nevertheless notwithstanding regardless despite except excepting save barring including regarding concerning following according owing due
        ourself s t d alone worded differently correctly incorrectly pleased early zero older newer younger thinking ll ve
        """);

    /// <summary>Verbs, with the irregular forms that no rule makes.</summary>
    public static FrozenSet<string> Verbs { get; } = Split(
        """
        accept accompany account achieve acknowledge act add address adjoin admit advise affirm agree aim align allow amount announce answer appear apply approach arise arose arisen arrange assign assemble assume assure attach attend attribute await
        base bear bore borne become became begin began begun believe belong bet bind bound blend boil border borrow bridge bring brought browse build built bundle
        call carry catch caught cause center centre change chance check choose chose chosen circle cite claim class classify click collect combine come came comment communicate compare complete compose comprise concern conclude confess confirm connect consider consist contain continue contribute converge correspond count couple cover credit cross
        date deal dealt debate decide declare deem define deliver depend derive deserve detail determine dip discover discuss display divide double doubt draw drew drawn drop
        elect embrace emerge enclose encounter end endorse enter entitle equal establish examine exist expect explain explore express extend extract
        face fall fell fallen feature feel felt figure file fill find found finish fit flag flow focus follow forget forgot forgotten form forward found frame function
        gather get got gotten give gave given glance go went gone going grant greet grin group grow grew grown guess guide
        hand handle hang hung happen head hear heard help hint hit hold held hop hope host
        identify imagine imply include indicate infer inform inherit insert insist intend interest introduce invent invite involve issue
        join judge jump justify
        keep kept know knew known
        label land lay laid lead led leap leapt learn learned learnt leave left lend lent let lie lay lain lying lift line link list listen live locate log look loop lump
        make made manage map mark match matter mean meant meet met merge mind miss mix move
        name need nod note notice number
        obtain occur offer open operate opt order organize organise originate owe own
        pair part pass pause pick pin place plan plead point pop pose possess post pour present predate precede postdate pretend proceed produce promise pronounce propose prove provide publicize pull push put
        qualify question quote
        raise reach read realize realise recall receive recognize recognise recommend record refer reflect regard register release reinforce relate rely remain remark remember remind remove repeat replace reply report represent respond rest result retain return reveal revolve reward ring rise rose risen root round run ran rule
        satisfy say said scan see seen seem seek sought select send sent separate serve set settle shape shelve show showed shown shelter sit sat sign signal span speak spoke spoken spell spot spring sprang sprung stand stood start state stay stem step stick stuck stop strike submit succeed suggest suit supply support suppose surface switch
        tag tally take took taken talk think thought tell told term test thank thread throw thrown tick tie title total touch trace track transfer treat trigger trust try tried turn type
        understand understood unite use
        value vary verify view visit voice volunteer vouch
        wait walk want warrant weigh win won wind wonder work worth write wrote written yield
        appeal attract aid assist beat bother deserve earn echo encourage highlight intersect lean pile relay resonate shed single slot sneak spare square stack steer stretch swap swing team tempt tip tread underline unlock veer venture weave wove woven
        bode bump coincide complement crop default delve dovetail dwell enrol entail exclude fetch field fish flick flip fold gain glimpse hail hark harp hook house hunt inch insist invoke itemise jot juggle kick knit knock latch linger loom marry mirror nudge omit overlook pad partner peek peg pinpoint pitch poke ponder preface prefix prevail probe pursue qualify quiz range recap reckon recount redirect refrain reiterate reside resurface retrace revisit route rub rummage scroll sift skim skip slip snag snap sort source spare specify sprout stage stock stumble substitute suffice surmise surround sweep tap tease thumb tilt toss tuck twin unearth usher utter wager wander wave withhold
        """);

    /// <summary>Nouns of shops, libraries, clubs and interfaces, and of talk about lists and reasons.</summary>
    public static FrozenSet<string> Nouns { get; } = Split(
        """
        accident addition approval agreement afterword aim alternative amount angle announcement answer argument aspect atmosphere attention attribute
        background badge basis batch behalf bet bill bit blend blurb bond box bracket branch bridge bullet bunch button
        candidate caption case catalog catalogue category cause center centre chain chance chapter characteristic check choice circle claim class coincidence collection column combination comment companion company computer concern conclusion condition connection connector consideration contact content contents context copy corner count counterpart country credit criterion criteria curiosity
        data date day deal decade decision default degree department detail direction discovery display distance domain door dot doubt
        echo edge edition effect element end entry error evidence example exception explanation extra eye eyes
        fact factor favor favour feature feed field figure file filter find finding fit flavor flavour focus folder footing foot foothold form front function
        gap genre glance goer grade ground group guess guesswork guidance guide
        habit hand handful head heading heart help hint hook home host house hunch
        icon idea identity impression inclusion index indication info information input inquiry instance interest intersection introduction item
        judgment judgement justification
        keyword kind knowledge
        label language lead leap level library line link list listing lineup logic look luck
        machine majority maker manner mark match matter maximum means measure memo memory menu message middle mind minimum minority minute mix mixture moment mood morning motif motive move
        name neighbor neighbour neighborhood neighbourhood news night note notice notion number nutshell
        object occasion outcome creator qualities offer offering option order origin owner
        page person pair pairing panel paragraph part particular particulars path pattern people's person's perspective pick piece place pointer point portion position possibility post practice preference presence present principle priority proof property prospect purpose
        quantity question quota quotation quote
        range reach reading reason recommendation record reference regard relation relationship relative remark reminder reply report requirement respect response rest result reward role room root route row rubric
        sake sample scope score screen section sector segment selection sense sentence sequence series set shelf shelves shop shortcut shortlist show side sight sign signal site sitting situation slot solution sort source space spirit spot stack staff stage stand standing start statement stead stem step stock store strand stretch string style subject subcategory suggestion sum summary surface surname swap symbol system
        tab table tag talk target task team tendency term territory theme thing thought thread threshold thumb tick tie tier time tip title tone tongue topic total touch touchstone trace track trail trait treatment trio truth turn twin type
        unit use usage
        value version view viewpoint visit vocabulary voice vote
        way website whole window wing wink work world
        year
        affinity bestowal bucket catch compass continuity crossover dose draw endnote entrance excuse framework footnote handshake hallmark headline heel hinge hop horizon inkling junction knot landing lane leaning lens loop map mission nod nudge offshoot outing overview pedigree pitch pool postscript preview provenance pull queue rack ray realm receipt recap resident roll roster roundup rundown sheet showing sidebar signpost sliver snippet stall starter stop stroke suspicion tally ticket token trigger umbrella underpinning upshot variation verdict vicinity visitor wavelength weight
        """);

    /// <summary>Adjectives and adverbs that measure an argument, never an item.</summary>
    public static FrozenSet<string> Qualifiers { get; } = Split(
        """
        able absolute accidental accurate actual additional adjacent alternate analogous apparent applicable appropriate approximate apt available aware
        bare basic big blank broad
        candid careful casual central certain chief clear coincidental complete conceivable concrete consistent corresponding
        decided decisive definite deliberate dependent direct double
        entire equal equivalent especial essential eventual evident exact exclusive explicit express extra
        factual faint familiar far few final firm fitting foremost formal frank frequent frequently full further future
        general generic given glad global
        honest
        identical immediate implicit incidental included independent indirect individual initial inner inside intended interested
        joint key known
        last late latter leading likely linked little local longer lone loose
        main major mere minor modest mutual
        narrow nearby necessary net next
        obvious occasional odd only open ordinary other outer outright outside overall own
        partial particular past personal pertinent plain plausible possible precise preferable present previous primary principal prior probable public pure
        quick
        random ready real reasonable recognizable recognisable recorded relevant remaining respective responsible
        second secondary select selected separate serious several sheer sincere single sixth slight small sole specific standalone straight straightforward strict sub subsequent sufficient suitable supposed sure surplus
        tangible thematic tied total traceable true twofold threefold typical
        ultimate unconnected undecided underlying unexpected unfamiliar united unmistakable unrelated unsurprising usual
        vague various verbal visible
        whole wholly wide willing worthwhile
        aside basically candidly loosely roughly nearly almost about approximately actually essentially truly ultimately surely certainly definitely clearly obviously naturally evidently apparently presumably possibly probably seemingly supposedly exactly precisely squarely closely strongly heavily highly fully wholly entirely purely solely merely freely openly plainly directly indirectly personally honestly frankly briefly shortly simultaneously repeatedly frequently usually generally typically occasionally specifically explicitly implicitly jointly individually separately originally initially finally lastly firstly secondly eventually promptly instantly immediately automatically unsurprisingly fittingly luckily thankfully incidentally additionally equally overall somehow somewhat
        """);

    /// <summary>Whether a word, in any of its forms, says nothing of an item by itself.</summary>
    public static bool Contains(string word) =>
        Small.Contains(word) || (!ClosedWords.All.Contains(word) && Inflection.BasesOf(word).Any(b => Verbs.Contains(b) || Nouns.Contains(b) || Qualifiers.Contains(b)));

    private static FrozenSet<string> Split(string words) => Lexicon.Words(words);
}
