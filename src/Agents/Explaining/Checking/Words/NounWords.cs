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
        affinity bestowal bucket catch continuity crossover dose draw endnote entrance excuse framework footnote handshake hallmark headline heel hinge hop horizon inkling junction knot landing lane leaning lens loop map nod nudge offshoot overview pedigree pitch pool postscript preview provenance pull queue rack ray realm receipt recap resident roll roster roundup rundown sheet showing sidebar signpost sliver snippet stall starter stop stroke suspicion tally ticket token trigger umbrella underpinning upshot variation verdict vicinity visitor wavelength weight
        ability accent access activity adjustment advance advantage advice aid allocation allowance allusion alphabet analogy analysis annotation antidote appearance appendix application appointment approach approximation area array arrangement article assertion assessment asset assignment assistance association assortment assumption assurance attachment attempt attitude avenue average awareness axis
        balance bar baseline bearing behaviour being benchmark benefit bias block blueprint board body bonus boundary breakdown brief calculation capacity care caveat ceiling certainty channel chart chunk citation clarification clarity classification clause code commentary commitment commonality compartment compilation complaint compliment component compromise concept conception concession confidence configuration confirmation conjunction connotation consensus consequence consistency constraint consultation continuation contradiction contrary contribution control convention conviction core correlation correspondence course coverage cross
        debate declaration dedication definition delay delivery denominator depth derivation designation destination development deviation dialogue digit dimension disadvantage disagreement disclosure discussion disposal dispute dissimilarity distinction distribution diversion division document drawback duplicate duty
        ease effort emphasis encounter endorsement enquiry entity enumeration equation equality equivalence essence estimate estimation evaluation evolution exaggeration excerpt exchange exclusion existence expansion expectation experience exposure expression extension extent extract familiarity fault fellow fingerprint flow formality formulation fraction fragment frequency fusion future
        gateway generality gesture gist glossary goal grain grasp grid growth haul hesitation hierarchy highlight hurry hypothesis impact impulse incentive inclination increase inference influence initiative insert insight inspection installment instalment instinct intention interaction interface interpretation interval intuition inventory invitation involvement job jump keeping kinship knack
        layer layout league letter likelihood limit limitation lineage load location log mainstay manifestation margin meeting membership method misgiving mismatch mistake mode modification module multitude necessity need negation norm notation nuance objection objective obligation observation obstacle occurrence odds operation opinion opportunity opposite orientation outlet outline output outsider oversight
        parameter parity partiality passing peer perception permission phase phenomenon pile plan policy potential precedent precision prediction predilection premise preparation presentation press pressure presumption problem procedure process program progress progression project promise pronoun proportion proposal proposition provision proximity pursuit push quirk
        ratio rationale reaction realisation recognition recollection recourse reduction reflection register regularity reliance relief reluctance remainder remedy repertoire repetition representation reservation reserve resolution resource return reversal revision right risk routine rule sameness satisfaction saying scale scan schedule scrutiny semblance setup shape shift sibling slice slip snag spell spelling spin split spread square standard standpoint status structure substance substitute succession suitability supplement support supposition surprise syllable synonym
        tail tangent technicality technique test theory transition trouble trust try understanding undertaking unity update upgrade urge utterance vagueness validity variant verb verge virtue warning warrant welcome whim will workings yardstick
        man woman guy lady half third rest charge
        belief agenda ideal acquaintance ignorance outlook statistics inability backbone downside realization comprehension hindsight disbelief credo cornerstone template groundwork misconception median fallacy mindset keystone afterthought joke apology compliments nickname greeting scenario
        digest checklist footprint anecdote indicator disclaimer summation addendum terminology acronym abbreviation partner week month evening afternoon hour couple heap vantage
        boot streak shame chord pity stranger cloth circumstance guarantee
        filmography bibliography discography oeuvre account
        """);
}
