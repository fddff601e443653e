using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Where a finite verb stands, as far as its form and what stands before it tell.</summary>
internal static class Verbs
{
    private static readonly FrozenSet<string> Auxiliaries = Lexicon.Words(
        "is are was were am has have had do does did can could may might must shall should will would ought isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't can't cannot couldn't won't wouldn't shouldn't needn't ain't");

    private static readonly FrozenSet<string> PronounsWithVerb = Lexicon.Words(
        "it's that's this's he's she's they're you're you've you'd you'll we're we've we'd we'll i'm i've i'd i'll here's there's what's who's it'll it'd that'd they've they'd they'll that'll who've who'd let's where's");

    private static readonly FrozenSet<string> PastForms = Lexicon.Words(
        "wrote made brought came led gave got took went won found met saw said told kept held stood ran put drew left became began bore built bought caught chose dealt fell felt grew knew laid lay lent let lost meant paid read rose sent set shone showed sat spoke spent spread struck thought threw understood wore");

    private static readonly FrozenSet<string> MoreVerbs = Lexicon.Words("like love enjoy share direct star adore dislike hate design publish develop star lack prefer rank want wish ask produce compose score compare appreciate differ resemble overlap echo outrank predate precede postdate surpass mirror mention contain");

    /// <summary>"Is", "has", "it's": a verb by its form alone.</summary>
    public static bool IsAuxiliary(this Sentence sentence, int at) => sentence.IsOf(at, Auxiliaries) || sentence.IsOf(at, PronounsWithVerb);

    /// <summary>Whether a finite verb stands at a place.</summary>
    public static bool IsFinite(this Sentence sentence, int at)
    {
        if (!sentence.IsWordAt(at))
        {
            return false;
        }

        if (sentence.IsAuxiliary(at))
        {
            return true;
        }

        if (!sentence.LooksLikeVerb(at) || sentence.Is(at + 1, "of") && !sentence.Is(at, "approve", "approved", "speaks", "speak"))
        {
            return false;
        }

        var before = at - 1;
        while (before >= 0 && (sentence.IsQuote(before) || (sentence.IsAdverb(before) && !sentence.IsPronoun(before)) || sentence.IsMarkAt(before, ")")))
        {
            before--;
        }

        if (before < 0)
        {
            return false;
        }

        var word = sentence.Pieces[at].Lower;
        if (word == "like" && !(sentence.IsReader(before) || sentence.IsWriter(before) || sentence.IsPerson(before) || sentence.Is(before, "and", "do", "did") || sentence.IsTitleAfterPerson(before)))
        {
            return false;
        }

        // "The skin type dry": the name of a kind.
        if (sentence.IsKind(at) && sentence.IsWordAt(before) && !sentence.IsPronoun(before) && !sentence.Is(before, "which", "who", "that", "and", "but"))
        {
            return false;
        }

        // "Heat, directed by F" and "the film made by F": no finite verb.
        var isPassive = sentence.Is(at + 1, "by") && (word.EndsWith("ed", StringComparison.Ordinal) || word is "made" or "written" or "brought");
        return !isPassive && ((sentence.Is(before, "like", "liked") && sentence.IsReader(before - 1) && word is "liked" or "like" or "enjoy" or "enjoyed") || sentence.Title(before) is not null || sentence.IsFacet(before) || sentence.IsPronoun(before) || sentence.IsReader(before) || sentence.IsWriter(before) || sentence.IsPerson(before)
            || sentence.Is(before, "which", "who", "that", "and", "but", "one", "ones", "what", "nothing", "something", "other") || (sentence.IsNoun(before) && !word.EndsWith("ed", StringComparison.Ordinal) && !sentence.IsPlainNounVerb(at)));
    }

    /// <summary>"Those who like X often like Y".</summary>
    private static bool IsTitleAfterPerson(this Sentence sentence, int at) => sentence.Title(at) is not null && Enumerable.Range(0, at).Any(i => sentence.IsPerson(i));

    /// <summary>Whether a word has the form of a finite verb, whatever it is here.</summary>
    public static bool LooksLikeVerb(this Sentence sentence, int at)
    {
        if (!sentence.IsWordAt(at))
        {
            return false;
        }

        var word = sentence.Pieces[at].Lower;
        return PastForms.Contains(word) || (!word.EndsWith("ing", StringComparison.Ordinal) && (NeutralWords.IsVerb(word) || Inflection.OfVerb(word).Any(MoreVerbs.Contains)));
    }

    // Nouns that look like verbs: after a noun they go on with it ("the search words").
    private static bool IsPlainNounVerb(this Sentence sentence, int at) => NeutralWords.IsNoun(sentence.Pieces[at].Lower) && !(at + 1 < sentence.Pieces.Count && (sentence.Pieces[at + 1].Mention is not null || sentence.IsDeterminer(at + 1) || sentence.IsPreposition(at + 1)));
}
