using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What an item is said to be, or to be like, in words that say nothing of an argument but much of a thing: "a rack", "a serious film".</summary>
internal static class ThingRules
{
    // What an item may be in a talk about suggestions.
    private static readonly FrozenSet<string> Roles = Lexicon.Words(
        "match choice answer alternative suggestion recommendation guess surprise pattern candidate option pick bet hit companion counterpart neighbour neighbor relative sibling partner twin pair couple addition entry exception change variation newcomer favourite favorite fit step start example case reason way idea link kind sort item title thing piece work product part member possibility question matter fact coincidence chance deal success argument point sign hint clue discovery find successor sequence continuation");

    // How an item may stand to others and to the reader.
    private static readonly FrozenSet<string> Relations = Lexicon.Words(
        "new related similar different other next same suitable likely unlikely possible obvious clear sure close near nearby available appropriate fitting apt worthwhile identical equal equivalent comparable corresponding present unrelated familiar unfamiliar known unknown linked tied connected shared included visible main first second last latest recent final single sole only additional extra further preferred due separate direct logical alternative fellow relevant particular particularly own whole previous earlier later likely optional matching following remaining missing corresponding existing recommended suggested named mentioned chosen selected listed connecting linking");

    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            if (IsPlainNoun(sentence, i) && ((IsBehindArticle(sentence, i) && IsSaidToBe(sentence, i)) || IsInPlaceOfValue(sentence, i)))
            {
                yield return $"'{sentence.Pieces[i].Text}' says what kind of thing it is; the evidence doesn't.";
            }
            else if ((IsPlainAdjective(sentence, i) && (sentence.IsCalled(i + 1) || IsPredicate(sentence, i))) || IsPlainParticiple(sentence, i))
            {
                yield return $"'{sentence.Pieces[i].Text}' says what an item is like; the evidence doesn't.";
            }
        }
    }

    private static bool IsPlainNoun(Sentence sentence, int at) => sentence.IsWordAt(at) && sentence.Pieces[at].Lower is var word && NeutralWords.IsNoun(word) && !SmallWords.All.Contains(word) && !Inflection.OfNoun(word).Any(Roles.Contains)
        && !sentence.IsKind(at) && !sentence.IsCalled(at) && ClaimWords.MadeBy(word).Count == 0 && !Lexicon.Numbers.ContainsKey(word) && LikePhrases.OfEffect(sentence, at) == Liking.None;

    private static bool IsPlainAdjective(Sentence sentence, int at) => sentence.IsWordAt(at) && sentence.Pieces[at].Lower is var word && NeutralWords.IsQualifier(word) && !word.EndsWith("ly", StringComparison.Ordinal) && !SmallWords.All.Contains(word)
        && !Relations.Contains(word) && !sentence.IsKind(at) && !sentence.IsCalled(at) && ClaimWords.MadeBy(word).Count == 0;

    /// <summary>"A balanced wine": of what is done to an argument, not to an item.</summary>
    private static bool IsPlainParticiple(Sentence sentence, int at) => sentence.IsCalled(at + 1) && sentence.Is(at - 1, "a", "an") && sentence.IsWordAt(at) && sentence.Pieces[at].Lower is var word
        && (word.EndsWith("ed", StringComparison.Ordinal) || word.EndsWith("ing", StringComparison.Ordinal)) && NeutralWords.IsVerb(word) && !Relations.Contains(word) && !SmallWords.All.Contains(word) && !sentence.IsKind(at) && !sentence.IsCalled(at)
        && ClaimWords.MadeBy(word).Count == 0 && LikePhrases.OfAct(sentence, at) == Liking.None;

    private static bool IsBehindArticle(Sentence sentence, int at)
    {
        var i = at - 1;
        while (i >= 0 && i > at - 3 && sentence.IsWordAt(i) && NeutralWords.IsQualifier(sentence.Pieces[i].Lower))
        {
            i--;
        }

        return sentence.Is(i, "a", "an", "another") && !sentence.Is(at + 1, "of", "to", "that", "for", "in", "with", "away") && !sentence.IsPlainNounAt(at + 1);
    }

    /// <summary>"Made of paper", "about space", "listed under stage", "the road mood": where a value of an attribute would stand.</summary>
    private static bool IsInPlaceOfValue(Sentence sentence, int at)
    {
        var isEnd = at + 1 >= sentence.Pieces.Count || sentence.Pieces[at + 1].IsMark || sentence.Is(at + 1, "and", "as", "like", "too", "which", "by", "again");
        return (isEnd && (sentence.Is(at - 1, "about", "under") || (sentence.Is(at - 1, "of") && sentence.Is(at - 2, "made", "built", "crafted")) || ((sentence.IsMarkAt(at - 1, ":", ",") || sentence.Is(at - 1, "of", "is", "was")) && IsKind(sentence, at - 2))))
            || (IsKind(sentence, at + 1) && !sentence.IsFinite(at + 1) && (sentence.IsDeterminer(at - 1) || at == 0 || sentence.IsPreposition(at - 1)) && !sentence.Is(at - 1, "your", "our", "my") && !sentence.IsKind(at) && !sentence.Is(at + 1, "part", "name", "place", "set"));
    }

    private static bool IsKind(Sentence sentence, int at) => sentence.IsWordAt(at) && sentence.Parties.Kinds.Contains(sentence.Pieces[at].Lower);

    /// <summary>"X is a rack", "X, a rack,", "a rack, X".</summary>
    private static bool IsSaidToBe(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        var start = Enumerable.Range(at - 3, 3).LastOrDefault(i => sentence.Is(i, "a", "an", "another"), -1);
        return (start > 0 && (sentence.Is(start - 1, "is", "was", "it's", "be", "also", "as") || sentence.IsMarkAt(start - 1, ":", "–", "—")) && !unit.Places.Any(p => p < start && (sentence.IsReader(p) || sentence.IsWriter(p))) && (Subjects.Of(sentence, unit).Count > 0 || unit.Verb < 0))
            || (unit is { Kind: UnitKind.Fragment, Verb: < 0 } && unit.Places[0] == start && (sentence.Title(unit.Head) is not null || unit.Outer is null));
    }

    private static bool IsPredicate(Sentence sentence, int at) => sentence.Is(at - 1, "is", "was", "it's", "both", "are", "and", "also", "just", "quite", "rather", "very") && sentence.Unit(at) is { Verb: >= 0 } unit && unit.Verb < at && sentence.Is(unit.Verb, "is", "was", "it's", "are")
        && (at + 1 >= sentence.Pieces.Count || sentence.Pieces[at + 1].IsMark || sentence.Is(at + 1, "and", "but", "like", "as", "too")) && Subjects.Of(sentence, unit).Any(p => p.Pick is not null);

    private static bool IsPlainNounAt(this Sentence sentence, int at) => sentence.IsWordAt(at) && (NeutralWords.IsNoun(sentence.Pieces[at].Lower) || sentence.IsCalled(at)) && !SmallWords.All.Contains(sentence.Pieces[at].Lower);
}
