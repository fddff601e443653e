using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Words;

/// <summary>Adjectives and adverbs that measure an argument, never an item.</summary>
internal static class QualifierWords
{
    /// <summary>All of them.</summary>
    public static FrozenSet<string> All { get; } = Lexicon.Words(
        """
        able absolute accidental accurate actual additional adjacent alternate analogous apparent applicable appropriate approximate apt available aware
        basic big blank broad
        candid careful casual central certain chief clear coincidental complete conceivable concrete consistent corresponding
        decided decisive definite deliberate dependent direct double
        entire equal equivalent especial essential eventual evident exact exclusive explicit express extra
        factual faint familiar far few final firm fitting foremost formal frank frequent frequently full further future
        general generic given glad global
        identical immediate implicit incidental included independent indirect individual initial inner inside intended interested
        joint key known
        last late latter leading likely linked little local longer lone loose
        main major mere minor mutual
        nearby necessary net next
        obvious occasional odd only open ordinary other outer outright outside overall own
        partial particular past personal pertinent plain plausible possible precise preferable present previous primary principal prior probable public pure
        quick
        ready real reasonable recognizable recognisable recorded relevant remaining respective responsible
        second secondary select selected separate several sheer single sixth slight small sole specific standalone straight straightforward strict sub subsequent sufficient suitable supposed sure surplus
        tangible thematic tied total traceable true twofold threefold typical
        ultimate unconnected undecided underlying unexpected unfamiliar united unmistakable unrelated unsurprising usual
        vague various verbal visible
        whole wholly wide willing worthwhile
        aside basically candidly loosely roughly nearly almost about approximately actually essentially truly ultimately surely certainly definitely clearly obviously naturally evidently apparently presumably possibly probably seemingly supposedly exactly precisely squarely closely strongly heavily highly fully wholly entirely purely solely merely freely openly plainly directly indirectly personally honestly frankly briefly shortly simultaneously repeatedly frequently usually generally typically occasionally specifically explicitly implicitly jointly individually separately originally initially finally lastly firstly secondly eventually promptly instantly immediately automatically unsurprisingly fittingly luckily thankfully incidentally additionally equally overall somehow somewhat
        accompanying adequate affirmative aforementioned alternative ample arbitrary attached combined considerable constant contrary convinced cumulative customary eligible enough exhaustive fixed former fundamental gradual hypothetical identifiable inclined indisputable inevitable inherent interim introductory involuntary literal logical manifest marginal marked minimal misplaced multiple namesake neighbouring neighboring nominal noticeable objective opposite optional outward parallel passing periodic preferred preliminary presumable proportional provisional reciprocal recurring related reluctant remote representative resulting reverse rightful scarce scattered seeming selective self-evident shared simultaneous singular situational sizeable spare statistical successive superfluous supplementary tempted tentative thorough unambiguous unaware uncertain unchanged undeniable understandable undisputed unequivocal unlikely unmistaken unquestionable upfront variable verbatim virtual voluntary
        conveniently coincidentally curiously duly easily effectively emphatically fairly faithfully firmly fondly gladly greatly happily ideally importantly independently invariably knowingly lightly mutually objectively overly positively practically predictably readily rightly sensibly significantly singly slightly soundly substantially sufficiently suitably technically temporarily thoroughly tightly tolerably uncannily undoubtedly usefully vaguely visibly wisely handily sorely dearly deeply
        modest nicely politely grateful ashamed worried wary cautious hesitant
        extremely terribly awfully unusually
        """);
}
