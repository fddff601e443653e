using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Words;

/// <summary>Nouns of shops, libraries, clubs and interfaces, and of talk about lists, reasons, relations and measures.</summary>
internal static class NounWords
{
    /// <summary>All of them.</summary>
    public static FrozenSet<string> All { get; } = Lexicon.Words(
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
        ability accent access activity adjustment advance advantage advice aid aisle allocation allowance allusion alphabet analogy analysis anchor annotation antidote appearance appendix application appointment approach approximation area array arrangement article assertion assessment asset assignment assistance association assortment assumption assurance attachment attempt attitude avenue average awareness axis
        balance banner bar barrier baseline bearing behaviour being benchmark benefit bias block blueprint board body bonus boundary boot breakdown brief burden calculation camp capacity care caveat ceiling certainty channel chart chunk citation clarification clarity clash classification clause cluster code commentary commitment commonality compartment compilation complaint compliment component compromise concept conception concession confidence configuration confirmation conjunction connotation consensus consequence consistency constraint consultation continuation contradiction contrary contribution control convention conversation conviction core correlation correspondence course coverage cross crossroads cycle
        database debate declaration dedication definition delay delivery denominator depth derivation designation destination detour development deviation device diagram dialogue dictionary digit dimension disadvantage disagreement disclosure discussion disposal dispute dissimilarity distinction distribution diversion division document drawback duplicate duty
        ease effort emphasis encounter endorsement engine enquiry entity enumeration equation equality equivalence essence estimate estimation evaluation evolution exaggeration excerpt exchange exclusion excursion exercise existence expansion expectation experience experiment exposure expression extension extent extract faith familiarity fashion fault fellow fingerprint floor flow foil fork formality formulation fortune fraction fragment frequency fusion future
        gateway generality gesture gist glossary goal grain grasp grid growth guideline haul heir hesitation hierarchy highlight hurdle hurry hypothesis impact imprint impulse incentive incident inclination increase inference influence initiative insert insight inspection installment instalment instinct instruction intention interaction interface interpretation interval intuition invention inventory invitation involvement job jump keeping kin kinship knack
        layer layout league lesson letter likelihood limit limitation lineage load location log lottery mainstay makeup manifestation margin meeting membership method mirror misgiving mismatch mistake mode modification module momentum motion multitude necessity need negation niche norm notation nuance objection objective obligation observation obstacle occurrence oddity odds operation opinion opportunity opposite orientation outlet outline output outsider oversight
        package packet parameter parity partiality passage passing patience peer perception permission persuasion phase phenomenon pile plan plea pledge policy poll potential precedent precision prediction predilection premise preparation presentation press pressure presumption pride problem procedure process program progress progression project promise pronoun proportion proposal proposition protest provision proximity pursuit push quarter quirk
        ratio rationale reaction realisation recognition recollection recourse reduction reflection register regularity reliance relief reluctance remainder remedy repertoire repetition representation reservation reserve resolution resort resource restriction retreat return revelation reversal revision right risk routine rule rumour sameness satisfaction saying scale scan schedule scheme scrap scrutiny semblance session setup shape shift sibling slice slip slogan snag snapshot spectrum speculation spell spelling spin split spread spur square stake standard standpoint status stint strain stripe structure study substance substitute succession suitability supplement support supposition surprise survey syllable synonym
        tactic tail tangent technicality technique temptation test testimony theory thesis transition transparency trial trouble trust try understanding undertaking union unity update upgrade urge utility utterance vagueness validity variant venture verb verge virtue vow warning warrant welcome whim width will witness workings yardstick zone
        man woman guy lady boss colleague half third alley cake rest charge street
        sympathy belief agenda illusion ideal acquaintance ignorance outlook prototype statistics inability backbone downside realization comprehension hindsight disbelief credo cornerstone template groundwork misconception median fallacy mindset keystone afterthought joke apology instructions signature misunderstanding whisper compliments nickname greeting scenario quarrel briefing
        bulletin digest checklist footprint anecdote indicator disclaimer summation addendum terminology acronym abbreviation partner finger shoulder elbow toe ear kitchen wheel road boat week weekend month evening afternoon hour trade couple heap vantage
        streak shame chord pity stranger cloth circumstance guarantee
        filmography bibliography discography oeuvre account
        """);
}
