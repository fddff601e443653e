using System.Collections.Frozen;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Finds moves and mentions of what was shown: phrases of a few words, the longest first.</summary>
internal static class Moves
{
    private static readonly PhraseIndex<Move> Phrases = Index(
        (Move.Greet, "hi|hello|hey|hey there|hi there|good morning|good evening|good afternoon|greetings"),
        (Move.Thank, "thanks|thank you|thx|cheers|thanks a lot|thank you so much|much appreciated"),
        (Move.Stop, "bye|goodbye|stop|quit|exit|that's all|that is all|i'm done|we're done|good night|have a nice day|have a good one|that's enough|see you"),
        (Move.StartOver, "start over|start again|begin again|reset|from scratch|forget everything|forget all that|new search|start fresh|let's restart|restart"),
        (Move.Request, "i'm bored|help me choose|help me decide|what's good|what is good|recommend me something|recommend something|suggest something|what do you recommend|what do you suggest|what have you got"),
        (Move.More, "more|show me more|some more|any more|anything else|what else|something else|next|more please|another|another one|any others|other suggestions|other options|others|else"),
        (Move.NoneOfThese, "none of these|none of those|none of them|none|neither|neither of them|not these|not those|nothing here|don't like any|don't like these|don't like those|don't like them|not any of these|not my thing|not for me|not what i want|not what i'm looking for"),
        (Move.Why, "why|how come|what makes you|for what reason|why this|why that|how so|explain|tell me why"),
        (Move.Agree, "all right|alright|yes|yeah|yep|yup|sure|ok|okay|of course|exactly|definitely|absolutely"),
        (Move.Accept, "sounds good|sounds great|sounds interesting|sounds perfect|looks good|perfect|i'll take it|i'll watch it|i'll watch that|i'll check it out|check it out|check that out|i'll try it|i'll try that|i'll read it|give it a try|give it a shot|i will watch it|i will check it out|good choice|great choice|good idea|that works|works for me|that will do|that'll do|will do|will work|that would work|exactly what i wanted|just what i wanted|exactly what i need|just what i need|exactly what i'm looking for|just what i'm looking for|what i was looking for|i'm sold|count me in|deal"),
        (Move.Decline, "not so much|not my cup of tea|wasn't my cup of tea|isn't my cup of tea|isn't my thing|not my type|isn't for me|wasn't for me|no interest|doesn't interest me|couldn't get into it|doesn't appeal to me|not into that|not into those|not into it|pass on|no|nope|nah|no thanks|no thank you|not really|not interested|i'll pass|pass|not today|don't think so"),
        (Move.NoMatter, "doesn't matter|don't care|don't mind|no preference|either|either one|whatever|anything|anything is fine|anything goes|any of them|any will do|any is fine|surprise me|no idea|i don't know|not sure|you choose|you decide|up to you|any|both are fine|no matter"),
        (Move.Forget, "forget that|forget|forget about|remove|delete that|take that back|scratch that|never mind|nevermind|ignore that|undo"));

    private static readonly PhraseIndex<int?> Shown = Index(
        ((int?)0, "first|first one|the first|the first one|number one|number 1|1st|1st one|option 1|option one"),
        (1, "second|second one|the second|the second one|number two|number 2|2nd|2nd one|option 2|option two"),
        (2, "third|third one|the third|the third one|number three|number 3|3rd|3rd one|option 3"),
        (3, "fourth|fourth one|the fourth|the fourth one|number 4|4th|4th one"),
        (4, "fifth|fifth one|the fifth|the fifth one|number 5|5th|5th one"),
        (-1, "the last|last one|the last one|the final one"),
        (null, "it|that|that one|this one|this|them|these|those|all of them|all of these|all of those|both|both of them|them all|these ones|those ones"));

    /// <summary>The words of all moves and mentions.</summary>
    public static FrozenSet<string> Words { get; } = Phrases.Phrases.Concat(Shown.Phrases).SelectMany(p => p.Split(' ')).ToFrozenSet();

    /// <summary>The move that begins at a place, and its words; 0 when none does.</summary>
    public static (int Length, Move Move) MoveAt(IReadOnlyList<MessageTerm> terms, int at) =>
        Phrases.LongestAt(terms, at) is ( > 0 and var length, var moves) ? (length, moves[0]) : (0, default);

    /// <summary>The mention of something shown that begins at a place, and its words; 0 when none does.</summary>
    public static (int Length, int? Place) ShownAt(IReadOnlyList<MessageTerm> terms, int at) =>
        Shown.LongestAt(terms, at) is ( > 0 and var length, var places) ? (length, places[0]) : (0, null);

    private static PhraseIndex<T> Index<T>(params (T Meaning, string Phrases)[] all)
    {
        var index = new PhraseIndex<T>();
        foreach (var (meaning, phrases) in all)
        {
            foreach (var phrase in phrases.Split('|'))
            {
                index.Add([.. SearchTerms.OfText(phrase).Select(t => t.Term)], meaning);
            }
        }

        return index;
    }
}
