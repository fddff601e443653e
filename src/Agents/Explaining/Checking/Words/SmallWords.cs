using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Words;

/// <summary>Words whose other forms are not words of their own: articles, pronouns, prepositions, conjunctions, auxiliaries, adverbs.</summary>
internal static class SmallWords
{
    /// <summary>All of them.</summary>
    public static FrozenSet<string> All { get; } = Lexicon.Words(
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
        albeit atop circa ditto henceforth inasmuch insofar onwards onward outwith qua thereafter thereupon thereof therein thereto viz whence whereupon wherein whereof
        beforehand afterwards afterward anymore anyways anyplace someplace downright formerly halfway hereafter hitherto meantime midway oftentimes sometime someday upfront upwards downwards outwards inwards sideways
        aha hm hmm oops ooh psst cheers ha dear
        seventh eighth ninth tenth secondly thirdly lastly firsthand
        what'd there'd that've might've could've would've should've must've y'all 'twas who're what're how'd why's when's everything's nothing's something's
        conversely luckily fortunately unfortunately hopefully allegedly admittedly
        sounds sounded surprised proven
        absolutely totally completely alright slowly quickly suddenly previously carefully necessarily strictly kindly utterly sincerely permanently temporarily potentially relatively gradually considerably momentarily accurately locally formally officially systematically inherently aptly intuitively randomly simultaneously whatsoever aboard abroad adrift aloud anew anytime apace
        aplenty apropos askew astray aback ahead afoot awhile doubly evermore everyplace forevermore goodbye hereupon indefinitely needless nevermore nigh noplace nowise offhand outright overnight perforce posthaste presently roundabout shoulder-to-shoulder side-by-side straightaway thereabouts therewith underfoot underway uphill upside verily wholesale withal
        """);
}
