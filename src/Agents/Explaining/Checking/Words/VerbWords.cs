using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Words;

/// <summary>Verbs of giving, showing, choosing, comparing, thinking and saying, with the irregular forms that no rule makes.</summary>
internal static class VerbWords
{
    /// <summary>All of them.</summary>
    public static FrozenSet<string> All { get; } = Lexicon.Words(
        """
        accept accompany account achieve acknowledge act add address adjoin admit advise affirm agree aim align allow amount announce answer appear apply approach arise arose arisen arrange assign assemble assume assure attach attend attribute await
        base bear bore borne become became begin began begun believe belong bet bind bound blend boil border borrow bridge bring brought browse build built bundle
        call carry catch caught cause center centre change chance check choose chose chosen circle cite claim class classify click collect combine come came comment communicate compare complete compose comprise concern conclude confess confirm connect consider consist contain continue contribute converge correspond count couple cover credit cross
        date deal dealt debate decide declare deem define deliver depend derive deserve detail determine discover discuss display divide double doubt draw drew drawn drop
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
        satisfy say said scan see seen seem seek sought select send sent separate serve set settle shape shelve show showed shown shelter sit sat sign signal span speak spoke spoken spell spot spring sprang sprung stand stood start state stay stem step stick stuck stop strike struck submit succeed suggest suit supply support suppose surface switch
        tag tally take took taken talk think thought tell told term test thank thread throw thrown tick tie title total touch trace track transfer treat trigger trust try tried turn type
        understand understood unite use
        value vary verify view visit voice volunteer vouch
        wait walk want warrant weigh win won wind wonder work worth write wrote written yield
        appeal attract aid assist beat bother deserve earn echo encourage highlight intersect lean pile relay resonate single slot sneak spare square stack steer stretch swap swing team tempt tip tread underline unlock veer venture weave wove woven
        bode bump coincide complement default delve dovetail dwell enrol entail exclude fetch field fish flick flip fold gain hail hark harp hook house hunt inch insist invoke itemise jot juggle kick knock latch linger loom marry mirror nudge omit overlook pad partner peek peg pinpoint pitch poke ponder preface prefix prevail probe pursue qualify quiz range recap reckon recount redirect refrain reiterate reside resurface retrace revisit route rub rummage scroll sift skim skip slip snag snap sort source spare specify stage stock stumble substitute suffice surmise surround sweep tap tease thumb tilt toss tuck twin usher utter wager wander wave withhold
        abide accord accumulate acquaint adhere adjust advocate afford alert alter anchor anticipate append appoint articulate ascertain ascribe argue assert assess assort attest attune avail
        back behave befit bend blame boast bolster bow brief broach broaden calculate certify chart chat circulate clarify clear cluster coexist coin commit compensate compile complain comply comprehend compute concede conceive concur conduct confer confide configure confine conform confuse conjecture conserve constitute consult contend contradict converse convert convey convince coordinate cope correct correlate counsel counter cue
        decode deduce deepen defer delay delegate demand demonstrate denote depart designate detach detect deviate differentiate disagree discard discern disclose dismiss dispatch dispense disregard distil distinguish distribute diverge diversify divert document duplicate
        ease edge elaborate elicit eliminate embody emphasise emphasize employ enable encompass endeavour enlarge enlist ensue ensure entrust enumerate envisage equate err estimate evaluate evidence exceed exchange exempt exercise exhibit expand expose
        facilitate filter formulate foster gauge generate gesture grab grasp gravitate hesitate hinge honour honor hurry incline incorporate increase incur index induce inquire inspect install instruct integrate intensify interact intercept interpret interrupt intervene isolate iterate
        lag liken limit lodge lower maintain manifest maximise mediate memorise mislead misplace mistook mistaken modify monitor narrow navigate neglect negotiate nestle notify object observe occupy orient orientate outline outnumber outweigh overdo override oversee overstate
        pack participate perceive permit persist persuade pertain phrase pivot preclude predict predominate prepare prescribe presume press prevent process profess progress prompt publicise punctuate purport quantify query queue quieten
        react readjust rearrange reason reassure recast recite reclaim reconcile reconnect reconsider recur redraw reduce refine reformulate rejoin relinquish rename render reopen reorder rephrase reposition reproduce reserve resolve resort restate restore restrain restrict resume rethink retrieve reunite reuse revert revise rework rotate
        sample schedule secure sense share shift shuffle side signify simplify sink situate skew speculate spend spent spill split spread stipulate straddle straighten structure study subdivide subtract sum summarise summarize summon supersede supplement suppress survey suspend tackle target teach testify
        transcribe transform transmit transpose traverse tweak underlie underpin understate undertake undertook undo unfold unify unpack update upgrade uphold urge utilise utilize visualise waive warn waste widen withdraw wrap
        suffice
        quit fix rid bid apologize apologise gift ignore require cooperate interfere cease recover congratulate nickname consent accomplish accuse underestimate resign adopt commence abort boost fulfil fulfill dispose
        oblige renew accommodate authorize multiply exaggerate uncover heed redo overreact complicate retract regroup lapse jest chitchat accelerate adjourn flatten confound condone deactivate sharpen motivate minimize overhear shorten prolong foresee partake proclaim attain
        ascend rectify diminish validate regulate convene prioritize retake reminisce characterize synchronize refute collaborate authenticate rationalize disprove lessen emulate bide impart envision deflect segue replenish reciprocate finalize assimilate abstain adorn amend amplify augment
        dare divulge dwindle entwine equip excuse exert fiddle flesh forego instil merit pace pool prefer prop rally reel regain repay retell roll scale shadow
        stash wink
        care cut resist
        """);
}
